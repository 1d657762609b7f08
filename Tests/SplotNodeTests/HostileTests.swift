import Foundation
import SplotDirectory
import SplotLog
import SplotMerge
import SplotNode
import SplotStore
import SplotSync
import SplotTesting
import Testing

/// What a trusted cluster, a thief of its key or an old copy of a node might try on the others.
struct HostileTests {
    let directory: TemporaryDirectory

    init() throws { self.directory = try TemporaryDirectory() }

    private func organisation(_ node: Node, _ name: String) async throws -> RecordUUID {
        try await node.add("organisation", [set("name.pl", name), set("type", "ngo"), set("country", "PL")])
    }

    private func key(_ name: String, of node: Node) throws -> SigningKey {
        let pem = try String(contentsOfFile: "\(node.path)/\(name).key", encoding: .utf8)
        let body = pem.split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()
        return try SigningKey(seed: try #require(Data(base64Encoded: body)).suffix(32))
    }

    private func recovery(of node: Node, after statement: Statement) throws -> Statement {
        let key = try self.key("recovery", of: node)
        let hash = Statement.recoveryHash(of: key.publicKey)
        return try Statement.sign(
            .rotate(key: key.publicKey, recoveryHash: hash, recoveryKey: key.publicKey),
            after: statement,
            time: 1_790_000_000,
            with: key
        )
    }

    @Test func aBatchUnderAnotherClustersNameIsRefused() async throws {
        let victim = try await Node.make("v", in: self.directory, seed: 1)
        let thief = try await Node.make("m", in: self.directory, seed: 2)
        let node = try await Node.make("n", in: self.directory, seed: 3)
        try await Node.introduce([victim, thief, node])
        await InMemoryNetwork.sync(victim, node)
        let size = try await victim.status().logs[0].size
        try await thief.state(.admit(nodeKey: thief.publicKey, log: victim.log, name: "x"))
        try await thief.state(.erase(log: victim.log, ranges: [size..<1_000]))
        await InMemoryNetwork.sync(thief, node)
        let id = try await self.organisation(victim, "Ofiara")
        let honest = try #require(try await victim.replica.batch(of: victim.log, from: size))
        var bad = honest
        bad.cluster = thief.cluster
        bad.frames = try honest.frames.map { try EntryRun(sealed: $0, start: size).erasing { _ in true }.sealed() }
        await #expect(throws: LogError.self) { try await node.replica.receive(bad) }
        await InMemoryNetwork.sync(victim, node)
        #expect(try await node.record(id).title() == "Ofiara")
    }

    @Test func aBatchThatUnpacksToMuchMoreIsRefusedBeforeItIsUnpacked() async throws {
        let author = try await Node.make("a", in: self.directory, seed: 4)
        let node = try await Node.make("b", in: self.directory, seed: 5)
        try await Node.introduce([author, node])
        await InMemoryNetwork.sync(author, node)
        let size = try await author.status().logs[0].size
        let entry = EntryRun.Entry(header: [0x82] + [UInt8](repeating: 0, count: 65_000), slot: .none)
        var frames: [[UInt8]] = []
        var start = size
        while start < 1_024 {
            let end = (start / 256 + 1) * 256
            var salts = SaltTiling(start: start)
            for _ in start..<end { _ = salts.append(.init(level: 0, node: nil)) }
            let entries = Array(repeating: entry, count: Int(end - start))
            frames.append(try EntryRun(entries: entries, salts: salts).sealed(level: 1))
            start = end
        }
        let checkpoint = try Checkpoint(
            log: author.log,
            size: 1_024,
            root: TreeHash.empty,
            signature: [UInt8](repeating: 0, count: 64)
        )
        let batch = Batch(
            log: author.log,
            cluster: author.cluster,
            start: size,
            frames: frames,
            checkpoint: checkpoint
        )
        await #expect {
            try await node.replica.receive(batch)
        } throws: { ($0 as? LogError)?.code == .tooLarge }
    }

    @Test func aNewerCardBringsTheOrdersThatItHolds() async throws {
        let a = try await Node.make("a", in: self.directory, seed: 6)
        let b = try await Node.make("b", in: self.directory, seed: 7)
        try await Node.introduce([a, b])
        let id = try await self.organisation(a, "A")
        try await a.edit(id, [set("website", "https://secret.example")])
        await InMemoryNetwork.sync(a, b)
        let last = try #require(try await a.history(of: id).last)
        try await a.state(.erase(log: a.log, ranges: [last.entry.position..<(last.entry.position + 1)]))
        try await b.trust(try await a.card())
        #expect(try await b.record(id).record.fields["website"] == nil)
        #expect(try await a.digest() == b.digest())
    }

    @Test func aChainThatAdmitsLessTakesItsRecordsAway() async throws {
        let a = try await Node.make("a", in: self.directory, seed: 8)
        let b = try await Node.make("b", in: self.directory, seed: 9)
        try await Node.introduce([a, b])
        _ = try await self.organisation(a, "A")
        await InMemoryNetwork.sync(a, b)
        let founding = try await a.card().chain.statements[0]
        _ = try await b.replica.receive(
            [founding, try self.recovery(of: a, after: founding)],
            of: a.cluster
        )
        #expect(try await b.status().counts["organisation"] == nil)
        let digest = try await b.digest()
        #expect(try await b.verify().findings.map(\.message) == [])
        try await b.rebuild()
        #expect(try await b.digest() == digest)
    }

    @Test func whatAThiefHadErasedDoesNotKeepOthersFromSyncing() async throws {
        let a = try await Node.make("a", in: self.directory, seed: 10)
        let b = try await Node.make("b", in: self.directory, seed: 11)
        let late = try await Node.make("late", in: self.directory, seed: 12)
        try await Node.introduce([a, b, late])
        _ = try await self.organisation(a, "A")
        await InMemoryNetwork.sync(a, b)
        let chain = try await a.card().chain
        let size = try await a.status().logs[0].size
        try await a.state(.erase(log: a.log, ranges: [(size - 1)..<size]))
        await InMemoryNetwork.sync(a, b)
        let recovered = chain.statements + [try self.recovery(of: a, after: chain.last)]
        _ = try await b.replica.receive(recovered, of: a.cluster)
        _ = try await self.organisation(b, "B")
        let meeting = await InMemoryNetwork.sync(b, late)
        #expect(meeting.first.outcome == .completed)
        #expect(try await late.status().counts["organisation"] == 1)
    }

    @Test(arguments: [false, true])
    func theBranchThatDoesNotStandIsNotTakenAgain(_ isShort: Bool) async throws {
        let a = try await Node.make("a", in: self.directory, seed: 13)
        let b = try await Node.make("b", in: self.directory, seed: 14)
        let c = try await Node.make("c", in: self.directory, seed: 15)
        try await Node.introduce([a, b, c])
        try FileManager.default.copyItem(atPath: a.path, toPath: self.directory.path("twin"))
        let twin = try await Node.open(at: self.directory.path("twin"), environment: .seeded(16))
        _ = try await self.organisation(a, "Steht")
        if isShort { _ = try await self.organisation(a, "Steht auch") }
        _ = try await self.organisation(twin, "Gilt nicht")
        await InMemoryNetwork.sync(a, b)
        await InMemoryNetwork.sync(twin, c)
        let size = try await a.status().logs[0].size
        let batch = try #require(try await twin.replica.batch(of: a.log, from: 0))
        let root = try await a.ownRoot(at: size)
        try await a.state(.close(log: a.log, size: size, root: root))
        let statements = try await a.card().chain.statements
        for node in [b, c] { _ = try await node.replica.receive(statements, of: a.cluster) }
        if !isShort { await #expect(throws: LogError.self) { try await c.replica.receive(batch) } }
        // The first meeting shows the fork, the second brings the branch that stands.
        for _ in 0..<2 { try await c.sync(with: b) }
        #expect(try await b.digest() == c.digest())
        #expect(try await c.status().counts["organisation"] == (isShort ? 2 : 1))
    }

    @Test(arguments: [101, 103, 105, 107, 109, 111] as [UInt64])
    func aKeyThatAnotherClusterAdmitsStaysWithItsOwn(_ seed: UInt64) async throws {
        let victim = try await Node.make("v", in: self.directory, seed: seed)
        let thief = try await Node.make("m", in: self.directory, seed: seed + 1)
        let node = try await Node.make("n", in: self.directory, seed: 3)
        try await Node.introduce([victim, thief, node])
        await InMemoryNetwork.sync(victim, node)
        try await thief.state(.admit(nodeKey: victim.publicKey, log: LogID(TreeHash.empty), name: "x"))
        await InMemoryNetwork.sync(thief, node)
        let admission = try await node.replica.admission(of: victim.publicKey, .none)
        #expect(admission == .accepted(Peer(cluster: victim.cluster, key: victim.publicKey)))
    }

    @Test func distrustTakesEffectEvenWhenNothingCanBeWritten() async throws {
        let a = try await Node.make("a", in: self.directory, seed: 17)
        let b = try await Node.make("b", in: self.directory, seed: 18)
        try await Node.introduce([a, b])
        let size = try await a.status().logs[0].size
        try await a.state(.close(log: a.log, size: size, root: try await a.ownRoot(at: size)))
        await #expect {
            try await a.distrust(b.cluster)
        } throws: { error in
            "\(error)".contains("not trusted any more")
        }
        #expect(try await a.trustedClusters().map(\.id) == [a.cluster])
    }

    @Test func entriesOfAClusterThatIsNoMoreTrustedAreNobodysFault() async throws {
        let a = try await Node.make("a", in: self.directory, seed: 19)
        let b = try await Node.make("b", in: self.directory, seed: 20)
        try await Node.introduce([a, b])
        let batch = try #require(try await a.replica.batch(of: a.log, from: 0))
        try await b.distrust(a.cluster)
        // A `LogError` would end the session as the carrier's fault.
        await #expect {
            try await b.replica.receive(batch)
        } throws: { ($0 as? NodeError)?.code == .notFound }
    }

    @Test func aMarkThatCannotBeWrittenLetsNothingOut() async throws {
        let mark = HighWaterMark(
            url: self.directory.url.appending(path: "high-water"),
            disk: StoreDisk(
                isDurable: false,
                faults: StoreDisk.Faults(beforeWrite: { _ in throw CancellationError() }, afterWrite: { _ in })
            )
        )
        let log = LogID(TreeHash.empty)
        #expect(throws: CancellationError.self) { try mark.raise(to: 5, of: log) }
        #expect(try mark.size(of: log) == 0)
    }

    @Test func theHighWaterMarkNeverFallsHoweverManyRaiseIt() async throws {
        let log = LogID(TreeHash.empty)
        let mark = HighWaterMark(url: self.directory.url.appending(path: "high-water"))
        for round in 0..<20 as Range<UInt64> {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for size in 1...8 as ClosedRange<UInt64> {
                    group.addTask { try mark.raise(to: round * 1_000 + size, of: log) }
                }
                try await group.waitForAll()
            }
            #expect(try mark.size(of: log) == round * 1_000 + 8)
        }
    }
}
