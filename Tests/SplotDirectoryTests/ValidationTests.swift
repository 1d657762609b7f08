import SplotDirectory
import Testing

struct ValidationTests {
    static let uuid = RecordUUID(high: 0x5C14_6B14_3C52_8AFD, low: 0x938A_375D_0DF1_FBF6)

    private func problems(
        _ kind: String,
        creating: Bool = true,
        language: String = "pl",
        _ assignments: [Assignment]
    ) -> [FieldProblem] {
        do throws(InvalidRecord) {
            _ = try Schema.standard.validate(
                kind: kind,
                assignments: assignments,
                creating: creating,
                defaultLanguage: language
            )
            return []
        } catch {
            return error.problems
        }
    }

    @Test
    func aRecordBecomesWritesInTheOrderGiven() throws {
        let writes = try Schema.standard.validate(
            kind: "organisation",
            assignments: [
                Assignment(path: "name", text: " NZOZ Amimed H.Kuliński "),
                Assignment(path: "name.EN", text: "Amimed"),
                Assignment(path: "address.city", text: "Toruń"),
                Assignment(path: "address.country", text: "Polska"),
                Assignment(path: "otherPhones", text: "56 611 10 10"),
                Assignment(path: "otherPhones", action: .add, text: "56 611 10 11"),
                Assignment(path: "otherPhones", text: "56  611 10 10"),
                Assignment(path: "size", text: ""),
            ],
            creating: true
        )
        let expected = [
            FieldWrite(
                field: "name",
                key: "pl",
                shape: .localised,
                isPersonal: true,
                operation: set("NZOZ Amimed H.Kuliński")
            ),
            FieldWrite(field: "name", key: "en", shape: .localised, isPersonal: true, operation: set("Amimed")),
            FieldWrite(field: "address", key: "city", shape: .map, operation: set("Toruń")),
            FieldWrite(field: "address", key: "country", shape: .map, operation: set("PL")),
            FieldWrite(
                field: "otherPhones",
                shape: .set,
                isPersonal: true,
                operation: .add(.value(.text("56 611 10 10")))
            ),
            FieldWrite(
                field: "otherPhones",
                shape: .set,
                isPersonal: true,
                operation: .add(.value(.text("56 611 10 11")))
            ),
        ]
        #expect(writes == expected)
    }

    private func set(_ text: String) -> FieldWrite.Operation { .set(.value(.text(text))) }

    @Test
    func allProblemsOfARecordAreReportedTogether() {
        let found = self.problems(
            "organisation",
            [
                Assignment(path: "adress.city", text: "Toruń"),
                Assignment(path: "country", text: "Atlantyda"),
                Assignment(path: "address.town", text: "Toruń"),
                Assignment(path: "type", action: .add, text: "hospital"),
                Assignment(path: "size.pl", text: "small"),
                Assignment(path: "region", text: "łódzkie"),
                Assignment(path: "region", text: "lubelskie"),
            ]
        )
        #expect(
            found.map { [$0.path, $0.code.rawValue] } == [
                ["adress.city", "unknownField"], ["country", "malformed"], ["address.town", "unknownKey"],
                ["type", "notASet"], ["size.pl", "unknownKey"], ["region", "repeated"], ["name", "missing"],
            ]
        )
        #expect(found[0].message.contains("did you mean 'address'"))
        #expect(found[0].message.contains("identifiers"))
        #expect(found[2].message.contains("address.postalCode"))
        // Values may be personal data: no message quotes one.
        for problem in found {
            for value in ["Toruń", "Atlantyda", "lubelskie"] { #expect(!problem.description.contains(value)) }
        }
    }

    @Test
    func everyRequiredFieldIsAskedForWhenCreating() {
        #expect(self.problems("member", []).map(\.path) == ["organisation", "cluster"])
        #expect(self.problems("partner", []).map(\.path) == ["party", "cluster"])
        for kind in ["cluster", "organisation", "resource"] { #expect(self.problems(kind, []).map(\.path) == ["name"]) }
        for kind in ["project", "event", "document", "notice"] {
            #expect(self.problems(kind, []).map(\.path) == ["title"])
        }
        for kind in ["offer", "contact", "figure"] { #expect(self.problems(kind, []) == []) }
        #expect(self.problems("cluster", [Assignment(path: "name", text: " ")]).map(\.code) == [.missing])
        #expect(self.problems("cluster", creating: false, []) == [])
    }

    @Test
    func aRequiredFieldGivenWronglyIsReportedOnce() {
        #expect(self.problems("cluster", [Assignment(path: "name.polski", text: "x")]).map(\.code) == [.unknownKey])
    }

    @Test
    func emptyTextClearsWhenEditing() {
        #expect(check("cluster", "founded", " ").operations == [.clear])
        #expect(check("cluster", "founded", "x", action: .clear).operations == [.clear])
        #expect(check("cluster", "tags", "").operations == [.clear])
        #expect(check("cluster", "name.de", "").operations == [.clear])
        #expect(check("cluster", "address", "").operations == [.clear, .clear, .clear, .clear, .clear])
        #expect(check("member", "cluster", "").codes == [.missing])
        #expect(check("cluster", "tags", "", action: .add).codes == [.malformed])
    }

    @Test
    func setsAreAddedToAndTakenFrom() {
        #expect(check("cluster", "tags", "x").operations == [.add(.value(.text("x")))])
        #expect(check("cluster", "tags", "x", action: .add).operations == [.add(.value(.text("x")))])
        #expect(check("cluster", "tags", " x ", action: .remove).operations == [.remove(.value(.text("x")))])
        #expect(check("cluster", "founded", "2013", action: .remove).codes == [.notASet])
        #expect(check("cluster", "name.pl", "x", action: .add).codes == [.notASet])
        #expect(check("cluster", "tags.pl", "x").codes == [.unknownKey])
    }

    @Test
    func onePlaceIsGivenOnce() {
        let twice = [Assignment(path: "name", text: "a"), Assignment(path: "name.PL", text: "b")]
        #expect(self.problems("cluster", twice).map(\.code) == [.repeated])
        #expect(self.problems("cluster", language: "en", twice) == [])
    }

    @Test
    func namesOfRecordsAreLeftToBeLookedUp() {
        let name = ParsedValue.lookup(name: "Gmina Lublin", kinds: ["organisation"], orText: true)
        #expect(check("cluster", "coordinator", " Gmina Lublin ").operations == [.set(name)])
        let id = check("cluster", "coordinator", Self.uuid.description.uppercased()).operations
        #expect(id == [.set(.value(.reference(Self.uuid)))])
        let step = check("member", "steps", "step: Certified; date: 23.02.2015; document: Uchwała 5").operations
        let members: [String: ParsedValue] = [
            "step": .value(.text("certified")), "date": .value(.text("2015-02-23")),
            "document": .lookup(name: "Uchwała 5", kinds: ["document"], orText: true),
        ]
        #expect(step == [.add(.structure(members))])
    }

    @Test
    func lookedUpNamesBecomeValues() {
        let parsed = ParsedValue.structure([
            "organisation": .lookup(name: "Data Techno Park", kinds: ["organisation"], orText: false),
            "role": .value(.text("lider")),
        ])
        let value = parsed.resolved { name, kinds, orText in
            #expect(name == "Data Techno Park" && kinds == ["organisation"] && !orText)
            return .reference(Self.uuid)
        }
        #expect(value == .structure(["organisation": .reference(Self.uuid), "role": .text("lider")]))
    }

    @Test
    func unknownKindsAreRefusedWithAHint() {
        let found = self.problems("organization", [])
        #expect(found.map(\.code) == [.unknownKind])
        #expect(found[0].message.contains("did you mean 'organisation'"))
        #expect(self.problems("cluster", language: "polski", []).map(\.code) == [.malformed])
    }

    @Test
    func farNamesGetNoHint() {
        let found = self.problems(
            "cluster",
            [Assignment(path: "qqqq", text: "x"), Assignment(path: "name", text: "x")]
        )
        #expect(found.map(\.code) == [.unknownField])
        #expect(!found[0].message.contains("did you mean"))
    }

    @Test
    func aPersonsRecordIsPersonalThroughout() throws {
        let texts = ["name": "Anna Wzór", "function.pl": "koordynatorka", "period": "2015", "tags": "biuro"]
        let assignments = texts.map { Assignment(path: $0.key, text: $0.value) }
        let writes = try Schema.standard.validate(kind: "contact", assignments: assignments, creating: true)
        #expect(writes.count == 4)
        #expect(writes.allSatisfy { $0.isPersonal })
    }
}
