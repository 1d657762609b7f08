import SplotDirectory
import SplotMerge
import SplotNode
import SplotTesting
import Testing

/// What a record as a whole may not become: refused where it is written, shown where it came from elsewhere.
struct RulesTests {
    private let directory: TemporaryDirectory
    private let near: Node
    private let far: Node

    init() async throws {
        self.directory = try TemporaryDirectory()
        self.near = try await Node.make("near", in: self.directory, seed: 1)
        self.far = try await Node.make("far", in: self.directory, seed: 2)
        try await Node.introduce([self.near, self.far])
    }

    private func member(_ steps: String...) async throws -> RecordUUID {
        let organisation = try await self.near.add("organisation", [set("name", "Gmina Miasta Toruń")])
        let cluster = try #require(try await self.near.ownRecord()?.record.id)
        return try await self.near.add(
            "member",
            [set("organisation", organisation.description), set("cluster", cluster.description)]
                + steps.map { set("steps", $0) }
        )
    }

    @Test func aCertificateBeforeADecisionIsRefusedAndWritesNothing() async throws {
        let id = try await self.member("step: declared; date: 2015-01-10")
        let size = try await self.near.status().logs[0].size
        let error = await #expect(throws: InvalidRecord.self) {
            try await self.near.edit(id, [set("steps", "step: certified; date: 2015-02-01")])
        }
        #expect(error?.problems.map(\.path) == ["steps"])
        #expect(try await self.near.status().logs[0].size == size)
        try await self.near.edit(id, [set("steps", "step: accepted; date: 2015-02-23")])
        try await self.near.edit(id, [set("steps", "step: certified; date: 2015-02-23")])
        #expect(try await self.near.status().logs[0].size == size + 2)
        #expect(Membership(try await self.near.record(id).record).state == .certified)
        await #expect(throws: InvalidRecord.self) { _ = try await self.member("step: certified; date: 2015-02-01") }
    }

    @Test func whatCameFromElsewhereIsTakenAndFlagged() async throws {
        // Two offices of one cluster, or a program that does not check: the rules never void what was signed.
        let id = try await self.near.add(
            "figure",
            [set("label", "members"), set("value", "184"), set("source", "a.txt")]
        )
        let cluster = try #require(try await self.near.ownRecord()?.record.id)
        await InMemoryNetwork.sync(self.near, self.far)
        let organisation = try await self.far.add("organisation", [set("name", "Szpital")])
        await InMemoryNetwork.sync(self.near, self.far)
        try await self.near.edit(organisation, [set("identifiers", "NIP:8567346215")])
        try await self.far.edit(organisation, [set("identifiers", "NIP:5260250274")])
        await InMemoryNetwork.sync(self.near, self.far)
        let merged = try await self.far.record(organisation).record
        #expect(RecordRules.flags(of: merged, schema: self.far.schema).map(\.path) == ["identifiers"])
        // What is wrong already does not keep anybody from mending the rest.
        try await self.far.edit(organisation, [set("website", "https://szpital.example")])
        #expect(try await self.near.record(id).record.kind == "figure")
        #expect(try await self.far.record(cluster).record.kind == "cluster")
    }

    @Test func aSecondTaxNumberIsRefusedUnlessTheFirstIsTakenOut() async throws {
        let id = try await self.near.add(
            "organisation",
            [set("name", "Szpital"), set("identifiers", "NIP:8567346215")]
        )
        await #expect(throws: InvalidRecord.self) {
            try await self.near.edit(id, [set("identifiers", "NIP:5260250274")])
        }
        try await self.near.edit(
            id,
            [
                Assignment(path: "identifiers", action: .remove, text: "NIP:8567346215"),
                set("identifiers", "NIP:5260250274"),
            ]
        )
        #expect(try await self.near.record(id).record.texts(of: "identifiers") == ["NIP:5260250274"])
    }

    @Test func theSourceOfAFigureIsSetOnce() async throws {
        let id = try await self.near.add(
            "figure",
            [set("label", "members"), set("value", "184"), set("source", "a.txt")]
        )
        let error = await #expect(throws: InvalidRecord.self) { try await self.near.edit(id, [set("source", "b.txt")]) }
        #expect(error?.problems.map(\.code) == [.setOnce])
        try await self.near.edit(id, [set("source", "a.txt")])
    }

    @Test func aSuggestionThatBreaksARuleIsNotAccepted() async throws {
        let id = try await self.member()
        await InMemoryNetwork.sync(self.near, self.far)
        try await self.far.edit(id, [set("steps", "step: certified; date: 2015-02-01")])
        await InMemoryNetwork.sync(self.near, self.far)
        await #expect(throws: InvalidRecord.self) { try await self.near.accept(id) }
        #expect(try await self.near.suggestions().count == 1)
        try await self.near.decline(id)
        #expect(try await self.near.suggestions().isEmpty)
    }
}
