import SplotLog
import SplotMerge
import SplotSync
import SplotTesting
import Testing

/// The driver against a peer that is played by hand.
struct DriverTests {
    private func start(
        _ script: Script,
        clock: some Clock<Duration>,
        capacity: Int = 65_536
    ) -> (Hand, Task<SessionResult, Never>) {
        let (near, far) = InMemoryChannel.pair(capacity: capacity)
        let driver = SessionDriver(
            replica: script.local,
            channel: near,
            peerKey: script.remote.key.publicKey,
            clock: clock
        )
        let task = Task {
            let result = await driver.run()
            near.close()
            return result
        }
        return (Hand(channel: far), task)
    }

    @Test func aSilentPeerIsLeftAfterTenSeconds() async throws {
        let script = try await Script()
        let clock = ManualClock()
        let (hand, task) = self.start(script, clock: clock)
        await clock.skipToNextSleep()
        #expect(clock.now.offset == .seconds(10))
        // It does not answer the goodbye either.
        await clock.skipToNextSleep()
        let result = await task.value
        guard case .endedHere(let goodbye) = result.report.outcome else {
            Issue.record("\(result.report.outcome)")
            return
        }
        #expect(goodbye.code == .timeout)
        #expect(try await hand.receive().last == .goodbye(goodbye))
    }

    @Test func aPeerThatDoesNotReadIsLeftToo() async throws {
        let script = try await Script()
        let clock = ManualClock()
        let (near, far) = InMemoryChannel.pair(capacity: 16)
        let driver = SessionDriver(
            replica: script.local,
            channel: near,
            peerKey: script.remote.key.publicKey,
            clock: clock
        )
        async let running = driver.run()
        try await far.send(script.frame(.hello).raw.bytes)
        let time = Task { while !Task.isCancelled { await clock.skipToNextSleep() } }
        let result = await running
        time.cancel()
        guard case .endedHere(let goodbye) = result.report.outcome else {
            Issue.record("\(result.report.outcome)")
            return
        }
        #expect(goodbye.code == .timeout)
    }

    @Test func aPeerThatIsStillStoringMayTakeItsTimeToSayGoodbye() async throws {
        let script = try await Script()
        let clock = ManualClock()
        let (hand, task) = self.start(script, clock: clock)
        try await hand.meet(script)
        try await hand.send(.holdings([script.holding([])], isLast: true))
        #expect(try await hand.receive().last == .goodbye(Goodbye(.ok)))
        clock.advance(by: .seconds(30))
        try await hand.send(.goodbye(Goodbye(.ok)))
        #expect(await task.value.report.outcome == .completed)
    }

    /// Bytes of an accepted peer arrive half a minute apart; the limit is a minute.
    @Test(
        arguments: [
            // A part of a run of entries; of a frame that is passed over; and such frames, whole.
            (bytes("00100000 08"), [0x00], true), (bytes("00010000 ff"), [0x00], false),
            ([], bytes("00000001 ff"), false),
        ] as [([UInt8], [UInt8], Bool)]
    )
    func onlyBytesOfKnownFramesAreMovement(start: [UInt8], drop: [UInt8], isMovement: Bool) async throws {
        let script = try await Script()
        let clock = ManualClock()
        let (hand, task) = self.start(script, clock: clock, capacity: 1)
        try await hand.meet(script)
        try await hand.send(script.frame(.holdings))
        try await hand.channel.send(start)
        _ = try await hand.receive(upTo: .done)
        for _ in 0..<8 {
            clock.advance(by: .seconds(29))
            // In a pipe for one byte, what was sent before has been taken when there is room for the next.
            for _ in 0..<2 { try? await hand.channel.send(drop) }
        }
        if isMovement {
            hand.channel.close()
            #expect(await task.value.report.outcome == .cut)
            return
        }
        let time = Task { while !Task.isCancelled { await clock.skipToNextSleep() } }
        let outcome = await task.value.report.outcome
        time.cancel()
        #expect(outcome == .endedHere(Goodbye(.timeout, "nothing moved for too long, or time was up")))
        // Time was up before the last drop; what may be left is the time to notice.
        #expect(clock.now.offset <= .seconds(8 * 29 + 5))
    }

    @Test func aLargeFrameMayLeaveSlowly() async throws {
        let script = try await Script()
        await script.local.spoilBatches { batch in
            var batch = batch
            batch.frames = [Array(repeating: 7, count: 512 * 1_024)]
            return batch
        }
        let chain = script.local.chain
        let holding = Holding(
            cluster: chain.cluster,
            chain: ChainHead(count: UInt64(chain.statements.count), last: chain.last.hash),
            logs: []
        )
        let clock = ManualClock()
        let (hand, task) = self.start(script, clock: clock, capacity: 16 * 1_024)
        try await hand.meet(script)
        try await hand.send(.holdings([holding], isLast: true))
        var byteCount = 0
        for try await chunk in hand.channel.inbound {
            // 64 KiB in 20 seconds: the frame takes more than two minutes.
            let pieces = byteCount / 65_536
            byteCount += chunk.count
            if byteCount / 65_536 > pieces { clock.advance(by: .seconds(20)) }
            if byteCount > 512 * 1_024 { break }
        }
        #expect(byteCount > 512 * 1_024)
        hand.channel.close()
        #expect(await task.value.report.outcome == .cut)
        #expect(clock.now.offset == .seconds(160))
    }

    @Test func refusingASessionSaysWhy() async throws {
        let script = try await Script()
        let (near, far) = InMemoryChannel.pair()
        let driver = SessionDriver(
            replica: script.local,
            channel: near,
            peerKey: script.remote.key.publicKey,
            clock: ContinuousClock()
        )
        async let running = driver.refuse(Violation(.busy, "later"))
        let hand = Hand(channel: far)
        try await hand.send(script.frame(.hello), .goodbye(Goodbye(.ok)))
        #expect(try await hand.receive() == [.goodbye(Goodbye(.busy, "later"))])
        #expect(await running.report.outcome == .endedHere(Goodbye(.busy, "later")))
    }

    @Test(arguments: [1, 4, 5, 30])
    func aStreamThatEndsInsideAFrameIsCut(count: Int) async throws {
        let script = try await Script()
        let (hand, task) = self.start(script, clock: ContinuousClock())
        try await hand.channel.send(Array(try script.frame(.hello).raw.bytes.prefix(count)))
        hand.channel.close()
        #expect(await task.value.report.outcome == .cut)
    }

    @Test func aBatchWithoutItsCheckpointIsNotStored() async throws {
        let script = try await Script()
        let (hand, task) = self.start(script, clock: ContinuousClock())
        try await hand.send(script.frame(.hello), script.frame(.opening))
        // Entries may come only when the other side has said what it holds.
        _ = try await hand.receive(upTo: .holdings)
        try await hand.send(script.frame(.holdings), script.frame(.log), script.frame(.entries))
        hand.channel.close()
        #expect(await task.value.report.outcome == .cut)
        #expect(await script.local.size(of: script.remote.log) == 0)
    }

    @Test func whatIsNoFrameIsAnsweredWithAGoodbye() async throws {
        let script = try await Script()
        let (hand, task) = self.start(script, clock: ContinuousClock())
        async let frames = hand.receive()
        try await hand.channel.send(Array("GET / HTTP/1.1\r\n\r\n".utf8))
        let last = try await frames.last
        #expect(last == .goodbye(Goodbye(.limitExceeded, "a frame is longer than \(FrameLimit.large) bytes")))
        hand.channel.close()
        _ = await task.value
    }

    @Test func aCancelledSessionEnds() async throws {
        let script = try await Script()
        let (_, task) = self.start(script, clock: ContinuousClock())
        task.cancel()
        #expect(await task.value.report.outcome == .cut)
    }

    @Test func aFailingReplicaTellsThePeerNoMoreThanThat() async throws {
        let script = try await Script()
        let (near, far) = InMemoryChannel.pair()
        let driver = SessionDriver(
            replica: BrokenReplica(),
            channel: near,
            peerKey: script.peer.key,
            clock: ContinuousClock()
        )
        async let running = driver.run()
        let frames = try await Hand(channel: far).receive()
        far.close()
        let result = await running
        guard case .endedHere(let goodbye) = result.report.outcome else {
            Issue.record("\(result.report.outcome)")
            return
        }
        #expect(goodbye == Goodbye(.internalError, "this node cannot sync now"))
        #expect(result.failure is BrokenReplica.DiskIsFull)
        #expect(frames == [.goodbye(goodbye)])
    }
}

/// A replica that cannot do anything.
private struct BrokenReplica: Replica {
    struct DiskIsFull: Error {}

    var cluster: ClusterID { ClusterID(TreeHash.empty) }

    func admission(of key: Bytes32, _ introduction: Introduction) throws -> Admission { throw DiskIsFull() }
    func inventory(for peer: Peer) throws -> Inventory { throw DiskIsFull() }
    func remember(_ memory: PeerMemory, of peer: Peer) throws { throw DiskIsFull() }
    func root(of log: LogID, at size: UInt64) throws -> Bytes32? { throw DiskIsFull() }
    func statements(of cluster: ClusterID, from number: UInt64) throws -> [Statement] { throw DiskIsFull() }
    func batch(of log: LogID, from position: UInt64) throws -> Batch? { throw DiskIsFull() }
    func evidence(of log: LogID, against listing: Listing) throws -> ForkEvidence? { throw DiskIsFull() }
    func receive(_ statements: [Statement], of cluster: ClusterID) throws -> Bool { throw DiskIsFull() }
    func receive(_ batch: Batch) throws -> Int { throw DiskIsFull() }
    func receive(_ evidence: ForkEvidence) throws { throw DiskIsFull() }
    func ended(_ report: SyncReport) {}
}
