import SplotDirectory
import SplotMerge
import SplotNode
import SplotTesting
import Testing

struct NodeSyncTests {
    let directory: TemporaryDirectory

    init() throws { self.directory = try TemporaryDirectory() }

    private func organisation(_ node: Node, _ name: String) async throws -> RecordUUID {
        try await node.add(
            "organisation",
            [set("name.pl", name), set("type", "hospital"), set("country", "PL"), set("website", "www.a.example")]
        )
    }

    @Test func twoNodesEndUpWithTheSameDirectory() async throws {
        let nodes = [
            try await Node.make("a", in: self.directory, seed: 1),
            try await Node.make("b", in: self.directory, seed: 2),
        ]
        try await Node.introduce(nodes)
        for index in 0..<300 { _ = try await self.organisation(nodes[index % 2], "Szpital \(index)") }
        let result = try await nodes[0].sync(with: nodes[1])
        #expect(result.outcome == .caughtUp, "\(result.message ?? "")")
        #expect(result.entriesSent > 100 && result.entriesReceived > 100)
        #expect(try await nodes[0].digest() == nodes[1].digest())
        #expect(try await nodes[0].status().counts["organisation"] == 300)
        let again = try await nodes[0].sync(with: nodes[1])
        #expect(again.entriesSent == 0 && again.entriesReceived == 0)
        #expect(again.roundTrips == 1)
        for node in nodes { #expect(try await node.verify().findings.map(\.message) == []) }
    }

    @Test func theMiddleOfAChainRelays() async throws {
        let nodes = [
            try await Node.make("a", in: self.directory, seed: 3),
            try await Node.make("b", in: self.directory, seed: 4),
            try await Node.make("c", in: self.directory, seed: 5),
        ]
        try await Node.introduce(nodes)
        for (index, node) in nodes.enumerated() { _ = try await self.organisation(node, "Szpital \(index)") }
        for _ in 0..<2 {
            try await nodes[0].sync(with: nodes[1])
            try await nodes[1].sync(with: nodes[2])
        }
        let digests = try await [nodes[0].digest(), nodes[1].digest(), nodes[2].digest()]
        #expect(Set(digests).count == 1)
        #expect(try await nodes[2].status().counts["organisation"] == 3)
    }

    @Test func aStrangerWithACardDoesNotGetALogFromAFriend() async throws {
        let a = try await Node.make("a", in: self.directory, seed: 6)
        let b = try await Node.make("b", in: self.directory, seed: 7)
        let stranger = try await Node.make("stranger", in: self.directory, seed: 8)
        try await Node.introduce([a, b])
        _ = try await self.organisation(a, "Tajny")
        try await a.sync(with: b)
        // The stranger knows A's card and has B's trust, not A's.
        try await stranger.trust(try await a.card())
        try await stranger.trust(try await b.card())
        try await b.trust(try await stranger.card())
        let result = try await stranger.sync(with: b)
        #expect(result.outcome == .caughtUp)
        let status = try await stranger.status()
        #expect(!status.logs.contains { $0.cluster == a.cluster })
        #expect(status.counts["organisation"] == nil)
        // Once A lets it read, B passes A's log on: when B has heard of it.
        try await a.trust(try await stranger.card())
        try await a.sync(with: b)
        try await stranger.sync(with: b)
        #expect(try await stranger.status().counts["organisation"] == 1)
    }

    @Test func whoIsNotTrustedIsToldSoOnBothSides() async throws {
        let a = try await Node.make("a", in: self.directory, seed: 9)
        let b = try await Node.make("b", in: self.directory, seed: 10)
        try await a.trust(try await b.card())
        let outward = try await a.sync(with: b)
        #expect(outward.outcome == .refused)
        #expect(outward.message?.contains("splot trust add") == true)
        let inward = try await b.sync(with: a)
        #expect(inward.outcome == .refused)
        #expect(try await b.status().logs.count == 1)
    }

    @Test func aConflictIsShownSettledAndAgreedUpon() async throws {
        let clock = SteppedWallClock()
        let a = try await Node.make("a", in: self.directory, seed: 11, clock: clock)
        let b = try await Node.make("b", in: self.directory, seed: 12, clock: clock)
        try await Node.introduce([a, b])
        let id = try await self.organisation(a, "Partner")
        try await a.sync(with: b)
        try await a.edit(id, [set("website", "https://a.example")])
        clock.now += 60
        try await b.edit(id, [set("website", "https://b.example")])
        try await a.sync(with: b)
        for node in [a, b] {
            let record = try await node.record(id)
            #expect(record.conflicts.map(\.place.path) == ["website"])
            #expect(record.record.fields["website"] == .single(.text("https://b.example")))
        }
        try await a.resolve(id, path: "website", pick: 2)
        try await a.sync(with: b)
        for node in [a, b] {
            let record = try await node.record(id)
            #expect(record.conflicts.isEmpty)
            #expect(record.record.fields["website"] == .single(.text("https://a.example")))
        }
        #expect(try await a.digest() == b.digest())
    }

    @Test func aStaleFormEndsInAConflictAndOverwritesNothing() async throws {
        let a = try await Node.make("a", in: self.directory, seed: 13)
        let b = try await Node.make("b", in: self.directory, seed: 14)
        try await Node.introduce([a, b])
        let id = try await self.organisation(a, "Partner")
        try await a.sync(with: b)
        let opened = try await a.record(id).version
        try await b.edit(id, [set("website", "https://b.example")])
        try await a.sync(with: b)
        try await a.edit(id, [set("website", "https://a.example")], shown: opened)
        #expect(try await a.record(id).conflicts.map(\.place.path) == ["website"])
    }

    @Test func anotherClustersWriteToAnOwnedRecordIsASuggestion() async throws {
        let a = try await Node.make("a", in: self.directory, seed: 15)
        let b = try await Node.make("b", in: self.directory, seed: 16)
        try await Node.introduce([a, b])
        let id = try await a.add("project", [set("title.pl", "Telemedycyna"), set("state", "idea")])
        try await a.sync(with: b)
        let result = try await b.edit(id, [set("state", "running")])
        #expect(result.suggested == [id])
        try await a.sync(with: b)
        let record = try await a.record(id)
        #expect(record.record.fields["state"] == .single(.text("idea")))
        #expect(record.suggestions.map(\.cluster) == [b.cluster])
        #expect(try await a.digest() == b.digest())
    }

    @Test func distrustPutsAClustersRecordsAwayAndTrustBringsThemBack() async throws {
        let a = try await Node.make("a", in: self.directory, seed: 17)
        let b = try await Node.make("b", in: self.directory, seed: 18)
        try await Node.introduce([a, b])
        _ = try await self.organisation(b, "Partner")
        try await a.sync(with: b)
        #expect(try await a.status().counts["organisation"] == 1)
        try await a.distrust(b.cluster)
        #expect(try await a.status().counts["organisation"] == nil)
        #expect(try await a.sync(with: b).outcome == .refused)
        try await a.trust(try await b.card())
        #expect(try await a.status().counts["organisation"] == 1)
    }
}
