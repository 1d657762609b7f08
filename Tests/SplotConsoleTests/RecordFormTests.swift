import Foundation
import SplotDirectory
import Testing

@testable import SplotConsole

struct RecordFormTests {
    private let organisation = RecordUUID("11111111-2222-8333-8444-555555555555")

    private func record(_ kind: String, _ fields: [String: DirectoryRecord.Content]) throws -> DirectoryRecord {
        DirectoryRecord(
            id: try #require(RecordUUID("aaaaaaaa-bbbb-8ccc-8ddd-eeeeeeeeeeee")),
            kind: kind,
            fields: fields
        )
    }

    private func form(_ record: DirectoryRecord) -> RecordForm {
        RecordForm(record, kind: record.kind, schema: .standard) { $0 == self.organisation ? "Szpital [x]" : nil }
    }

    /// What a browser sends back of a form that nobody touched.
    private func sent(_ form: RecordForm, changing changes: [String: String] = [:]) -> Query {
        Query(
            form.groups.flatMap(\.inputs)
                .flatMap { input in
                    [
                        (name: "f." + input.name, value: changes[input.name] ?? input.text),
                        (name: "o." + input.name, value: input.original),
                    ]
                }
        )
    }

    private func member() throws -> DirectoryRecord {
        try self.record(
            "member",
            [
                "organisation": .single(.reference(try #require(self.organisation))),
                "voting": .single(.boolean(true)),
                "kind": .single(.text("full")),
                "steps": .set([
                    .structure([
                        "step": .text("accepted"), "date": .text("2015-02"), "decidedBy": .text("Rada; \"x\": y"),
                    ]),
                    .structure(["step": .text("declared")]),
                ]),
                "rights": .set([.structure(["pl": .text("Głos; i: inne"), "en": .text("A vote")])]),
                "role": .set([.text("leader"), .text("expert")]),
            ]
        )
    }

    @Test func aFormThatNobodyTouchedChangesNothing() throws {
        var form = self.form(try self.member())
        form.take(self.sent(form))
        #expect(form.assignments.isEmpty)
    }

    @Test func whatIsTypedIsWhatIsAsked() throws {
        var form = self.form(try self.member())
        form.take(
            self.sent(
                form,
                changing: [
                    "voting": "no", "role.0": "", "role.2": "coordinator", "steps.1.date": "2014-12-01",
                    "organisation": "Inny szpital",
                ]
            )
        )
        #expect(
            form.assignments == [
                Assignment(path: "organisation", text: "Inny szpital"),
                Assignment(path: "voting", text: "no"),
                Assignment(path: "steps", action: .remove, text: "step: declared"),
                Assignment(path: "steps", action: .add, text: "date: 2014-12-01; step: declared"),
                Assignment(path: "role", action: .remove, text: "leader"),
                Assignment(path: "role", action: .add, text: "coordinator"),
            ]
        )
    }

    @Test func everythingThatIsAskedPassesTheSchema() throws {
        var form = self.form(try self.member())
        form.take(
            self.sent(
                form,
                changing: [
                    "steps.0.date": "2015-03", "rights.0.de": "Stimmrecht", "rights.1.pl": "Nowe: prawo; \"drugie\"",
                ]
            )
        )
        let writes = try Schema.standard.validate(
            kind: "member",
            assignments: form.assignments,
            creating: false,
            defaultLanguage: "pl"
        )
        #expect(writes.count == 5)
    }

    @Test func aRecordThatWasLookedUpIsMeantByItsIdentifier() throws {
        var form = self.form(try self.member())
        form.take(self.sent(form, changing: ["cluster": "Klaster [z] [aaaaaaaa-bbbb-8ccc-8ddd-eeeeeeeeeeee]"]))
        #expect(form.assignments == [Assignment(path: "cluster", text: "aaaaaaaa-bbbb-8ccc-8ddd-eeeeeeeeeeee")])
    }

    @Test func anElementMayBeTakenOutWithATick() throws {
        var form = self.form(try self.member())
        let sent = Query(self.sent(form).items + [("r.role.1", "1")])
        form.take(sent)
        #expect(form.assignments == [Assignment(path: "role", action: .remove, text: "expert")])
    }

    @Test func whatCameInMeanwhileIsNotTakenForTheSendersWord() throws {
        let opened = self.form(try self.record("organisation", ["phone": .single(.text("+48 22 1111111"))]))
        let sent = self.sent(opened, changing: ["website": "https://szpital.example"])
        var now = self.form(try self.record("organisation", ["phone": .single(.text("+48 22 2222222"))]))
        now.take(sent)
        #expect(now.assignments == [Assignment(path: "website", text: "https://szpital.example")])
    }

    @Test func anElementIsFoundAgainWhereverItStands() throws {
        let opened = self.form(try self.record("member", ["role": .set([.text("expert"), .text("leader")])]))
        let sent = Query(
            self.sent(opened, changing: ["role.1": "coordinator"]).items + [(name: "r.role.0", value: "1")]
        )
        // Somebody has put one before, so that every number means another.
        var now = self.form(
            try self.record("member", ["role": .set([.text("boardMember"), .text("expert"), .text("leader")])])
        )
        now.take(sent)
        #expect(
            now.assignments == [
                Assignment(path: "role", action: .remove, text: "expert"),
                Assignment(path: "role", action: .remove, text: "leader"),
                Assignment(path: "role", action: .add, text: "coordinator"),
            ]
        )
        // Somebody has taken all out: what was changed is new, what was not stays out.
        var empty = self.form(try self.record("member", [:]))
        empty.take(sent)
        #expect(empty.assignments == [Assignment(path: "role", action: .add, text: "coordinator")])
    }

    @Test func anElementIsFoundAgainWhateverItsRecordIsCalledNow() throws {
        let organisation = try #require(self.organisation)
        let record = try self.record(
            "project",
            [
                "participants": .set([
                    .structure(["organisation": .reference(organisation), "role": .text("lider")])
                ])
            ]
        )
        let opened = RecordForm(record, kind: "project", schema: .standard) { _ in "Szpital [x] Stary" }
        let sent = Query(self.sent(opened).items + [(name: "r.participants.0", value: "1")])
        var now = RecordForm(record, kind: "project", schema: .standard) { _ in "Szpital Nowy" }
        now.take(sent)
        #expect(now.assignments.map(\.action) == [.remove])
        #expect(now.assignments[0].text.contains(organisation.description))
        var edited = RecordForm(record, kind: "project", schema: .standard) { _ in nil }
        edited.take(self.sent(opened, changing: ["participants.0.role": "partner"]))
        #expect(edited.assignments.map(\.action) == [.remove, .add])
    }

    @Test func asManyNewElementsAsAreSentHaveRoom() throws {
        var form = self.form(try self.record("organisation", [:]))
        let items = (0..<7)
            .flatMap { number in
                [(name: "f.aliases.\(number)", value: "Nazwa \(number)"), (name: "o.aliases.\(number)", value: "")]
            }
        form.take(Query(items))
        #expect(form.assignments.map(\.text) == (0..<7).map { "Nazwa \($0)" })
    }

    @Test func lineBreaksOfBrowsersAreNoChange() throws {
        var form = self.form(try self.record("notice", ["body": .keyed(["pl": .text("Jeden\nDwa")])]))
        let items = self.sent(form).items.map { (name: $0.name, value: $0.value.replacing("\n", with: "\r\n")) }
        form.take(Query(items))
        #expect(form.assignments.isEmpty)
    }

    @Test(arguments: [
        ("2026-12-04 10:00", "2026-12-04T10:00:00+01:00"), ("4.7.2026 9:30", "2026-07-04T09:30:00+02:00"),
        ("2026-12-04", "2026-12-04"), ("2026-12-04T10:00Z", "2026-12-04T10:00Z"), ("jutro 10:00", "jutro 10:00"),
        ("2026-12-04 25:00", "2026-12-04 25:00"), ("2026-12 10:00", "2026-12 10:00"), ("", ""),
    ])
    func aTimeWithoutAZoneIsThatOfTheConsole(text: String, completed: String) throws {
        let zone = try #require(TimeZone(identifier: "Europe/Warsaw"))
        #expect(LocalTime.completed(text, in: zone) == completed)
    }

    @Test func everyKindHasAForm() {
        for kind in Schema.standard.kinds {
            let form = RecordForm(nil, kind: kind.name, schema: .standard) { _ in nil }
            let names = form.groups.flatMap(\.inputs).map(\.name)
            #expect(Set(names).count == names.count)
            #expect(
                Set(form.groups.map(\.field.name))
                    == Set(Schema.standard.fields(of: kind.name).map(\.name)).subtracting(["sameAs"])
            )
        }
    }
}
