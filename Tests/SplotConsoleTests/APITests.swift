import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import SplotDirectory
import SplotNode
import Testing

@testable import SplotConsole

struct APITests {
    private func fixture() async throws -> ConsoleFixture {
        let fixture = try await ConsoleFixture()
        let cluster = try await fixture.add("cluster", ["name.pl": "Klaster Zdrowia", "regions": "mazowieckie"])
        for (number, city) in ["Toruń", "Łódź", "Łódź"].enumerated() {
            let organisation = try await fixture.add(
                "organisation",
                [
                    "name.pl": "Szpital \(number)", "address.city": city, "country": "PL", "type": "hospital",
                ]
            )
            try await fixture.add("member", ["organisation": "\(organisation)", "cluster": "\(cluster)"])
        }
        try await fixture.add("organisation", isPublic: false, ["name.pl": "Tajny"])
        return fixture
    }

    private func json(_ answer: Visitor.Answer) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any])
    }

    /// Every operation of the description, called with examples, and each answer held against its schema.
    @Test(arguments: Setup.allCases)
    func theServerDoesWhatItsDescriptionSays(setup: Setup) async throws {
        let fixture = try await self.fixture()
        let id = try await fixture.node.records(named: "Szpital 1")[0].record.id
        let other = try await fixture.node.records(named: "Szpital 2")[0].record.id
        let cluster = try await fixture.node.records(named: "Klaster Zdrowia")[0].record.id
        let secret = try await fixture.add("cluster", isPublic: false, ["name.pl": "Tajny klaster"])
        try await fixture.node.edit(id, [Assignment(path: "phone", text: "+48 42 1234567")])
        try await fixture.node.setDeleted(true, other)
        try await fixture.test(setup.testing) { visitor in
            let description = try OpenAPIDocument(try await visitor.get("/api/v1/openapi.json").text)
            let examples: [String: [(String, Int)]] = [
                "/kinds": [("", 200)], "/clusters": [("", 200)], "/openapi.json": [("", 200)],
                "/statistics": [
                    ("", 200), ("?cluster=\(cluster)", 200), ("?cluster=\(secret)", 404), ("?cluster=\(id)", 404),
                    ("?cluster=x", 400),
                ],
                "/records": [
                    ("", 200), ("?q=szpital&kind=organisation&kind=member&limit=1&offset=1", 200),
                    ("?country=Polska", 200),
                    ("?region=04", 200), ("?limit=0", 400), ("?limit=x", 400), ("?country=xx", 400), ("?kinds=x", 400),
                    ("?kind=nothing", 400), ("?cluster=1", 400), ("?cluster=11111111-2222-8333-8444-555555555555", 404),
                    ("?cluster=\(cluster)", 200), ("?cluster=\(secret)", 404), ("?q=%FF", 400),
                    ("?kind=organisation&kind=member&offset=1000", 200),
                    ("?kind=organisation&kind=member&offset=1001", 400),
                ],
                "/records/{id}": [
                    ("\(id)", 200), ("\(cluster)", 200), ("\(secret)", 404), ("\(other)", 404), ("x", 404),
                    ("\(id)?a=b", 400),
                ],
                "/records/{id}/history": [("\(id)", 403)],
                "/changes": [("", 200), ("?limit=2", 200), ("?since=x", 400), ("?since=zzzzz-0", 410)],
            ]
            #expect(Set(examples.keys).union(["/events"]) == description.paths)
            for (path, calls) in examples {
                for (suffix, status) in calls {
                    let isQuery = suffix.isEmpty || suffix.hasPrefix("?")
                    let address = isQuery ? path + suffix : path.replacing("{id}", with: suffix)
                    let answer = try await visitor.get("/api/v1" + address)
                    #expect(Int(answer.status.code) == status, "\(address)")
                    let problems = try description.problems(of: answer.text, at: path, status: status)
                    #expect(problems.isEmpty, "\(address): \(problems)")
                }
            }
        }
    }

    @Test func theHistoryIsForThoseWhoHaveSignedIn() async throws {
        let fixture = try await self.fixture()
        let id = try await fixture.add(
            "organisation",
            isPublic: false,
            ["name.pl": "Przedtem tajny", "phone": "+48 22 7654321"]
        )
        try await fixture.node.edit(
            id,
            [
                Assignment(path: "phone", action: .clear), Assignment(path: "visibility", text: "public"),
            ]
        )
        try await fixture.test { visitor in
            for path in [
                "/pl/records/\(id)", "/api/v1/records/\(id)", "/api/v1/records/\(id)/history", "/api/v1/changes",
            ] {
                let answer = try await visitor.get(path)
                #expect(!answer.text.contains("7654321"), "\(path)")
            }
        }
        try fixture.addAccount()
        try await fixture.test { visitor in
            try await visitor.signIn()
            let description = try OpenAPIDocument(try await visitor.get("/api/v1/openapi.json").text)
            let answer = try await visitor.get("/api/v1/records/\(id)/history")
            #expect(answer.text.contains("7654321"))
            #expect(try description.problems(of: answer.text, at: "/records/{id}/history", status: 200).isEmpty)
            #expect(try await visitor.get("/pl/records/\(id)").text.contains("7654321"))
            #expect(try await visitor.get("/api/v1/records/x/history").status == .notFound)
        }
    }

    @Test func theCheckOfTheDescriptionFindsWhatIsWrong() throws {
        let description = try OpenAPIDocument(OpenAPI.text)
        #expect(try !description.problems(of: "{}", at: "/kinds", status: 200).isEmpty)
        #expect(try !description.problems(of: "{\"clusters\":[{\"id\":1}]}", at: "/clusters", status: 200).isEmpty)
        #expect(try !description.problems(of: "{}", at: "/kinds", status: 404).isEmpty)
    }

    @Test func filtersAndPagesNarrowWhatIsFound() async throws {
        let fixture = try await self.fixture()
        try await fixture.test { visitor in
            let all = try self.json(try await visitor.get("/api/v1/records?kind=organisation"))
            #expect(all["total"] as? Int == 3)
            let first = try await visitor.get("/api/v1/records?kind=organisation&limit=2")
            #expect(
                first.headers[HTTPField.Name("Link") ?? .location]
                    == "</api/v1/records?kind=organisation&limit=2&offset=2>; rel=\"next\""
            )
            let titles = (try self.json(first)["records"] as? [[String: Any]])?.compactMap { $0["title"] as? String }
            #expect(titles == ["Szpital 0", "Szpital 1"])
            let second = try self.json(try await visitor.get("/api/v1/records?kind=organisation&limit=2&offset=2"))
            let rest = (second["records"] as? [[String: Any]])?.compactMap { $0["title"] as? String }
            #expect(rest == ["Szpital 2"])
            let town = try self.json(try await visitor.get("/api/v1/records?q=lodz"))
            #expect(town["total"] as? Int == 2)
        }
    }

    @Test func anAnswerThatHasNotChangedIsNotSentAgain() async throws {
        let fixture = try await self.fixture()
        try await fixture.test { visitor in
            let first = try await visitor.get("/api/v1/records")
            let tag = try #require(first.headers[.eTag])
            let second = try await visitor.get("/api/v1/records", headers: [.ifNoneMatch: "\"other\", W/\(tag)"])
            #expect(second.status == .notModified)
            #expect(second.text.isEmpty)
            try await fixture.add("organisation", ["name.pl": "Nowa"])
            #expect(try await visitor.get("/api/v1/records", headers: [.ifNoneMatch: tag]).status == .ok)
        }
    }

    @Test func whatIsNewComesFromTheCursorOn() async throws {
        let fixture = try await self.fixture()
        try await fixture.test { visitor in
            var cursor: String?
            var seen: [String] = []
            for _ in 0..<20 {
                let answer = try self.json(
                    try await visitor.get("/api/v1/changes?limit=2" + (cursor.map { "&since=\($0)" } ?? ""))
                )
                let records = try #require(answer["records"] as? [[String: Any]])
                seen += records.compactMap { $0["id"] as? String }
                cursor = answer["next"] as? String
                if answer["more"] as? Bool == false { break }
            }
            #expect(Set(seen).count == seen.count)
            #expect(seen.count == 7)
            let since = try #require(cursor)
            let nothing = try self.json(try await visitor.get("/api/v1/changes?since=\(since)"))
            #expect((nothing["records"] as? [Any])?.isEmpty == true)
            let id = try await fixture.node.records(named: "Szpital 0")[0].record.id
            try await fixture.node.edit(id, [Assignment(path: "website", text: "https://szpital.example")])
            let one = try self.json(try await visitor.get("/api/v1/changes?since=\(since)"))
            #expect((one["records"] as? [[String: Any]])?.map { $0["id"] as? String } == [id.description])
            try await fixture.node.edit(id, [Assignment(path: "visibility", text: "federation")])
            let gone = try self.json(try await visitor.get("/api/v1/changes?since=\(since)"))
            #expect((gone["records"] as? [[String: Any]])?.first?["gone"] as? Bool == true)
            try await fixture.node.edit(id, [Assignment(path: "visibility", text: "public")])
            // Made again from the logs, all of it is new.
            try await fixture.node.rebuild()
            let all = try self.json(try await visitor.get("/api/v1/changes?since=\(since)&limit=500"))
            #expect((all["records"] as? [Any])?.count == 7)
        }
    }

    @Test func aRecordBehindAHiddenOneStandsForItself() async throws {
        let fixture = try await self.fixture()
        let hidden = try await fixture.node.records(named: "Tajny")[0].record.id
        let open = try await fixture.add("organisation", ["name.pl": "Jawny"])
        try await fixture.node.link(hidden, open)
        #expect(try await fixture.node.record(open).canonical == hidden)
        let secret = try await fixture.add("cluster", isPublic: false, ["name.pl": "Tajny Klaster"])
        let clusters = [
            try await fixture.node.records(named: "Klaster Zdrowia")[0].record.id,
            try await fixture.add("cluster", ["name.pl": "Klaster Drugi"]), secret,
        ]
        for cluster in clusters {
            try await fixture.add("member", ["organisation": "\(open)", "cluster": "\(cluster)"])
        }
        try await fixture.test { visitor in
            for path in [
                "/api/v1/records", "/api/v1/records/\(open)", "/api/v1/records?kind=organisation", "/api/v1/changes",
                "/pl/pictures", "/pl/records/\(open)", "/pl/kinds/organisation", "/pl/", "/pl/suggest?q=jawny",
            ] {
                let answer = try await visitor.get(path)
                #expect(answer.status == .ok, "\(path)")
                #expect(!answer.text.contains("\(hidden)"), "\(path)")
                // Its members say of which cluster they are: that is what they have made public. Nothing else does.
                if path.hasPrefix("/pl") { #expect(!answer.text.contains("\(secret)"), "\(path)") }
            }
            let record = try self.json(try await visitor.get("/api/v1/records/\(open)"))
            #expect(record["canonical"] as? String == open.description)
            #expect((record["referringCounts"] as? [String: Int]) == ["member": 3])
            #expect(try await visitor.get("/pl/pictures").text.contains("records/\(open)"))
        }
    }

    @Test func aRecordTellsHowManyReferToIt() async throws {
        let fixture = try await self.fixture()
        let cluster = try await fixture.node.records(named: "Klaster Zdrowia")[0].record.id
        try await fixture.test { visitor in
            let record = try self.json(try await visitor.get("/api/v1/records/\(cluster)"))
            #expect((record["referringCounts"] as? [String: Int]) == ["member": 3])
            #expect((record["referring"] as? [[String: Any]])?.count == 3)
        }
    }

    @Test func aLineOfChangesBeatsAndEnds() async throws {
        let fixture = try await self.fixture()
        fixture.sleeps.value = { _ in await Task.yield() }
        try await fixture.test { visitor in
            let answer = try await visitor.get("/api/v1/events")
            #expect(answer.status == .ok)
            #expect(answer.text.hasPrefix("retry: 5000\n\n: still here\n\n"))
            #expect(!answer.text.contains("event:"))
            #expect(try await visitor.get("/api/v1/events?since=x").status == .badRequest)
            #expect(try await visitor.get("/api/v1/events?since=zzzzz-0").status == .gone)
        }
    }

    @Test func whoWasAwayIsToldWhatHasGone() async throws {
        let fixture = try await self.fixture()
        fixture.sleeps.value = { _ in throw CancellationError() }
        let id = try await fixture.node.records(named: "Szpital 1")[0].record.id
        try await fixture.test { visitor in
            let since = try #require(
                try self.json(try await visitor.get("/api/v1/changes?limit=500"))["next"] as? String
            )
            try await fixture.add("organisation", isPublic: false, ["name.pl": "Tajna nowa"])
            let nothing = try await visitor.get("/api/v1/events?since=\(since)")
            #expect(nothing.text == "retry: 5000\n\n")
            try await fixture.node.edit(id, [Assignment(path: "visibility", text: "federation")])
            let answer = try await visitor.get("/api/v1/events?since=\(since)")
            #expect(answer.text.contains("event: gone\ndata: {\"id\":\"\(id)\"}\n\n"))
            #expect(answer.text.ranges(of: "event: ").count == 2)
            let cursor = try #require(answer.text.firstMatch(of: /id: (.+)\n/)?.output.1)
            let header = try #require(HTTPField.Name("Last-Event-ID"))
            let after = try await visitor.get("/api/v1/events", headers: [header: String(cursor)])
            #expect(after.text == "retry: 5000\n\n")
        }
    }

    @Test func changesAreToldAsTheyHappen() async throws {
        let fixture = try await self.fixture()
        let console = try await fixture.console()
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let serving = try await Console(
            node: fixture.node,
            configuration: fixture.configuration,
            environment: fixture.environment,
            logger: silentLogger
        ) { continuation.yield($0) }
        _ = console
        let server = Task { try await serving.run() }
        defer { server.cancel() }
        for await port in ports {
            let url = try #require(URL(string: "http://127.0.0.1:\(port)/api/v1/events"))
            let lines = EventLines(url)
            try await lines.waitForStart()
            let id = try await fixture.add("organisation", ["name.pl": "Nowa"])
            try await fixture.add("organisation", isPublic: false, ["name.pl": "Tajna nowa"])
            let event = try await lines.next { $0.hasPrefix("data: {") }
            #expect(event.contains(id.description))
            let cursor = try await lines.next { $0.hasPrefix("id: ") }
            #expect(RecordCursor(cursor.dropFirst(4)) != nil)
            lines.end()
            break
        }
    }

    @Test func whoOnlyAsksForTheHeadIsNoListener() async throws {
        let fixture = try await self.fixture()
        try await fixture.test(.live) { visitor in
            for _ in 0..<5 {
                let answer = try await visitor.head("/api/v1/events")
                #expect(answer.status == .ok)
                #expect(answer.text.isEmpty)
            }
            let metrics = try await visitor.get("/metrics")
            #expect(metrics.text.contains("splot_console_listeners 0\n"))
        }
    }

    @Test func newsAndMeetingsAreThereInEachLanguage() async throws {
        let fixture = try await ConsoleFixture()
        try await fixture.add(
            "notice",
            [
                "title.pl": "Nowa aktualność", "title.en": "Some news", "body.pl": "Treść <b>",
                "publishedOn": "2026-01-02",
            ]
        )
        try await fixture.add(
            "event",
            [
                "title.pl": "Zebranie", "start": "2026-03-01T10:00:00+01:00", "end": "2026-03-01T12:00:00+01:00",
                "place": "Łódź, ul. Zielona 1", "state": "confirmed",
            ]
        )
        try await fixture.add("event", isPublic: false, ["title.pl": "Tajne zebranie", "start": "2026-03-02"])
        try await fixture.test { visitor in
            let polish = try await visitor.get("/feeds/pl/news.atom")
            #expect(polish.headers[.contentType]?.hasPrefix("application/atom+xml") == true)
            #expect(polish.text.contains("<title>Nowa aktualność</title>"))
            #expect(polish.text.contains("Treść &lt;b&gt;"))
            #expect(polish.text.contains("<published>2026-01-02T00:00:00Z</published>"))
            let english = try self.json(try await visitor.get("/feeds/en/news.json"))
            let items = try #require(english["items"] as? [[String: Any]])
            #expect(english["version"] as? String == "https://jsonfeed.org/version/1.1")
            #expect(items.first?["title"] as? String == "Some news")
            #expect(items.first?["content_text"] as? String == "Treść <b>")
            #expect(items.first?["date_published"] as? String == "2026-01-02T00:00:00Z")
            let calendar = try await visitor.get("/feeds/de/meetings.ics")
            #expect(calendar.text.contains("SUMMARY:Zebranie\r\n"))
            #expect(calendar.text.contains("DTSTART:20260301T090000Z\r\n"))
            #expect(calendar.text.contains("LOCATION:Łódź\\, ul. Zielona 1\r\n"))
            #expect(calendar.text.contains("STATUS:CONFIRMED"))
            #expect(!calendar.text.contains("Tajne"))
            #expect(try await visitor.get("/feeds/fr/news.atom").status == .notFound)
            #expect(try await visitor.get("/feeds/pl/other").status == .notFound)
        }
    }

    @Test func machinesAreToldHowItIs() async throws {
        let fixture = try await self.fixture()
        try await fixture.test(.live) { visitor in
            #expect(try await visitor.get("/healthz").text == "ok\n")
            let metrics = try await visitor.get("/metrics")
            #expect(metrics.status == .ok)
            #expect(metrics.text.contains("splot_records{kind=\"organisation\"} 4"))
            for line in metrics.text.split(separator: "\n") where !line.hasPrefix("#") {
                #expect(line.wholeMatch(of: /[a-z_]+(\{[^}]*\})? [0-9.e+-]+/) != nil, "\(line)")
            }
        }
    }
}
