import SplotDirectory
import SplotMerge
import SplotNode
import SplotTesting
import Testing

/// The conflict inbox: what it lists, and how it is settled.
struct ConflictTests {
    private let directory: TemporaryDirectory
    private let near: Node
    private let far: Node
    private let clock = SteppedWallClock(1_700_000_000)

    init() async throws {
        self.directory = try TemporaryDirectory()
        self.near = try await Node.make("near", in: self.directory, seed: 1, clock: self.clock)
        self.far = try await Node.make("far", in: self.directory, seed: 2, clock: self.clock)
        try await Node.introduce([self.near, self.far])
    }

    private func meet() async { await InMemoryNetwork.sync(self.near, self.far) }

    /// An organisation with two telephones: `1` by the cluster that created it, and `2`, which is later.
    private func dispute(_ name: String = "Szpital") async throws -> RecordUUID {
        let id = try await self.near.add("organisation", [set("name", name), set("phone", "+48 22 100 20 30")])
        await self.meet()
        self.clock.now += 86_400
        try await self.near.edit(id, [set("phone", "+48 22 100 20 31")])
        self.clock.now += 86_400
        try await self.far.edit(id, [set("phone", "+48 22 100 20 32")])
        await self.meet()
        return id
    }

    @Test func aFilterLetsThroughWhatItNames() async throws {
        let id = try await self.dispute()
        let other = try await self.near.add("project", [set("title", "Projekt")])
        await self.meet()
        func count(_ change: (inout ConflictFilter) -> Void) async throws -> Int {
            var filter = ConflictFilter()
            change(&filter)
            return try await self.near.conflicts(filter).count
        }
        #expect(try await count { _ in } == 1)
        #expect(try await count { $0.kind = "organisation" } == 1)
        #expect(try await count { $0.kind = "project" } == 0)
        #expect(try await count { $0.record = id } == 1)
        #expect(try await count { $0.record = other } == 0)
        #expect(try await count { $0.path = "phone" } == 1)
        #expect(try await count { $0.path = "website" } == 0)
        #expect(try await count { $0.cluster = self.far.cluster } == 1)
        let began = try #require(try await self.near.conflicts().first?.conflict.since)
        #expect(began == self.clock.now)
        #expect(try await count { $0.before = began } == 0)
        #expect(try await count { $0.before = began + 1 } == 1)
    }

    @Test func aNewValueSettlesIt() async throws {
        let id = try await self.dispute()
        try await self.near.resolve(id, path: "phone", to: "+48 22 100 20 39")
        await self.meet()
        for node in [self.near, self.far] {
            #expect(try await node.conflicts().isEmpty)
            #expect(try await node.record(id).record.fields["phone"] == .single(.text("+48 22 100 20 39")))
        }
        await #expect(throws: NodeError.self) { try await self.near.resolve(id, path: "phone", to: "+48 22 100 20 40") }
    }

    @Test(arguments: [
        (ConflictRule.owner, "+48 22 100 20 31"), (ConflictRule.latest, "+48 22 100 20 32"),
    ])
    func aRuleSettlesAll(rule: ConflictRule, expected: String) async throws {
        let ids = [try await self.dispute("A"), try await self.dispute("B")]
        let rehearsed = try await self.near.resolveAll(ConflictFilter(), preferring: rule, isDryRun: true)
        #expect(rehearsed.conflicts.count == 2 && rehearsed.entryCount == 0)
        #expect(try await self.near.conflicts().count == 2)
        let done = try await self.near.resolveAll(ConflictFilter(), preferring: rule)
        #expect(done.conflicts.map(\.outcome) == rehearsed.conflicts.map(\.outcome))
        await self.meet()
        for id in ids {
            #expect(try await self.far.record(id).record.fields["phone"] == .single(.text(expected)))
        }
        #expect(try await self.far.conflicts().isEmpty)
    }

    @Test func aRuleLeavesWhatItDoesNotDecide() async throws {
        _ = try await self.dispute()
        let third = try await Node.make("third", in: self.directory, seed: 3, clock: self.clock)
        let done = try await self.near.resolveAll(ConflictFilter(), preferring: .cluster(third.cluster))
        #expect(done.conflicts.map(\.outcome) == [.noSuchValue])
        #expect(done.entryCount == 0)
    }

    @Test func aDeleteAgainstAnEditIsAConflictAndIsSettledEitherWay() async throws {
        for pick in 1...2 {
            let id = try await self.near.add("organisation", [set("name", "Szpital \(pick)")])
            await self.meet()
            try await self.near.setDeleted(true, id)
            try await self.far.edit(id, [set("website", "https://szpital.example")])
            await self.meet()
            let conflict = try #require(try await self.far.conflicts().first { $0.record.record.id == id })
            #expect(conflict.conflict.place == .life)
            #expect(conflict.conflict.alternatives.map(\.value) == [.edited, .deleted])
            try await self.far.resolve(id, path: "record", pick: pick)
            await self.meet()
            #expect(try await self.near.record(id).isDeleted == (pick == 2))
            #expect(try await self.near.conflicts().isEmpty)
        }
    }

    @Test func twoElementsOfOneSetAreNumberedOn() async throws {
        let id = try await self.near.add("organisation", [set("name", "S"), set("tags", "a"), set("tags", "b")])
        await self.meet()
        for tag in ["a", "b"] {
            try await self.near.edit(id, [Assignment(path: "tags", action: .remove, text: tag)])
            try await self.far.edit(id, [Assignment(path: "tags", action: .remove, text: tag)])
            try await self.far.edit(id, [Assignment(path: "tags", action: .add, text: tag)])
        }
        await self.meet()
        #expect(try await self.near.conflicts().map(\.firstPick) == [1, 3])
        // Keep a, let b go.
        try await self.near.resolve(id, path: "tags", pick: 1)
        #expect(try await self.near.conflicts().map(\.firstPick) == [1])
        try await self.near.resolve(id, path: "tags", pick: 2)
        await self.meet()
        #expect(try await self.far.record(id).record.fields["tags"] == .set([.text("a")]))
        #expect(try await self.far.conflicts().isEmpty)
    }

    @Test func twoTaxNumbersAreAConflict() async throws {
        let id = try await self.near.add(
            "organisation",
            [set("name", "Szpital"), set("identifiers", "KRS:0000123456")]
        )
        await self.meet()
        try await self.near.edit(id, [set("identifiers", "NIP:8567346215")])
        try await self.far.edit(id, [set("identifiers", "NIP:5260250274")])
        await self.meet()
        let conflict = try #require(try await self.near.conflicts().first)
        #expect(conflict.conflict.place.path == "identifiers" && conflict.conflict.isRivalry)
        #expect(try await self.near.status().conflicts == 1)
        let index = try #require(conflict.conflict.alternatives.firstIndex { $0.value.text == "NIP:8567346215" })
        try await self.far.resolve(id, path: "identifiers", pick: index + 1)
        await self.meet()
        #expect(try await self.near.conflicts().isEmpty)
        let kept = try await self.near.record(id).record.texts(of: "identifiers")
        #expect(Set(kept) == ["KRS:0000123456", "NIP:8567346215"])
    }

    @Test func whoSettlesTheSameTheOtherWayLosesNothing() async throws {
        let id = try await self.near.add("organisation", [set("name", "Szpital")])
        await self.meet()
        try await self.near.edit(id, [set("identifiers", "NIP:8567346215")])
        try await self.far.edit(id, [set("identifiers", "NIP:5260250274")])
        await self.meet()
        for (node, wanted) in [(self.near, "NIP:8567346215"), (self.far, "NIP:5260250274")] {
            let conflict = try #require(try await node.conflicts().first?.conflict)
            let index = try #require(conflict.alternatives.firstIndex { $0.value.text == wanted })
            try await node.resolve(id, path: "identifiers", pick: index + 1)
        }
        await self.meet()
        #expect(try await self.near.record(id).record.texts(of: "identifiers").count == 2)
        #expect(try await self.near.conflicts().count == 1)
        try await self.near.resolve(id, path: "identifiers", pick: 1)
        await self.meet()
        #expect(try await self.far.record(id).record.texts(of: "identifiers").count == 1)
        #expect(try await self.far.conflicts().isEmpty)
    }

    @Test func moreThanFitsOneEntryIsSettledAsWell() async throws {
        let tags = (0..<1_500).map { "t\($0)" }
        let id = try await self.near.add("organisation", [set("name", "Szpital")])
        try await self.near.edit(id, tags.prefix(750).map { set("tags", $0) })
        try await self.near.edit(id, tags.suffix(750).map { set("tags", $0) })
        await self.meet()
        for part in [tags.prefix(700), tags.dropFirst(700)] {
            let removes = part.map { Assignment(path: "tags", action: .remove, text: $0) }
            try await self.near.edit(id, removes)
            try await self.far.edit(id, removes)
            try await self.far.edit(id, part.map { set("tags", $0) })
        }
        await self.meet()
        #expect(try await self.near.conflicts().count == 1_500)
        let done = try await self.near.resolveAll(ConflictFilter(), preferring: .owner)
        #expect(done.conflicts.count == 1_500)
        #expect(try await self.near.conflicts().isEmpty)
        try await self.near.edit(id, tags.prefix(800).map { set("tags", $0) })
        try await self.near.edit(id, tags.suffix(700).map { set("tags", $0) })
        try await self.near.edit(id, [Assignment(path: "tags", action: .clear)])
        #expect(try await self.near.record(id).record.fields["tags"] == nil)
    }

    @Test func aStaleVersionIsRefusedAndWritesNothing() async throws {
        let id = try await self.dispute()
        let version = try await self.near.record(id).version.token
        #expect(try await self.far.record(id).version.token == version)
        try await self.far.edit(id, [set("website", "https://szpital.example")], ifVersion: version)
        await self.meet()
        let size = try await self.near.status().logs[0].size
        for attempt in 0..<3 {
            let error = await #expect(throws: NodeError.self) {
                switch attempt {
                case 0: try await self.near.edit(id, [set("website", "https://other.example")], ifVersion: version)
                case 1: try await self.near.resolve(id, path: "phone", pick: 1, ifVersion: version)
                default: try await self.near.resolve(id, path: "phone", to: "+48 22 1", ifVersion: version)
                }
            }
            #expect(error?.code == .stale)
        }
        #expect(try await self.near.status().logs[0].size == size)
    }
}

extension Alternative.Value {
    fileprivate var text: String? {
        if case .content(let content) = self { content.value?.displayText } else { nil }
    }
}
