import SplotLog
import SplotMerge
import SplotSync
import SplotTesting
import Testing

/// Forks on the wire: proven on the spot, kept by both sides, told on, and never pushed.
struct ForkTests {
    /// Two branches of one log, the second so much longer or shorter, and a witness that both trust.
    private struct Forked {
        let one: FakeReplica
        let other: FakeReplica
        let witness: FakeReplica

        var log: LogID { self.one.log }

        init(one count: Int = 5, other otherCount: Int) async throws {
            self.one = try FakeReplica(name: "fork.example", seed: 5)
            self.other = try FakeReplica(name: "fork.example", seed: 5)
            self.witness = try FakeReplica(name: "witness.example", seed: 6)
            for replica in [self.one, self.other] { await befriend(replica, self.witness) }
            try await self.one.write(count, text: "one")
            try await self.other.write(otherCount, text: "other")
            _ = await sync(self.one, self.witness)
        }
    }

    @Test(arguments: [1, 3, 5, 8, 300])
    func aForkIsProvenToBothAndNotSent(count: Int) async throws {
        let forked = try await Forked(other: count)
        let (here, there) = await sync(forked.other, forked.witness)
        #expect(here.outcome == .completed)
        #expect(there.outcome == .completed)
        #expect(here.forks == [forked.log])
        #expect(there.forks == [forked.log])
        #expect(await forked.other.forked == [forked.log])
        #expect(await forked.witness.forked == [forked.log])
        // The witness sends the inception of its own log, and nothing of the other.
        #expect(there.entriesSent == 1)
        #expect(here.entriesSent == 0)
        #expect(here.notReceived.isEmpty)
        #expect(there.notReceived.isEmpty)
        #expect(await forked.witness.size(of: forked.log) == 6)
        // From now on the log is equal on both sides, and costs nothing.
        await expectNothingNew(forked.other, forked.witness)
    }

    @Test(arguments: [1, 5, 8])
    func aForkShowsWithTheOtherBranchAfterTheTwoHaveMet(count: Int) async throws {
        // The witness has met both before they parted, and remembers what it agreed on with them.
        let forked = try await Forked(one: 0, other: 0)
        _ = await sync(forked.other, forked.witness)
        await expectNothingNew(forked.other, forked.witness)
        try await forked.one.write(5, text: "one")
        try await forked.other.write(count, text: "other")
        _ = await sync(forked.one, forked.witness)
        let (here, there) = await sync(forked.other, forked.witness)
        #expect(here.forks == [forked.log])
        #expect(there.forks == [forked.log])
        await expectNothingNew(forked.other, forked.witness)
    }

    @Test(arguments: [nil, false, true] as [Bool?])
    func whoeverKnowsOfAForkTellsTheNext(isBranchOne: Bool?) async throws {
        let forked = try await Forked(other: 3)
        _ = await sync(forked.other, forked.witness)
        let third = try FakeReplica(name: "third.example", seed: 33)
        for replica in [forked.one, forked.other, forked.witness] { await befriend(replica, third) }
        // The third node holds one of the branches, or nothing of the log.
        if let isBranchOne { try await third.copy(isBranchOne ? forked.one : forked.other) }
        let size = await third.size(of: forked.log)
        let (here, there) = await sync(forked.witness, third)
        #expect(here.outcome == .completed)
        #expect(there.outcome == .completed)
        #expect(here.forks == [forked.log])
        #expect(there.forks == [forked.log])
        #expect(await third.forked == [forked.log])
        #expect(await third.size(of: forked.log) == size)
        #expect(here.entriesSent == 1)
        #expect(there.notReceived.isEmpty)
        await expectNothingNew(forked.witness, third)
        // Nor does anybody else push it to who knows.
        let (one, knowing) = await sync(forked.one, third)
        #expect(one.outcome == .completed)
        #expect(knowing.entriesNew == 0)
        #expect(await forked.one.forked == [forked.log])
        await expectNothingNew(forked.one, third)
    }

    @Test func aForkInAClusterThatIsWithheldIsProvenToo() async throws {
        let forked = try await Forked(other: 3)
        // The witness believes that the other may not read the log; the other has it all the same.
        await forked.witness.restrict(forked.one.cluster, to: [])
        let relay = try FakeReplica(name: "relay.example", seed: 44)
        await befriend(relay, forked.witness)
        let longer = try FakeReplica(name: "fork.example", seed: 5)
        try await longer.write(40, text: "longer")
        try await relay.copy(longer)
        let (here, there) = await sync(relay, forked.witness)
        #expect(here.outcome == .completed)
        #expect(there.outcome == .completed)
        #expect(await forked.witness.forked == [forked.log])
        #expect(await relay.forked == [forked.log])
        await expectNothingNew(relay, forked.witness)
    }

    // MARK: - Lies

    /// Plays a peer that lists a log of this node in another way, up to the answer.
    private func answer(to standing: Standing, signature: [UInt8]) async throws -> Frame? {
        let script = try await Script()
        let (near, far) = InMemoryChannel.pair()
        async let running = run(script.local, on: near, peer: script.remote)
        let hand = Hand(channel: far)
        let chain = script.local.chain
        let holding = Holding(
            cluster: chain.cluster,
            chain: ChainHead(count: 2, last: chain.last.hash),
            logs: [Listing(id: script.local.log, standing: standing, signature: signature)]
        )
        try await hand.meet(script)
        try await hand.send(.holdings([holding], isLast: true))
        var last: Frame?
        try await hand.receive { frame in
            last = frame
            return ![.done, .goodbye].contains(frame.type)
        }
        far.close()
        _ = await running
        return last
    }

    @Test func aListingWithAForgedSignatureIsItsCarriersFault() async throws {
        let standing = Standing.held(size: 1, root: TreeHash.empty)
        let forged = [UInt8](repeating: 7, count: 64)
        let goodbye = Goodbye(.badData, "what is listed of a log is not what its author signed")
        #expect(try await self.answer(to: standing, signature: forged) == .goodbye(goodbye))
        #expect(PeerConduct.isFault(.endedHere(goodbye)))
        // Without a signature it proves nothing, against nobody.
        #expect(try await self.answer(to: standing, signature: []) == .done(again: false))
    }

    @Test func evidenceThatProvesNothingIsRefused() async throws {
        let script = try await Script()
        let (near, far) = InMemoryChannel.pair()
        async let running = run(script.local, on: near, peer: script.remote)
        let hand = Hand(channel: far)
        try await hand.meet(script)
        try await hand.send(script.frame(.holdings))
        var last: Frame?
        try await hand.receive { frame in
            last = frame
            if frame.type == .done { try await hand.send(script.frame(.fork)) }
            return frame.type != .goodbye
        }
        far.close()
        let goodbye = Goodbye(.badData, "what came as proof of a fork proves nothing")
        #expect(last == .goodbye(goodbye))
        #expect(await running.outcome == .endedHere(goodbye))
        #expect(await script.local.forked.isEmpty)
    }
}

/// Lets two replicas trust each other's clusters.
private func befriend(_ first: FakeReplica, _ second: FakeReplica) async {
    await first.trust(second.chain)
    await second.trust(first.chain)
}
