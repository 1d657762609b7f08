import SplotLog
import SplotMerge
import SplotSync
import SplotTesting
import Testing

/// Sessions that stay after their first round.
struct LiveTests {
    /// One side of a session that stays, and what a test can do to it.
    private struct Side {
        let replica: FakeReplica
        let news: AsyncStream<Void>.Continuation
        let clock = ManualClock()
        private let task: Task<SessionResult, Never>
        private let rounds: AsyncStream<SyncReport>

        init(_ replica: FakeReplica, on channel: InMemoryChannel, peer: FakeReplica, stays: Bool = true) {
            let (stream, news) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            let (rounds, continuation) = AsyncStream.makeStream(of: SyncReport.self)
            let driver = SessionDriver(
                replica: replica,
                channel: channel,
                peerKey: peer.key.publicKey,
                clock: self.clock,
                news: stays ? stream : nil,
                observer: SessionObserver(onRound: { continuation.yield($0) })
            )
            self.replica = replica
            self.news = news
            self.rounds = rounds
            self.task = Task {
                let result = await driver.run()
                channel.close()
                continuation.finish()
                return result
            }
        }

        /// Waits for the end of a round.
        func nextRound() async throws -> SyncReport {
            var iterator = self.rounds.makeAsyncIterator()
            return try await iterator.next().unwrapped
        }

        func write(_ count: Int) async throws {
            try await self.replica.write(count)
            self.news.yield()
        }

        var result: SessionResult { get async { await self.task.value } }
    }

    private func start(near: Bool = true, far: Bool = true) async throws -> (Side, Side) {
        let (first, second) = try await friends()
        let (left, right) = InMemoryChannel.pair()
        return (
            Side(first, on: left, peer: second, stays: near), Side(second, on: right, peer: first, stays: far)
        )
    }

    @Test func whatIsNewIsPushedAsItComesInBothDirections() async throws {
        let (near, far) = try await self.start()
        _ = try await (near.nextRound(), far.nextRound())
        #expect(await far.replica.size(of: near.replica.log) == 1)
        for round in 1...3 {
            try await near.write(2)
            _ = try await (near.nextRound(), far.nextRound())
            #expect(await far.replica.size(of: near.replica.log) == UInt64(1 + 2 * round))
            try await far.write(3)
            _ = try await (near.nextRound(), far.nextRound())
            #expect(await near.replica.size(of: far.replica.log) == UInt64(1 + 3 * round))
        }
        near.news.finish()
        let (here, there) = await (near.result.report, far.result.report)
        #expect(here.outcome == .completed)
        #expect(there.outcome == .completed)
        #expect(here.entriesSent == 7)
        #expect(there.entriesSent == 10)
        #expect(here.entriesNew == 10)
    }

    @Test func aRoundWithOneNewEntryIsSmall() async throws {
        let (near, far) = try await self.start()
        let before = try await (near.nextRound(), far.nextRound())
        try await near.write(1)
        let after = try await (near.nextRound(), far.nextRound())
        #expect(after.0.bytesSent - before.0.bytesSent <= 450)
        #expect(after.1.bytesSent - before.1.bytesSent <= 60)
        near.news.finish()
        _ = await (near.result, far.result)
    }

    @Test func bothMayHaveNewsAtOnce() async throws {
        let (near, far) = try await self.start()
        _ = try await (near.nextRound(), far.nextRound())
        for round in 1...20 {
            async let left: Void = near.write(1)
            async let right: Void = far.write(1)
            _ = try await (left, right)
            // In one round or in two, whoever was faster.
            let expected = UInt64(1 + round)
            while await near.replica.size(of: far.replica.log) < expected { _ = try await near.nextRound() }
            while await far.replica.size(of: near.replica.log) < expected { _ = try await far.nextRound() }
        }
        near.news.finish()
        far.news.finish()
        #expect(await near.result.report.outcome == .completed)
        #expect(await far.result.report.outcome == .completed)
    }

    @Test func aSessionWithoutNewsLeavesAfterItsFirstRound() async throws {
        let (first, second) = try await friends()
        let (left, right) = InMemoryChannel.pair()
        let near = Side(first, on: left, peer: second)
        near.news.finish()
        let far = Side(second, on: right, peer: first)
        #expect(await near.result.report.outcome == .completed)
        #expect(await far.result.report.outcome == .completed)
        #expect(await second.size(of: first.log) == 1)
    }

    @Test(arguments: [(true, false), (false, true), (false, false)])
    func bothLeaveAfterOneRoundUnlessBothStay(near: Bool, far: Bool) async throws {
        let (near, far) = try await self.start(near: near, far: far)
        let (here, there) = await (near.result.report, far.result.report)
        #expect(here.outcome == .completed)
        #expect(there.outcome == .completed)
        #expect(await far.replica.size(of: near.replica.log) == 1)
        #expect(await near.replica.size(of: far.replica.log) == 1)
    }

    @Test func aSessionThatRestsSeesWhetherThePeerIsThere() async throws {
        let (near, far) = try await self.start()
        _ = try await (near.nextRound(), far.nextRound())
        // The end of the handshake's time, and then of the rest.
        await near.clock.skipToNextSleep()
        await near.clock.skipToNextSleep()
        #expect(near.clock.now.offset == .seconds(30))
        _ = try await (near.nextRound(), far.nextRound())
        far.news.finish()
        #expect(await near.result.report.outcome == .completed)
        #expect(await far.result.report.outcome == .completed)
    }

    @Test func aPeerThatIsGoneIsLeftAfterAMinute() async throws {
        let script = try await Script()
        let (left, right) = InMemoryChannel.pair()
        let near = Side(script.local, on: left, peer: script.remote)
        let hand = Hand(channel: right)
        try await hand.meet(script)
        try await hand.send(.holdings([script.holding([])], isLast: true))
        _ = try await near.nextRound()
        // The handshake, the rest, half of the wait for an answer, all of it, and the time to notice.
        for _ in 0..<5 { await near.clock.skipToNextSleep() }
        let goodbye = Goodbye(.timeout, "nothing moved for too long, or time was up")
        #expect(await near.result.report.outcome == .endedHere(goodbye))
        // The time to notice begins when the goodbye has gone out, and when the wait has ended: once or twice.
        #expect([.seconds(95), .seconds(100)].contains(near.clock.now.offset))
    }

    @Test func aPeerThatLeavesWhileARoundBeginsHasCompleted() async throws {
        let script = try await Script()
        // Before the opening went out, and after.
        for stepCount in 0...2 {
            var session = try script.session(at: .resting)
            session.begin()
            if stepCount > 0 { #expect(session.nextStep() == .takeInventory(script.peer)) }
            if stepCount > 1 {
                session.took(script.inventory(memory: script.memory))
                #expect(session.nextStep() == .send(.opening(Opening(base: script.memory.agreed.digest))))
            }
            #expect(session.received(Frame.goodbye(Goodbye(.ok)).raw) == .finish)
            if stepCount == 1 { session.took(script.inventory()) }
            #expect(session.report.outcome == .completed)
            #expect(session.nextStep() == .send(.goodbye(Goodbye(.ok))))
            #expect(session.nextStep() == .finish)
        }
    }

    @Test func whoLeavesThrowsAwayTheOpeningThatIsUnderWay() async throws {
        let script = try await Script()
        var session = try script.session(at: .resting)
        session.leave()
        #expect(session.nextStep() == .send(.goodbye(Goodbye(.ok))))
        #expect(session.received(try script.frame(.opening).raw) == .read)
        #expect(session.received(Frame.goodbye(Goodbye(.ok)).raw) == .finish)
        #expect(session.report.outcome == .completed)
    }

    @Test func newsThatCameBeforeTheInventoryWasTakenNeedNoRoundOfTheirOwn() async throws {
        let script = try await Script()
        var session = try script.session(at: .resting)
        let base = script.memory.agreed.digest
        // Both have something to say at once.
        session.begin()
        _ = session.received(Frame.opening(Opening(base: base)).raw)
        #expect(session.nextStep() == .takeInventory(script.peer))
        session.took(script.inventory(memory: script.memory))
        #expect(session.nextStep() == .send(.opening(Opening(base: base))))
        #expect(session.nextStep() == .wait)
        let isResting = session.isResting
        #expect(isResting)
        #expect(session.roundCount == 2)
    }

    @Test func aConnectionThatBreaksBetweenRoundsHasLostNothing() async throws {
        let script = try await Script()
        let (left, right) = InMemoryChannel.pair()
        let near = Side(script.local, on: left, peer: script.remote)
        let hand = Hand(channel: right)
        try await hand.meet(script)
        try await hand.send(.holdings([script.holding([])], isLast: true))
        _ = try await near.nextRound()
        right.close()
        #expect(await near.result.report.outcome == .completed)
    }
}
