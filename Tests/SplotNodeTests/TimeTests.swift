import SplotDirectory
import SplotMerge
import SplotNode
import SplotTesting
import Testing

/// What the directory said, and what has changed since.
struct TimeTests {
    private let directory: TemporaryDirectory
    private let clock = SteppedWallClock(1_000)
    private let near: Node
    private let far: Node

    init() async throws {
        self.directory = try TemporaryDirectory()
        self.near = try await Node.make("near", in: self.directory, seed: 1, clock: self.clock)
        self.far = try await Node.make("far", in: self.directory, seed: 2, clock: self.clock)
        try await Node.introduce([self.near, self.far])
    }

    private func differences(since time: UInt64, by cluster: ClusterID? = nil) async throws -> [RecordDifference] {
        let all = Collected()
        try await self.near.forEachDifference(since: time, by: cluster) { all.append($0) }
        return all.all
    }

    @Test func aRecordIsShownAsItWas() async throws {
        self.clock.now = 2_000
        let id = try await self.near.add("organisation", [set("name", "A"), set("website", "https://a.example")])
        self.clock.now = 3_000
        try await self.near.edit(id, [set("website", "https://b.example"), set("tags", "t")])
        self.clock.now = 4_000
        try await self.near.edit(id, [set("website", "")])
        self.clock.now = 5_000
        try await self.near.setDeleted(true, id)
        func website(_ time: UInt64) async throws -> DirectoryRecord.Content? {
            try await self.near.record(id, at: time)?.record.fields["website"]
        }
        #expect(try await self.near.record(id, at: 1_999) == nil)
        // Its own log has replaced the value since: it is read from the log.
        #expect(try await website(2_500) == .single(.text("https://a.example")))
        #expect(try await website(3_000) == .single(.text("https://b.example")))
        #expect(try await website(4_000) == nil)
        #expect(try await self.near.record(id, at: 4_999)?.isDeleted == false)
        #expect(try await self.near.record(id, at: 5_000)?.isDeleted == true)
        #expect(try await self.near.record(id, at: 2_500)?.record.fields["tags"] == nil)
    }

    @Test func differencesSayWhatBecameOfWhat() async throws {
        self.clock.now = 2_000
        let changed = try await self.near.add(
            "organisation",
            [set("name", "A"), set("tags", "old"), set("size", "small")]
        )
        let gone = try await self.near.add("organisation", [set("name", "B")])
        let back = try await self.near.add("organisation", [set("name", "C")])
        let same = try await self.near.add("organisation", [set("name", "D"), set("size", "small")])
        try await self.near.setDeleted(true, back)
        self.clock.now = 3_000
        try await self.near.edit(
            changed,
            [set("size", "large"), Assignment(path: "tags", action: .remove, text: "old"), set("tags", "new")]
        )
        try await self.near.setDeleted(true, gone)
        try await self.near.setDeleted(false, back)
        try await self.near.edit(same, [set("size", "large")])
        try await self.near.edit(same, [set("size", "small")])
        let added = try await self.near.add("organisation", [set("name", "E")])

        let found = try await self.differences(since: 2_999)
        #expect(found.map(\.record.record.id) == [changed, gone, back, added])
        #expect(found.map(\.outcome) == [.changed, .deleted, .restored, .added])
        let items = found[0].items.map { "\($0.path) \($0.before?.displayText ?? "-") \($0.after?.displayText ?? "-")" }
        #expect(items == ["size small large", "tags old new"])
        #expect(found[0].items.allSatisfy { $0.origins.first?.time == 3_000 })
        #expect(try await self.differences(since: 3_000).isEmpty)
    }

    @Test func whoMaySeeARecordIsADifference() async throws {
        self.clock.now = 2_000
        let id = try await self.near.add("organisation", [set("name", "A")])
        self.clock.now = 3_000
        try await self.near.edit(id, [set("visibility", "public")])
        let found = try await self.differences(since: 2_999)
        #expect(found.map { $0.items.map(\.path) } == [["visibility"]])
        #expect(found.first?.items.first?.after == .text("public"))
    }

    @Test func ofOneFieldEachClusterHasWhatItWrote() async throws {
        self.clock.now = 2_000
        let id = try await self.near.add("organisation", [set("name", "A")])
        await InMemoryNetwork.sync(self.near, self.far)
        self.clock.now = 3_000
        try await self.far.edit(id, [set("tags", "far"), set("website", "https://far.example")])
        await InMemoryNetwork.sync(self.near, self.far)
        try await self.near.edit(id, [set("tags", "near"), set("website", "https://near.example")])
        await InMemoryNetwork.sync(self.near, self.far)
        let theirs = try await self.differences(since: 2_999, by: self.far.cluster)
        #expect(theirs.flatMap(\.items).map { $0.after?.displayText } == ["far"])
        let ours = try await self.differences(since: 2_999, by: self.near.cluster)
        #expect(ours.flatMap(\.items).map { $0.after?.displayText } == ["near", "https://near.example"])
    }

    @Test func differencesOfOneClusterAreThoseItWrote() async throws {
        self.clock.now = 2_000
        let id = try await self.near.add("organisation", [set("name", "A")])
        await InMemoryNetwork.sync(self.near, self.far)
        self.clock.now = 3_000
        try await self.near.edit(id, [set("website", "https://a.example")])
        try await self.far.edit(id, [set("size", "small")])
        let project = try await self.near.add("project", [set("title", "P")])
        await InMemoryNetwork.sync(self.near, self.far)
        try await self.far.edit(project, [set("acronym", "suggested")])
        await InMemoryNetwork.sync(self.near, self.far)
        #expect(
            try await self.differences(since: 2_999, by: self.far.cluster).map { $0.items.map(\.path) } == [["size"]]
        )
        let own = try await self.differences(since: 2_999, by: self.near.cluster)
        #expect(own.first { $0.record.record.id == id }?.items.map(\.path) == ["website"])
        #expect(own.contains { $0.record.record.id == project && $0.outcome == .added })
    }

    /// Collects what a closure is called with.
    private final class Collected: @unchecked Sendable {
        private(set) var all: [RecordDifference] = []
        func append(_ difference: RecordDifference) { self.all.append(difference) }
    }
}
