import SplotDirectory
import SplotMerge
import SplotNode
import SplotTesting
import Testing

/// Records are found by their words, in any spelling.
struct SearchTests {
    private let directory: TemporaryDirectory
    private let node: Node

    init() async throws {
        self.directory = try TemporaryDirectory()
        self.node = try await Node.make("n", in: self.directory, seed: 1)
    }

    private func titles(
        _ text: String,
        kinds: [String] = [],
        _ change: (inout SearchRequest) -> Void = { _ in }
    ) async throws -> [String] {
        var request = SearchRequest(text: text, kinds: kinds)
        change(&request)
        return try await self.node.search(request).records.map { $0.title() ?? $0.record.kind }
    }

    private func add(_ kind: String, _ fields: (String, String)...) async throws -> RecordUUID {
        try await self.node.add(kind, fields.map { set($0.0, $0.1) })
    }

    @Test(arguments: [
        ("slaskie", "Centrum"), ("śląskie", "Centrum"), ("Silesia", "Centrum"), ("lodz", "Przychodnia"),
        ("ŁÓDŹ", "Przychodnia"), ("przych", "Przychodnia"), ("technopark", "Data Techno Park"),
        ("data technopark", "Data Techno Park"), ("datatechno park", "Data Techno Park"), ("kardiologia", "Centrum"),
        ("city clinic", "Przychodnia"), ("DTP", "Data Techno Park"), ("0000123456", "Centrum"),
        ("Nowak&Nowak", "Praktyka Nowak&Nowak"),
    ])
    func aWordFinds(text: String, expected: String) async throws {
        _ = try await self.add(
            "organisation",
            ("name", "Centrum"),
            ("region", "śląskie"),
            ("specialisations", "Kardiologia dziecięca"),
            ("identifiers", "KRS:0000123456")
        )
        _ = try await self.add(
            "organisation",
            ("name", "Przychodnia"),
            ("name.en", "City Clinic"),
            ("address.city", "Łódź")
        )
        _ = try await self.add("organisation", ("name", "Data Techno Park"), ("aliases", "DTP"))
        _ = try await self.add("organisation", ("name", "Praktyka Nowak&Nowak"))
        #expect(try await self.titles(text) == [expected])
    }

    @Test(arguments: ["Chorwacja", "Croatia", "Kroatien", "HR", "hr", "kroat"])
    func aCountryHasAllItsNames(name: String) async throws {
        _ = try await self.add("organisation", ("name", "Klinika Zagreb"), ("country", "HR"))
        _ = try await self.add("organisation", ("name", "Klinika Tallinn"), ("country", "EE"))
        #expect(try await self.titles(name) == ["Klinika Zagreb"])
        guard name != "kroat" else { return }
        #expect(try await self.titles("klinika") { $0.country = name } == ["Klinika Zagreb"])
    }

    @Test func theNameCountsMostAndTheExactNameFirst() async throws {
        _ = try await self.add("organisation", ("name", "Inny ośrodek"), ("specialisations", "uzdrowisko"))
        _ = try await self.add("organisation", ("name", "Uzdrowisko Północ i Południe, spółka"))
        _ = try await self.add("organisation", ("name", "Uzdrowisko"))
        #expect(
            try await self.titles("uzdrowisko") == [
                "Uzdrowisko", "Uzdrowisko Północ i Południe, spółka", "Inny ośrodek",
            ]
        )
    }

    @Test func withoutWordsPolesSort() async throws {
        for name in ["Świt", "Zdrój", "Sanus", "Ćma", "Cis"] {
            _ = try await self.add("organisation", ("name", name), ("country", "PL"))
        }
        #expect(
            try await self.titles("", kinds: ["organisation"]) { $0.country = "Polska" } == [
                "Cis", "Ćma", "Sanus", "Świt", "Zdrój",
            ]
        )
    }

    @Test func filtersNarrow() async throws {
        let cluster = try #require(try await self.node.ownRecord()?.record.id)
        let inside = try await self.add(
            "organisation",
            ("name", "Szpital A"),
            ("region", "mazowieckie"),
            ("specialisations", "e-zdrowie")
        )
        _ = try await self.add("organisation", ("name", "Szpital B"), ("region", "śląskie"))
        _ = try await self.add("member", ("organisation", inside.description), ("cluster", cluster.description))
        _ = try await self.add("project", ("title", "Szpital jutra"), ("clusters", cluster.description))
        _ = try await self.add("project", ("title", "Szpital wczoraj"))
        #expect(try await self.titles("szpital", kinds: ["organisation"]).count == 2)
        #expect(try await self.titles("szpital") { $0.region = "14" } == ["Szpital A"])
        #expect(try await self.titles("szpital") { $0.specialisation = "E-Zdrowie" } == ["Szpital A"])
        #expect(Set(try await self.titles("szpital") { $0.cluster = cluster }) == ["Szpital A", "Szpital jutra"])
        #expect(try await self.titles("szpital", kinds: ["member"]) == ["member"])
        #expect(try await self.titles("", kinds: ["member"]) { $0.region = "mazowieckie" } == ["member"])
        #expect(try await self.titles("", kinds: ["member"]) { $0.region = "śląskie" } == [])
    }

    @Test func membersAreFoundThroughTheirOrganisationAlone() async throws {
        let here = try await self.add("cluster", ("name", "Klaster Dolnośląski"), ("regions", "dolnośląskie"))
        let other = try await self.add("cluster", ("name", "Inny klaster"))
        let alias = try await self.add("cluster", ("name", "Klaster D"))
        let hospital = try await self.add("organisation", ("name", "Szpital w Lublinie"), ("region", "lubelskie"))
        for cluster in [here, other] {
            _ = try await self.add("member", ("organisation", hospital.description), ("cluster", cluster.description))
        }
        #expect(try await self.titles("", kinds: ["member"]) { $0.region = "dolnośląskie" } == [])
        #expect(try await self.titles("", kinds: ["member"]) { $0.region = "lubelskie" } == ["member", "member"])
        #expect(try await self.titles("szpital", kinds: ["member"]) { $0.cluster = here } == ["member"])
        #expect(
            Set(try await self.titles("szpital", kinds: ["member", "organisation"]))
                == ["member", "Szpital w Lublinie"]
        )
        // A record that is linked with the cluster's changes nothing.
        try await self.node.link(here, alias)
        #expect(try await self.titles("szpital", kinds: ["member"]) { $0.cluster = here } == ["member"])
    }

    @Test func linkedRecordsTakeOnePlaceAndTheLimitComesLast() async throws {
        var ids: [RecordUUID] = []
        for number in 0..<6 { ids.append(try await self.add("organisation", ("name", "Szpital \(9 - number)"))) }
        for id in ids[1...3] { try await self.node.link(ids[0], id) }
        var request = SearchRequest(text: "szpital", kinds: ["organisation"], limit: 3)
        let found = try await self.node.search(request)
        #expect(found.records.count == 3 && found.total == 3)
        request.text = ""
        request.limit = 2
        #expect(try await self.node.search(request).records.map { $0.title() } == ["Szpital 4", "Szpital 5"])
    }

    @Test func itFollowsEditsDeletesAndRestores() async throws {
        let id = try await self.add("organisation", ("name", "Stara Nazwa"))
        try await self.node.edit(id, [set("name", "Nowa Nazwa")])
        #expect(try await self.titles("stara") == [])
        #expect(try await self.titles("nowa") == ["Nowa Nazwa"])
        try await self.node.setDeleted(true, id)
        #expect(try await self.titles("nowa") == [])
        try await self.node.setDeleted(false, id)
        #expect(try await self.titles("nowa") == ["Nowa Nazwa"])
        try await self.node.rebuild()
        #expect(try await self.titles("nowa") == ["Nowa Nazwa"])
    }

    @Test func personalValuesAreNotIndexed() async throws {
        _ = try await self.add(
            "organisation",
            ("name", "Szpital"),
            ("phone", "+48 22 777 66 55"),
            ("email", "jan.kowalski@szpital.example")
        )
        #expect(try await self.titles("777") == [])
        #expect(try await self.titles("kowalski") == [])
    }

    @Test(arguments: [
        "\"", "* OR", "a\" OR \"b", "NEAR(", "title:szpital", "--", "🏥", "\0", String(repeating: "a ", count: 5_000),
    ])
    func whateverIsTypedIsNoQueryLanguage(text: String) async throws {
        _ = try await self.add("organisation", ("name", "Szpital"))
        do {
            #expect(try await self.titles(text).isEmpty || text == "title:szpital")
        } catch let error as NodeError {
            #expect(error.code == .invalid)
        }
    }

    @Test func whatIsUnknownIsSaid() async throws {
        var requests = [SearchRequest](repeating: SearchRequest(text: "a"), count: 3)
        requests[0].country = "Atlantyda"
        requests[1].region = "Mordor"
        requests[2].kinds = ["starship"]
        for request in requests {
            let error = await #expect(throws: NodeError.self) { _ = try await self.node.search(request) }
            #expect(error?.code == .invalid)
        }
    }
}
