import SplotLog
import SplotMerge
import SplotSync
import SplotTesting
import Testing

/// What two nodes remember of each other, and how they find out that it is wrong.
struct MemoryTests {
    /// Two nodes that have met, with twenty entries each.
    private func acquainted() async throws -> (FakeReplica, FakeReplica) {
        let (first, second) = try await friends()
        try await first.write(19)
        try await second.write(19)
        let (here, there) = await sync(first, second)
        #expect(here.outcome == .completed)
        #expect(there.outcome == .completed)
        return (first, second)
    }

    /// Lets two replicas sync, and counts the rounds.
    private func rounds(_ first: FakeReplica, _ second: FakeReplica) async throws -> Int {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let (near, far) = InMemoryChannel.pair()
        async let there = run(second, on: far, peer: first)
        let observer = SessionObserver(onRound: { _ in continuation.yield() })
        let here = await run(first, on: near, peer: second, observer: observer)
        #expect(here.outcome == .completed)
        #expect(await there.outcome == .completed)
        continuation.finish()
        return await stream.reduce(0) { count, _ in count + 1 }
    }

    @Test func whatChangedIsSaidAndNothingElse() async throws {
        let (first, second) = try await self.acquainted()
        await expectNothingNew(first, second)
        try await first.write(1)
        let (here, there) = await sync(first, second)
        #expect(here.entriesSent == 1)
        #expect(here.roundTrips == 2)
        #expect(here.bytesSent <= 500)
        #expect(there.bytesSent <= 150)
        await expectNothingNew(first, second)
    }

    @Test func newStatementsAloneAreSaidToo() async throws {
        let (first, second) = try await self.acquainted()
        try await first.state(.erase(log: first.log, ranges: [0..<1]))
        let (here, there) = await sync(first, second)
        #expect(here.statementsSent == 1)
        #expect(there.statementsReceived == 1)
        #expect(here.entriesSent == 0)
        #expect(there.entriesSent == 0)
        #expect(here.bytesSent <= 600)
        #expect(await second.statementCount(of: first.cluster) == 3)
        await expectNothingNew(first, second)
    }

    @Test(arguments: [false, true])
    func whoRemembersNothingIsToldAll(isWritten: Bool) async throws {
        let (first, second) = try await self.acquainted()
        await first.forget()
        if isWritten { try await second.write(1) }
        #expect(try await self.rounds(first, second) == 1)
        await expectNothingNew(first, second)
        await first.forget()
        await second.forget()
        #expect(try await self.rounds(first, second) == 1)
        await expectNothingNew(first, second)
    }

    /// What may have become of a memory.
    enum Damage: String, CaseIterable {
        case anotherRoot
        case aLogLess
        case aLogTooMany
        case anotherChain

        func apply(_ memory: PeerMemory) -> PeerMemory {
            var clusters = memory.agreed.clusters
            switch self {
            case .anotherRoot: clusters[0].logs?[0].standing = .held(size: 3, root: TreeHash.empty)
            case .aLogLess: clusters[0].logs = []
            case .aLogTooMany:
                let log = Frontier.Log(id: LogID(TreeHash.empty), standing: .held(size: 3, root: TreeHash.empty))
                clusters[0].logs = ((clusters[0].logs ?? []) + [log]).sorted { $0.id < $1.id }
            case .anotherChain: clusters[0].chain = ChainHead(count: 9, last: TreeHash.empty)
            }
            return PeerMemory(offer: memory.offer, agreed: Frontier(clusters: clusters))
        }
    }

    @Test(arguments: Damage.allCases, [(true, false), (false, true), (true, true)])
    func aWrongMemoryIsFoundOutWithinTheSession(damage: Damage, places: (Bool, Bool)) async throws {
        for isWritten in [false, true] {
            let (first, second) = try await self.acquainted()
            if places.0 { await first.forget { damage.apply($0) } }
            if places.1 { await second.forget { damage.apply($0) } }
            if isWritten {
                try await first.write(1)
                try await second.write(2)
            }
            #expect(try await self.rounds(first, second) == 1)
            #expect(await first.size(of: second.log) == (isWritten ? 22 : 20))
            #expect(await second.size(of: first.log) == (isWritten ? 21 : 20))
            await expectNothingNew(first, second)
        }
    }

    @Test func aClusterThatBothTrustFromNowOnIsListedOnce() async throws {
        let (first, second) = try await self.acquainted()
        let third = try FakeReplica(name: "third.example", seed: 33)
        try await third.write(4)
        try await first.copy(third)
        // Only one of them does: that is none of the other's business.
        _ = await sync(first, second)
        await expectNothingNew(first, second)
        #expect(await second.size(of: third.log) == 0)
        await second.trust(third.chain)
        #expect(try await self.rounds(first, second) == 1)
        #expect(await second.size(of: third.log) == 5)
        await expectNothingNew(first, second)
    }

    @Test func otherReadersAreListedOnce() async throws {
        let (first, second) = try await self.acquainted()
        // First it is withheld, then it is not.
        await first.restrict(first.cluster, to: [])
        try await first.write(1)
        #expect(try await self.rounds(first, second) == 1)
        #expect(await second.size(of: first.log) == 20)
        await expectNothingNew(first, second)
        await first.restrict(first.cluster, to: [second.cluster])
        #expect(try await self.rounds(first, second) == 1)
        #expect(await second.size(of: first.log) == 21)
        await expectNothingNew(first, second)
    }

    @Test func newsOfAClusterThatThePeerWithholdsReachItAllTheSame() async throws {
        let (author, relay) = try await friends()
        let reader = try FakeReplica(name: "reader.example", seed: 77)
        for (from, to) in [(author, reader), (relay, reader), (reader, author), (reader, relay)] {
            await to.trust(from.chain)
        }
        try await author.write(5)
        _ = await sync(author, reader)
        _ = await sync(author, relay)
        await reader.restrict(author.cluster, to: [reader.cluster])
        #expect(try await self.rounds(relay, reader) == 1)
        await expectNothingNew(relay, reader)
        // The author may have written that the relay may read, and the reader can only learn it from the relay.
        try await author.write(20)
        _ = await sync(author, relay)
        #expect(try await self.rounds(relay, reader) == 1)
        #expect(await reader.size(of: author.log) == 26)
        await expectNothingNew(relay, reader)
    }

    @Test func aLogThatVanishedComesBack() async throws {
        let (first, second) = try await self.acquainted()
        await first.lose(second.log)
        let (here, there) = await sync(first, second)
        #expect(here.outcome == .completed)
        #expect(here.entriesReceived == 20)
        #expect(there.bytesReceived < 250)
        #expect(await first.size(of: second.log) == 20)
        await expectNothingNew(first, second)
        // Lost on both sides, it is gone, and no longer spoken of.
        let third = try FakeReplica(name: "third.example", seed: 33)
        for replica in [first, second] { try await replica.copy(third) }
        _ = await sync(first, second)
        for replica in [first, second] { await replica.lose(third.log) }
        let (again, _) = await sync(first, second)
        #expect(again.outcome == .completed)
        #expect(again.entriesSent == 0)
        await expectNothingNew(first, second)
    }

    @Test func nothingIsRememberedOfASessionThatWasCut() async throws {
        let (first, second) = try await self.acquainted()
        try await first.write(10_000)
        let (near, far) = InMemoryChannel.pair(capacity: 16)
        let observer = SessionObserver(onProgress: { if $0.entriesReceived > 0 { far.close() } })
        async let there = run(second, on: far, peer: first, observer: observer)
        let here = await run(first, on: near, peer: second)
        #expect(here.outcome == .cut)
        #expect(await there.outcome == .cut)
        // What came is said, and only the rest comes.
        let kept = await second.size(of: first.log)
        let (again, _) = await sync(first, second)
        #expect(again.entriesSent == 10_020 - kept)
        #expect(again.roundTrips == 2)
        await expectNothingNew(first, second)
    }
}
