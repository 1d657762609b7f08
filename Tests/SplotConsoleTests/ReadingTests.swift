import FoundationEssentials
import Hummingbird
import HummingbirdTesting
import SplotDirectory
import SplotNode
import SplotTesting
import Testing

@testable import SplotConsole

/// Against the router, and against a live socket.
enum Setup: CaseIterable, Sendable {
    case router
    case live

    var testing: TestingSetup { self == .router ? .router : .live }
}

struct ReadingTests {
    private func fixture() async throws -> ConsoleFixture {
        let fixture = try await ConsoleFixture()
        let cluster = try await fixture.add(
            "cluster",
            [
                "name.pl": "Klaster Zdrowia", "name.en": "Health Cluster", "regions": "mazowieckie",
            ]
        )
        let hospital = try await fixture.add(
            "organisation",
            [
                "name.pl": "Szpital Świętej Anny", "type": "hospital", "region": "śląskie", "country": "PL",
                "website": "https://szpital.example", "email": "biuro@szpital.example",
            ]
        )
        try await fixture.add("member", ["organisation": "\(hospital)", "cluster": "\(cluster)", "kind": "full"])
        try await fixture.add("organisation", isPublic: false, ["name.pl": "Tajny Szpital"])
        return fixture
    }

    @Test(arguments: Setup.allCases)
    func aReaderFindsWhatIsPublic(setup: Setup) async throws {
        let fixture = try await self.fixture()
        try await fixture.test(setup.testing) { visitor in
            let root = try await visitor.get("/", headers: [.acceptLanguage: "de-AT,de;q=0.9"])
            #expect(root.status == .seeOther)
            #expect(root.location == "/de/")
            let start = try await visitor.get("/en/")
            #expect(start.status == .ok)
            #expect(start.text.contains("Szpital Świętej Anny"))
            #expect(start.text.contains("Health Cluster"))
            #expect(start.text.contains("1 member"))
            let list = try await visitor.get("/pl/kinds/member")
            #expect(list.text.contains("Znaleziono 1 rekord"))
            #expect(list.text.contains("Szpital Świętej Anny"))
            #expect(list.text.contains("śląskie"))
            let found = try await visitor.get("/de/search?q=swietej&kind=organisation")
            #expect(found.text.contains("1 Datensatz gefunden"))
            let suggested = try await visitor.get("/pl/suggest?q=szpi")
            #expect(suggested.text.contains("Szpital Świętej Anny"))
        }
    }

    @Test(arguments: Setup.allCases)
    func aReaderIsToldNothingOfWhatIsNotPublic(setup: Setup) async throws {
        let fixture = try await self.fixture()
        let hidden = try await fixture.node.records(named: "Tajny Szpital")[0].record.id
        let pages = [
            "/pl/", "/pl/search?q=tajny", "/pl/kinds/organisation", "/pl/records/\(hidden)", "/pl/suggest?q=tajny",
            "/pl/pictures", "/api/v1/records?q=tajny", "/api/v1/records/\(hidden)", "/api/v1/changes",
            "/api/v1/records/\(hidden)/history", "/feeds/pl/news.atom", "/api/v1/statistics",
        ]
        try await fixture.test(setup.testing) { visitor in
            for page in pages {
                let answer = try await visitor.get(page)
                #expect(!answer.text.contains("Tajny"), "\(page)")
            }
            #expect(try await visitor.get("/pl/kinds/organisation").text.contains("Znaleziono 1 rekord"))
            #expect(try await visitor.get("/pl/records/\(hidden)").status == .notFound)
        }
        try fixture.addAccount()
        try await fixture.test(setup.testing) { visitor in
            try await visitor.signIn()
            #expect(try await visitor.get("/pl/records/\(hidden)").text.contains("Tajny Szpital"))
            #expect(try await visitor.get("/pl/search?q=tajny").text.contains("Tajny Szpital"))
        }
    }

    @Test func aPublicRecordTellsNoNameOfOneThatIsNot() async throws {
        let fixture = try await ConsoleFixture()
        let hidden = try await fixture.add("organisation", isPublic: false, ["name.pl": "Tajny Partner"])
        let project = try await fixture.add(
            "project",
            [
                "title.pl": "Projekt", "participants": "organisation: \(hidden); role: lider",
            ]
        )
        try await fixture.test { visitor in
            let page = try await visitor.get("/pl/records/\(project)")
            #expect(page.status == .ok)
            #expect(!page.text.contains("Tajny"))
            #expect(page.text.contains("niewidoczne publicznie"))
            #expect(try await !visitor.get("/api/v1/records/\(project)").text.contains("Tajny"))
        }
    }

    @Test func aFieldOfANewerVersionTellsNoNameOfWhatIsHidden() async throws {
        let fixture = try await ConsoleFixture()
        let hidden = try await fixture.add("organisation", isPublic: false, ["name.pl": "Tajny \"Partner\""])
        for (isPublicOnly, expected) in [(true, "niewidoczne publicznie"), (false, "Tajny &quot;Partner&quot;</a>")] {
            let directory = VisibleDirectory(node: fixture.node, isPublicOnly: isPublicOnly)
            let phrases = Phrases(.polish)
            var titles = RecordTitles(phrases, directory)
            try await titles.load(ids: [hidden])
            let texts = ValueText(
                phrases: phrases,
                formats: Formats(phrases, timeZone: .gmt),
                titles: titles,
                kind: "organisation"
            )
            let html = texts.html(unknown: .structure(["<b>": .reference(hidden), "a": .text("x<y")]))
            #expect(html.contains("<span class=\"key\">&lt;b&gt;:</span>"))
            #expect(html.contains("x&lt;y"))
            #expect(html.contains(expected))
        }
    }

    /// What follows a sign in a combining mark is one character with it, and a sign all the same.
    @Test func signsAreEscapedWhateverFollowsThem() async throws {
        let fixture = try await ConsoleFixture()
        let marks = ["\u{301}", "\u{338}", "\u{20dd}", "\u{fe0f}", "\u{200d}"]
        let text = marks.map { "\"\($0) onfocus=x <\($0)script>&\($0)amp;'\($0)" }.joined(separator: " ")
        let id = try await fixture.add(
            "organisation",
            ["name.pl": text, "aliases": text, "website": "https://a.example"]
        )
        try fixture.addAccount()
        try await fixture.test { visitor in
            try await visitor.signIn()
            for path in [
                "/pl/", "/pl/records/\(id)", "/pl/kinds/organisation", "/pl/admin/records/\(id)/edit",
                "/pl/search?q=\(Query.escaped(text))", "/pl/admin/log?field=\(Query.escaped(text))",
            ] {
                let page = try await visitor.get(path)
                #expect(page.status == .ok, "\(path)")
                // Scalar by scalar: a search by characters does not see them either.
                let scalars = String(decoding: Array(page.text.utf8).map { $0 < 0x80 ? $0 : 0x7e }, as: UTF8.self)
                #expect(!scalars.contains("\"~~ onfocus"), "\(path)")
                #expect(!scalars.contains("\"~~~ onfocus"), "\(path)")
                #expect(!scalars.contains("<~"), "\(path)")
                #expect(!scalars.contains("&~"), "\(path)")
            }
        }
    }

    @Test func aRecordThatStandsForAnotherIsOnlyNamedToThoseWhoMaySeeIt() async throws {
        let fixture = try await ConsoleFixture()
        let hidden = try await fixture.add("organisation", isPublic: false, ["name.pl": "Tajny Szpital"])
        let open = try await fixture.add("organisation", ["name.pl": "Jawny Szpital"])
        try await fixture.node.link(hidden, open)
        #expect(try await fixture.node.record(open).canonical == hidden)
        try fixture.addAccount()
        try await fixture.test { visitor in
            let page = try await visitor.get("/pl/records/\(open)")
            #expect(page.status == .ok)
            #expect(!page.text.contains("\(hidden)"))
            #expect(try await visitor.get("/pl/kinds/organisation").text.contains("Jawny Szpital"))
            try await visitor.signIn()
            #expect(try await visitor.get("/pl/records/\(open)").text.contains("records/\(hidden)"))
        }
    }

    @Test func aRecordSaysWhereItsValuesComeFromAndHowOldTheyAre() async throws {
        let fixture = try await self.fixture()
        let id = try await fixture.node.records(named: "Szpital Świętej Anny")[0].record.id
        fixture.clock.now += 3 * 86_400
        try await fixture.test { visitor in
            let page = try await visitor.get("/en/records/\(id)")
            #expect(page.text.contains("Klaster PIKMED, biuro"))
            #expect(page.text.contains("3 days ago"))
            #expect(page.text.contains("href=\"https://szpital.example\" rel=\"noopener noreferrer nofollow\""))
            #expect(page.text.contains("mailto:biuro@szpital.example"))
            #expect(page.text.contains("only in Polish"))
            #expect(page.text.contains("Silesia"))
            #expect(page.text.contains("<svg"))
        }
    }

    @Test func longListsHavePages() async throws {
        let fixture = try await ConsoleFixture()
        for number in 10..<75 { try await fixture.add("organisation", ["name.pl": "Firma \(number)"]) }
        try await fixture.test { visitor in
            let first = try await visitor.get("/pl/kinds/organisation")
            #expect(first.text.contains("Strona 1 z 2"))
            #expect(first.text.contains("Firma 10"))
            #expect(!first.text.contains("Firma 74"))
            let second = try await visitor.get("/pl/kinds/organisation?page=2")
            #expect(second.text.contains("Firma 74"))
            #expect(!second.text.contains("Firma 10"))
            #expect(try await visitor.get("/pl/kinds/organisation?page=-5").text.contains("Strona 1 z 2"))
            #expect(try await visitor.get("/pl/kinds/organisation?page=99999999999999999999").status == .ok)
        }
    }

    @Test func picturesHaveTheirNumbersBeside() async throws {
        let fixture = try await self.fixture()
        try await fixture.test { visitor in
            let page = try await visitor.get("/en/pictures")
            #expect(page.text.contains("Silesia: 1"))
            #expect(page.text.contains("<th scope=\"row\">Silesia</th><td>1</td>"))
            #expect(!page.text.contains(" style="))
        }
    }
}

struct OverviewTests {
    @Test func countsFollowEveryChangeAndAreOtherForReaders() async throws {
        let fixture = try await ConsoleFixture()
        let cluster = try await fixture.add("cluster", ["name.pl": "Klaster"])
        let overviews = Overviews()
        func count(_ isPublicOnly: Bool) async throws -> Int? {
            let directory = VisibleDirectory(node: fixture.node, isPublicOnly: isPublicOnly)
            return try await overviews.census(directory, cluster: nil, now: fixture.clock.now).membersByRegion["24"]
        }
        #expect(try await count(true) == nil)
        for isPublic in [true, false] {
            let hospital = try await fixture.add(
                "organisation",
                isPublic: isPublic,
                [
                    "name.pl": "Szpital", "region": "śląskie",
                ]
            )
            try await fixture.add(
                "member",
                isPublic: isPublic,
                [
                    "organisation": "\(hospital)", "cluster": "\(cluster)",
                ]
            )
        }
        #expect(try await count(true) == 1)
        #expect(try await count(false) == 2)
        #expect(try await count(true) == 1)
    }

    @Test func aValueIsMadeOnceUntilSomethingChanges() async throws {
        let fixture = try await ConsoleFixture()
        let cache = RevisionCache<Int, Int>(limit: 2)
        let made = Locked<[Int]>([])
        func value(_ key: Int) async throws -> Int {
            try await cache.value(key, of: fixture.node) {
                made.value += [key]
                return key * 10
            }
        }
        for key in [1, 2, 1, 1, 2] { #expect(try await value(key) == key * 10) }
        #expect(made.value == [1, 2])
        // The one that nobody has asked for longest goes.
        for key in [1, 3, 1, 2] { #expect(try await value(key) == key * 10) }
        #expect(made.value == [1, 2, 3, 2])
        try await fixture.add("organisation", ["name.pl": "Nowa"])
        #expect(try await value(2) == 20)
        #expect(made.value == [1, 2, 3, 2, 2])
    }

    @Test func whatFailsIsTriedAgain() async throws {
        struct Fault: Error {}
        let fixture = try await ConsoleFixture()
        let cache = RevisionCache<Int, Int>(limit: 2)
        await #expect(throws: Fault.self) { try await cache.value(1, of: fixture.node) { throw Fault() } }
        #expect(try await cache.value(1, of: fixture.node) { 7 } == 7)
    }
}
