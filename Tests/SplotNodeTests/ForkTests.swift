import Foundation
import SplotDirectory
import SplotLog
import SplotMerge
import SplotNode
import SplotSync
import SplotTesting
import Testing

/// A log with two branches: proven on the wire, shown, frozen, and settled by its cluster.
struct ForkTests {
    let directory: TemporaryDirectory

    init() throws { self.directory = try TemporaryDirectory() }

    /// Two nodes with the same key, each with entries of its own.
    private func twins(_ seed: UInt64, friends: [Node]) async throws -> (Node, Node) {
        let node = try await Node.make("a", in: self.directory, seed: seed)
        try await Node.introduce([node] + friends)
        try FileManager.default.copyItem(atPath: node.path, toPath: self.directory.path("twin"))
        return (node, try await Node.open(at: self.directory.path("twin"), environment: .seeded(seed + 1)))
    }

    @Test(arguments: [0, 1, 300])
    func bothSidesProveShowAndFreezeIt(_ surplus: Int) async throws {
        let b = try await Node.make("b", in: self.directory, seed: 1)
        let c = try await Node.make("c", in: self.directory, seed: 2)
        let (node, twin) = try await self.twins(3, friends: [b, c])
        try await node.addOrganisation("Gałąź pierwsza")
        try await twin.addOrganisation("Gałąź druga")
        for index in 0..<surplus { try await twin.addOrganisation("Dalej \(index)") }
        await InMemoryNetwork.sync(node, b)
        await InMemoryNetwork.sync(twin, c)
        let held = (try await b.size(of: node.log), try await c.size(of: node.log))
        let meeting = await InMemoryNetwork.sync(b, c)
        #expect(meeting.first.outcome == .completed)
        #expect(meeting.second.outcome == .completed)
        for (witness, size) in [(b, held.0), (c, held.1)] {
            let status = try await witness.status()
            let fork = try #require(status.forks.first)
            #expect(fork.log == node.log)
            #expect(fork.cluster == node.cluster)
            #expect(fork.smaller.isValid(key: node.publicKey))
            #expect(fork.larger.isValid(key: node.publicKey))
            #expect(fork.smaller.root != fork.larger.root)
            #expect(try await witness.size(of: node.log) == size)
            #expect(try await witness.verify().findings.map(\.message) == [])
        }
        // It is known now, is told once, and costs nothing more.
        let again = await InMemoryNetwork.sync(b, c)
        for report in [again.first, again.second] {
            #expect(report.outcome == .completed)
            #expect(report.forks.isEmpty)
            #expect(report.roundTrips == 1)
            #expect(report.bytesSent < 130)
        }
        // What the author writes from here on is not taken.
        try await node.addOrganisation("Za późno")
        let late = await InMemoryNetwork.sync(node, b)
        #expect(late.first.outcome == .completed)
        #expect(try await b.size(of: node.log) == held.0)
    }

    @Test func whoeverLearnsOfItPassesTheProofOn() async throws {
        let b = try await Node.make("b", in: self.directory, seed: 11)
        let c = try await Node.make("c", in: self.directory, seed: 12)
        let d = try await Node.make("d", in: self.directory, seed: 13)
        let (node, twin) = try await self.twins(14, friends: [b, c, d])
        for other in [b, c] { try await d.trust(try await other.card()) }
        try await node.addOrganisation("Gałąź pierwsza")
        try await twin.addOrganisation("Gałąź druga")
        await InMemoryNetwork.sync(node, b)
        await InMemoryNetwork.sync(twin, c)
        await InMemoryNetwork.sync(b, c)
        let meeting = await InMemoryNetwork.sync(c, d)
        #expect(meeting.second.forks == [node.log])
        #expect(try await d.status().forks.map(\.log) == [node.log])
        #expect(try await d.size(of: node.log) == 0)
        // The author itself learns of it, and writes no more.
        await InMemoryNetwork.sync(node, d)
        #expect(try await node.status().forks.map(\.log) == [node.log])
        await #expect {
            try await node.addOrganisation("Nie wolno")
        } throws: { ($0 as? NodeError)?.code == .forked }
    }

    @Test(arguments: [false, true])
    func theClusterSettlesItByClosingTheLog(_ isShort: Bool) async throws {
        let b = try await Node.make("b", in: self.directory, seed: 21)
        let c = try await Node.make("c", in: self.directory, seed: 22)
        let (node, twin) = try await self.twins(23, friends: [b, c])
        try await node.addOrganisation("Stoi")
        if !isShort { try await node.addOrganisation("Stoi też") }
        try await twin.addOrganisation("Nie stoi")
        await InMemoryNetwork.sync(node, b)
        await InMemoryNetwork.sync(twin, c)
        await InMemoryNetwork.sync(b, c)
        let size = try await node.size(of: node.log)
        try await node.state(
            .close(log: node.log, size: size, root: try await node.ownRoot(at: size))
        )
        let statements = try await node.card().chain.statements
        for witness in [b, c] { _ = try await witness.replica.receive(statements, of: node.cluster) }
        for _ in 0..<2 { await InMemoryNetwork.sync(b, c) }
        for witness in [b, c] {
            #expect(try await witness.status().forks.isEmpty)
            #expect(try await witness.size(of: node.log) == size)
            #expect(try await witness.knows("Stoi"))
            #expect(try await !witness.knows("Nie stoi"))
            #expect(try await witness.verify().findings.map(\.message) == [])
        }
        #expect(try await b.digest() == c.digest())
    }

    @Test func aListingThatTheAuthorDidNotSignIsThePeersFault() async throws {
        let a = try await Node.make("a", in: self.directory, seed: 31)
        let b = try await Node.make("b", in: self.directory, seed: 32)
        let c = try await Node.make("c", in: self.directory, seed: 33)
        try await Node.introduce([a, b, c])
        try await a.addOrganisation("A")
        await InMemoryNetwork.sync(a, b)
        let listing = Listing(
            id: a.log,
            standing: .held(size: 2, root: TreeHash.empty),
            signature: [UInt8](repeating: 7, count: 64)
        )
        await #expect(throws: Refusal.self) { _ = try await b.replica.evidence(of: a.log, against: listing) }
        #expect(try await b.status().forks.isEmpty)
        // Neither is something that proves nothing taken for proof.
        let checkpoint = try Checkpoint(log: a.log, size: 2, root: TreeHash.empty, signature: listing.signature)
        let evidence = ForkEvidence(
            cluster: a.cluster,
            smaller: checkpoint,
            larger: checkpoint,
            root: try #require(Bytes32([UInt8](repeating: 0, count: 32))),
            path: []
        )
        await #expect(throws: Refusal.self) { try await b.replica.receive(evidence) }
    }

    @Test func aPeerThatSentWhatDoesNotVerifyIsNotHeardForAWhile() async throws {
        let clock = SteppedWallClock()
        let a = try await Node.make("a", in: self.directory, seed: 41)
        let b = try await Node.make("b", in: self.directory, seed: 42, clock: clock)
        try await Node.introduce([a, b])
        await InMemoryNetwork.sync(a, b)
        var report = SyncReport(
            outcome: .endedHere(Goodbye(.badData, "rootMismatch")),
            peerKey: a.publicKey
        )
        report.cluster = a.cluster
        await b.replica.ended(report)
        let refused = await InMemoryNetwork.sync(a, b)
        guard case .endedByPeer(let goodbye) = refused.first.outcome else {
            Issue.record("\(refused.first.outcome)")
            return
        }
        #expect(goodbye.code == .paused)
        #expect(goodbye.reason.contains("60 seconds"))
        let fault = try #require(try await b.status().faults.first)
        #expect(fault.key == a.publicKey)
        #expect(fault.count == 1)
        #expect(fault.pause == 60)
        clock.now += 60
        #expect(await InMemoryNetwork.sync(a, b).first.outcome == .completed)
        // Once is not forgotten at once, but in a day.
        #expect(try await b.status().faults.count == 1)
        clock.now += 24 * 60 * 60
        await InMemoryNetwork.sync(a, b)
        #expect(try await b.status().faults.isEmpty)
    }
}

extension Node {
    func size(of log: LogID) async throws -> UInt64 {
        try await self.status().logs.first { $0.id == log }?.size ?? 0
    }
}
