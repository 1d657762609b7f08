import Foundation
import Hummingbird
import HummingbirdTesting
import SplotDirectory
import SplotMerge
import SplotNode
import SplotTesting
import Testing

@testable import SplotConsole

struct AdministrationTests {
    private func signedIn(
        _ fixture: ConsoleFixture,
        _ setup: Setup = .router,
        role: Account.Role = .editor,
        _ body: @escaping @Sendable (Visitor) async throws -> Void
    ) async throws {
        try fixture.addAccount(role: role)
        try await fixture.test(setup.testing) { visitor in
            try await visitor.signIn()
            try await body(visitor)
        }
    }

    @Test(arguments: Setup.allCases)
    func aRecordIsAddedAndChanged(setup: Setup) async throws {
        let fixture = try await ConsoleFixture()
        try await self.signedIn(fixture, setup) { visitor in
            let path = "/pl/admin/records/new/organisation"
            let saved = try await visitor.submit(
                try await visitor.get(path),
                to: path,
                [
                    ("f.name.pl", "Szpital Miejski"), ("f.type", "hospital"), ("f.address.city", "Toruń"),
                    ("f.specialisations.0", "kardiologia"), ("f.visibility", "public"),
                ]
            )
            #expect(saved.status == .seeOther)
            let location = try #require(saved.location)
            let page = try await visitor.get(location)
            #expect(page.text.contains("Zapisano."))
            #expect(page.text.contains("Toruń"))
            let edit = "/pl/admin\(location.dropFirst(3))/edit"
            let again = try await visitor.submit(
                try await visitor.get(edit),
                to: edit,
                [
                    ("f.address.city", "Bydgoszcz"), ("f.specialisations.0", ""), ("f.phone", "+48 52 123 45 67"),
                ]
            )
            #expect(again.status == .seeOther)
            let unchanged = try await visitor.submit(try await visitor.get(edit), to: edit, [])
            #expect(unchanged.status == .seeOther)
            #expect(try await visitor.get(location).text.contains("Nic się nie zmieniło"))
        }
        let record = try #require(try await fixture.node.records(named: "Szpital Miejski").first)
        #expect(record.visibility == .open)
        #expect(record.record.fields["specialisations"] == nil)
        #expect(record.record.fields["phone"] == .single(.text("+48 52 123 45 67")))
        #expect(record.record.fields["address"] == .keyed(["city": .text("Bydgoszcz")]))
    }

    @Test(arguments: [
        ("pl", "Wartość ma niewłaściwą postać", "To pole jest wymagane"), ("en", "", ""), ("de", "", ""),
    ])
    func whatIsWrongStandsNextToItsField(language: String, malformed: String, missing: String) async throws {
        let fixture = try await ConsoleFixture()
        try await self.signedIn(fixture) { visitor in
            let path = "/\(language)/admin/records/new/event"
            let answer = try await visitor.submit(
                try await visitor.get(path),
                to: path,
                [("f.start", "wczoraj"), ("f.online", "x y")]
            )
            #expect(answer.status == .unprocessableContent)
            let phrases = Phrases(try #require(Language(rawValue: language)))
            let problem = try #require(phrases.ifKnown("problem.malformed"))
            #expect(answer.text.contains(problem))
            #expect(answer.text.contains(try #require(phrases.ifKnown("problem.missing"))))
            #expect(answer.text.contains("aria-invalid=\"true\""))
            #expect(answer.text.contains("id=\"e-f-start\""))
            // What was typed is still there.
            #expect(answer.text.contains("value=\"wczoraj\""))
            #expect(malformed.isEmpty || answer.text.contains(malformed))
            #expect(missing.isEmpty || answer.text.contains(missing))
        }
    }

    @Test func aStaleFormSaysWhoChangedWhatAndLetsOneChoose() async throws {
        let fixture = try await ConsoleFixture()
        let id = try await fixture.add("organisation", ["name.pl": "Szpital", "phone": "+48 22 1111111"])
        try await self.signedIn(fixture) { visitor in
            let path = "/en/admin/records/\(id)/edit"
            let form = try await visitor.get(path)
            try await fixture.node.edit(id, [Assignment(path: "phone", text: "+48 22 2222222")])
            let mine: [(String, String)] = [("f.phone", "+48 22 3333333"), ("f.website", "https://szpital.example")]
            let stale = try await visitor.submit(form, to: path, mine)
            #expect(stale.status == .conflict)
            #expect(stale.text.contains("Somebody has changed this record meanwhile"))
            #expect(stale.text.contains("<td>+48 22 1111111</td><td>+48 22 2222222</td>"))
            #expect(stale.text.contains("<td>+48 22 3333333</td>"))
            #expect(stale.text.contains("Klaster PIKMED"))
            #expect(stale.text.contains("value=\"https://szpital.example\""))
            #expect(try await fixture.node.record(id).record.fields["website"] == nil)
            // The form as it is now, sent again, is what counts.
            let saved = try await visitor.submit(stale, to: path, [])
            #expect(saved.status == .seeOther)
        }
        let record = try await fixture.node.record(id)
        #expect(record.record.fields["phone"] == .single(.text("+48 22 3333333")))
        #expect(record.record.fields["website"] == .single(.text("https://szpital.example")))
        #expect(record.conflicts.isEmpty)
    }

    @Test func aRecordIsDeletedAndBroughtBack() async throws {
        let fixture = try await ConsoleFixture()
        let id = try await fixture.add("organisation", ["name.pl": "Szpital"])
        try await self.signedIn(fixture) { visitor in
            for (action, isDeleted) in [("delete", true), ("restore", false)] {
                let form = try await visitor.get("/pl/admin/records/\(id)/edit")
                let path = "/pl/admin/records/\(id)/\(action)"
                let token = try #require(form.token(for: path))
                let stale = try await visitor.post(path, [("form-token", token), ("shown", "0000000000000000")])
                #expect(stale.status == .conflict)
                let again = try #require(try await visitor.get("/pl/admin/records/\(id)/edit").token(for: path))
                let version = try await fixture.node.record(id).version.token
                let answer = try await visitor.post(path, [("form-token", again), ("shown", version)])
                #expect(answer.status == .seeOther)
                #expect(try await fixture.node.record(id).isDeleted == isDeleted)
            }
        }
    }

    /// Two clusters that have written one telephone number differently.
    private func dispute() async throws -> (ConsoleFixture, RecordUUID) {
        let fixture = try await ConsoleFixture()
        let other = try await Node.create(
            at: fixture.directory.appending(path: "other").path,
            cluster: "Klaster Inny",
            node: "biuro",
            environment: .seeded(77, clock: fixture.clock)
        )
        try await fixture.node.trust(try await other.card())
        try await other.trust(try await fixture.node.card())
        let id = try await fixture.add("organisation", ["name.pl": "Sporny Szpital"])
        try await Self.exchange(fixture.node, other)
        try await fixture.node.edit(id, [Assignment(path: "phone", text: "+48 22 1111111")])
        try await other.edit(id, [Assignment(path: "phone", text: "+48 22 2222222")])
        try await Self.exchange(fixture.node, other)
        return (fixture, id)
    }

    private static func exchange(_ left: Node, _ right: Node) async throws {
        let (addresses, continuation) = AsyncStream.makeStream(of: PeerAddress.self)
        let logger = silentLogger
        let server = Task {
            try await right.serve(on: PeerAddress("127.0.0.1:0"), isCalling: false, logger: logger) {
                continuation.yield($0)
            }
        }
        defer { server.cancel() }
        for await address in addresses {
            _ = try await left.sync(with: [address.description], logger: logger)
            break
        }
    }

    @Test func aConflictIsSettledWithAClick() async throws {
        let (fixture, id) = try await self.dispute()
        #expect(try await fixture.node.record(id).conflicts.count == 1)
        try await self.signedIn(fixture) { visitor in
            let inbox = try await visitor.get("/pl/admin/conflicts")
            #expect(inbox.text.contains("Sporny Szpital"))
            #expect(inbox.text.contains("+48 22 1111111"))
            #expect(inbox.text.contains("+48 22 2222222"))
            #expect(inbox.text.contains("Klaster Inny"))
            let version = try await fixture.node.record(id).version.token
            let token = try #require(inbox.token(for: "/pl/admin/records/\(id)/resolve"))
            let answer = try await visitor.post(
                "/pl/admin/records/\(id)/resolve",
                [
                    ("form-token", token), ("path", "phone"), ("pick", "2"), ("version", version),
                    ("back", "conflicts"),
                ]
            )
            #expect(answer.location == "/pl/admin/conflicts")
            #expect(try await visitor.get("/pl/admin/conflicts").text.contains("Klastry są zgodne"))
        }
        #expect(try await fixture.node.record(id).conflicts.isEmpty)
    }

    @Test func aConflictThatHasChangedIsNotSettledUnseen() async throws {
        let (fixture, id) = try await self.dispute()
        try await self.signedIn(fixture) { visitor in
            let inbox = try await visitor.get("/en/admin/conflicts")
            let answer = try await visitor.post(
                "/en/admin/records/\(id)/resolve",
                [
                    ("form-token", try #require(inbox.token(for: "/en/admin/records/\(id)/resolve"))),
                    ("path", "phone"), ("pick", "1"),
                    ("version", "0000000000000000"), ("back", "conflicts"),
                ]
            )
            #expect(answer.status == .conflict)
            #expect(answer.text.contains("Somebody has changed this meanwhile"))
        }
        #expect(try await fixture.node.record(id).conflicts.count == 1)
    }

    @Test(arguments: Setup.allCases)
    func aListIsImportedAfterAPreview(setup: Setup) async throws {
        let fixture = try await ConsoleFixture()
        try await self.signedIn(fixture, setup) { visitor in
            let form = try await visitor.get("/pl/admin/import")
            let token = try #require(form.token(for: "/pl/admin/import"))
            let file = "nazwa;miasto;nip;kraj\r\nSzpital A;Toruń;8567346215;PL\r\nSzpital B;Łódź;1234567890;PL\r\n"
            let body = Self.multipart(["form-token": token, "kind": "organisation"], file: file)
            let preview = try await visitor.post(
                "/pl/admin/import",
                raw: body,
                type: "multipart/form-data; boundary=xyz"
            )
            #expect(preview.status == .ok)
            #expect(preview.text.contains("1 nowy"))
            #expect(preview.text.contains("1 błędny"))
            #expect(preview.text.contains("nip: Takiego numeru w rejestrze NIP nie ma; sprawdź cyfry."))
            #expect(try await fixture.node.records(named: "Szpital A").isEmpty)
            let upload = try #require(preview.text.firstMatch(of: /name="upload" value="([0-9a-f]+)"/)?.output.1)
            let confirm = try #require(preview.token(for: "/pl/admin/import/confirm"))
            let done = try await visitor.post(
                "/pl/admin/import/confirm",
                [
                    ("form-token", confirm), ("upload", String(upload)),
                ]
            )
            #expect(done.status == .seeOther)
            #expect(try await visitor.get("/pl/admin/import").text.contains("Zapisano"))
            let again = try await visitor.post(
                "/pl/admin/import/confirm",
                [
                    ("form-token", confirm), ("upload", String(upload)),
                ]
            )
            #expect(again.text.contains("Tego podglądu już nie ma"))
        }
        #expect(try await fixture.node.records(named: "Szpital A").count == 1)
        #expect(try await fixture.node.records(named: "Szpital B").isEmpty)
    }

    @Test func whatColumnsStoodForIsShownAndCanBeTakenBack() async throws {
        let fixture = try await ConsoleFixture()
        try await self.signedIn(fixture) { visitor in
            func preview(_ file: String) async throws -> Visitor.Answer {
                let form = try await visitor.get("/en/admin/import")
                let token = try #require(form.token(for: "/en/admin/import"))
                return try await visitor.post(
                    "/en/admin/import",
                    raw: Self.multipart(["form-token": token, "kind": "organisation"], file: file),
                    type: "multipart/form-data; boundary=xyz"
                )
            }
            func send(_ page: Visitor.Answer, _ path: String, _ fields: [(String, String)]) async throws
                -> Visitor.Answer
            {
                let upload = try #require(page.text.firstMatch(of: /name="upload" value="([0-9a-f]+)"/)?.output.1)
                let token = try #require(page.token(for: path))
                return try await visitor.post(path, [("form-token", token), ("upload", String(upload))] + fields)
            }
            let first = try await preview("nazwa,strona\nSzpital A,https://a.example\n")
            #expect(first.status == .unprocessableContent)
            #expect(first.text.contains("What these columns are for is not known: strona."))
            #expect(first.text.contains("aria-invalid=\"true\" aria-describedby=\"e-1\""))
            let wrong = try await send(first, "/en/admin/import/map", [("column-1", "nosuchfield")])
            #expect(wrong.text.contains("There is no such field"))
            let mapped = try await send(wrong, "/en/admin/import/map", [("column-0", "name.pl"), ("column-1", "-")])
            #expect(mapped.text.contains("value=\"name.pl\" selected"))
            #expect(try await send(mapped, "/en/admin/import/confirm", []).status == .seeOther)
            #expect(try await fixture.node.importMapping(of: "organisation") == ["nazwa": "name.pl", "strona": ""])
            // A list with other columns is imported by what it has; what was remembered of the others stays.
            let other = try await preview("nazwa,telefon\nSzpital B,+48 22 1234567\n")
            #expect(other.text.contains("value=\"name.pl\" selected"))
            #expect(try await send(other, "/en/admin/import/confirm", []).status == .seeOther)
            #expect(try await fixture.node.records(named: "Szpital B").count == 1)
            #expect(try await fixture.node.importMapping(of: "organisation")["strona"] == "")
            // Taken back, the column is for what its heading says, now and later.
            let third = try await preview("nazwa,strona\nSzpital C,https://c.example\n")
            #expect(
                third.text.contains(/name="column-1"[^<]*<option value="">[^<]*<\/option><option value="-" selected>/)
            )
            let undone = try await send(third, "/en/admin/import/map", [("column-0", ""), ("column-1", "website")])
            #expect(undone.text.contains(/name="column-0"[^<]*<option value="" selected>/))
            #expect(try await send(undone, "/en/admin/import/confirm", []).status == .seeOther)
            #expect(try await fixture.node.importMapping(of: "organisation") == ["strona": "website"])
            let broken = try await preview("nazwa\n\"Szpital\nD\n")
            #expect(broken.text.contains("Line 2 of the file: A quotation mark"))
        }
    }

    @Test func anElementWhoseLastPartIsEmptyCanBeTakenOut() async throws {
        let fixture = try await ConsoleFixture()
        let organisation = try await fixture.add("organisation", ["name.pl": "Szpital"])
        let cluster = try await fixture.add("cluster", ["name.pl": "Klaster"])
        let id = try await fixture.add(
            "member",
            ["organisation": "\(organisation)", "cluster": "\(cluster)", "steps": "step: declared; date: 2014-12"]
        )
        try await self.signedIn(fixture) { visitor in
            let page = try await visitor.get("/en/admin/records/\(id)/edit")
            #expect(page.text.contains("name=\"r.steps.0\""))
            #expect(!page.text.contains("name=\"r.steps.1\""))
            try await visitor.submit(page, to: "/en/admin/records/\(id)/edit", [("r.steps.0", "1")])
        }
        #expect(try await fixture.node.record(id).record.fields["steps"] == nil)
    }

    private static func multipart(_ fields: [String: String], file: String) -> String {
        fields.map { "--xyz\r\nContent-Disposition: form-data; name=\"\($0.key)\"\r\n\r\n\($0.value)\r\n" }.joined()
            + "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n\(file)\r\n--xyz--\r\n"
    }

    @Test func duplicatesAreLinkedWithAClick() async throws {
        let fixture = try await ConsoleFixture()
        let first = try await fixture.add(
            "organisation",
            ["name.pl": "Data Techno Park", "identifiers": "NIP:8567346215"]
        )
        let second = try await fixture.add(
            "organisation",
            ["name.pl": "Data Technopark", "identifiers": "NIP:8567346215"]
        )
        try await self.signedIn(fixture) { visitor in
            let page = try await visitor.get("/de/admin/duplicates")
            #expect(page.text.contains("Data Technopark"))
            let answer = try await visitor.post(
                "/de/admin/duplicates",
                [
                    ("form-token", try #require(page.token(for: "/de/admin/duplicates"))), ("first", "\(first)"),
                    ("second", "\(second)"),
                ]
            )
            #expect(answer.status == .seeOther)
        }
        #expect(try await fixture.node.joined(first).others.count == 1)
    }

    @Test func anEntryIsShownWithAProofThatHolds() async throws {
        let fixture = try await ConsoleFixture()
        for number in 0..<20 { try await fixture.add("organisation", ["name.pl": "Firma \(number)"]) }
        let id = try await fixture.node.records(named: "Firma 7")[0].record.id
        try await self.signedIn(fixture) { visitor in
            let log = try await visitor.get("/en/admin/log?record=\(id)")
            #expect(log.text.contains("Firma 7"))
            #expect(!log.text.contains("Firma 8"))
            let line = try #require(try await fixture.node.history(of: id).first)
            let page = try await visitor.get("/en/admin/log/\(line.entry.log)/\(line.entry.position)")
            #expect(page.text.contains("Verified"))
            #expect(page.text.contains(line.hash.hex))
            #expect(try await visitor.get("/en/admin/log/\(line.entry.log)/999999").status == .notFound)
            #expect(try await visitor.get("/en/admin/log?field=name").text.contains("Firma 8"))
            #expect(try await !visitor.get("/en/admin/log?field=phone").text.contains("Firma 8"))
        }
    }

    @Test func peersAreLookedAfterByAnAdmin() async throws {
        let fixture = try await ConsoleFixture()
        try await self.signedIn(fixture, role: .admin) { visitor in
            let page = try await visitor.get("/pl/admin/peers")
            let wrong = try await visitor.post(
                "/pl/admin/peers",
                [("form-token", try #require(page.token(for: "/pl/admin/peers"))), ("address", "a b")]
            )
            #expect(wrong.status == .unprocessableContent)
            #expect(wrong.text.contains("To nie jest adres węzła"))
            let added = try await visitor.post(
                "/pl/admin/peers",
                [("form-token", try #require(wrong.token(for: "/pl/admin/peers"))), ("address", "wezel.example")]
            )
            #expect(added.status == .seeOther)
            let list = try await visitor.get("/pl/admin/peers")
            #expect(list.text.contains("wezel.example:7420"))
            let removed = try await visitor.post(
                "/pl/admin/peers/remove",
                [
                    ("form-token", try #require(list.token(for: "/pl/admin/peers/remove"))),
                    ("address", "wezel.example:7420"),
                ]
            )
            #expect(removed.status == .seeOther)
            #expect(try await visitor.get("/pl/admin/health").text.contains("Żaden dziennik nie jest rozdwojony"))
        }
        #expect(try await fixture.node.peers().isEmpty)
    }
}
