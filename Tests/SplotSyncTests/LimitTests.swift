import SplotSync
import SplotTesting
import Testing

struct LimitTests {
    @Test func aStrangerGetsTenSecondsHoweverMuchItSends() {
        let clock = ManualClock()
        var timer = SessionTimer(limits: SessionLimits(), deadline: nil, now: clock.now)
        clock.advance(by: .seconds(9))
        timer.moved(now: clock.now)
        #expect(timer.check(now: clock.now) == .wait(until: ManualClock.Instant(offset: .seconds(10))))
        clock.advance(by: .seconds(1))
        #expect(timer.check(now: clock.now) == .expired)
    }

    @Test func anAcceptedPeerMayTakeAsLongAsSomethingMoves() {
        let clock = ManualClock()
        var timer = SessionTimer(limits: SessionLimits(), deadline: nil, now: clock.now)
        timer.accepted(now: clock.now)
        for _ in 0..<100 {
            clock.advance(by: .seconds(59))
            guard case .wait = timer.check(now: clock.now) else {
                Issue.record("expired although something moved")
                return
            }
            timer.moved(now: clock.now)
        }
        clock.advance(by: .seconds(60))
        #expect(timer.check(now: clock.now) == .expired)
        timer.moved(now: clock.now)
        #expect(timer.check(now: clock.now) == .expired)
    }

    @Test func theDeadlineHoldsWhateverMoves() {
        let clock = ManualClock()
        var timer = SessionTimer(
            limits: SessionLimits(),
            deadline: ManualClock.Instant(offset: .seconds(30)),
            now: clock.now
        )
        timer.accepted(now: clock.now)
        #expect(timer.check(now: clock.now) == .wait(until: ManualClock.Instant(offset: .seconds(30))))
        clock.advance(by: .seconds(30))
        timer.moved(now: clock.now)
        #expect(timer.check(now: clock.now) == .expired)
    }

    @Test func aRoundMayTakeFourHoursAndTheNextOneAsLong() {
        let clock = ManualClock()
        var timer = SessionTimer(limits: SessionLimits(), deadline: nil, now: clock.now)
        timer.accepted(now: clock.now)
        for round in 0..<2 {
            for _ in 0..<(4 * 120 - 1) {
                clock.advance(by: .seconds(30))
                timer.moved(now: clock.now)
            }
            #expect(timer.check(now: clock.now) == .wait(until: clock.now.advanced(by: .seconds(30))))
            // The next one follows at once.
            if round == 0 { timer.began(now: clock.now) }
        }
        clock.advance(by: .seconds(30))
        timer.moved(now: clock.now)
        #expect(timer.check(now: clock.now) == .expired)
    }

    @Test func aSessionThatRestsIsSeenToEveryThirtySecondsAndOnceOnly() {
        let clock = ManualClock()
        var timer = SessionTimer(limits: SessionLimits(), deadline: nil, now: clock.now)
        timer.accepted(now: clock.now)
        timer.rested(now: clock.now)
        #expect(timer.check(now: clock.now) == .wait(until: ManualClock.Instant(offset: .seconds(30))))
        clock.advance(by: .seconds(30))
        #expect(timer.check(now: clock.now) == .beginRound)
        // Whoever asks again before the session has begun is not told to begin for ever, and the peer gets its minute.
        #expect(timer.check(now: clock.now) == .wait(until: ManualClock.Instant(offset: .seconds(60))))
        timer.began(now: clock.now)
        clock.advance(by: .seconds(59))
        #expect(timer.check(now: clock.now) == .wait(until: ManualClock.Instant(offset: .seconds(90))))
        clock.advance(by: .seconds(1))
        #expect(timer.check(now: clock.now) == .expired)
    }

    @Test func newsWhileASessionRestsStartTheClockAnew() {
        let clock = ManualClock()
        var timer = SessionTimer(limits: SessionLimits(), deadline: nil, now: clock.now)
        timer.accepted(now: clock.now)
        timer.rested(now: clock.now)
        clock.advance(by: .seconds(29))
        timer.began(now: clock.now)
        clock.advance(by: .seconds(29))
        timer.rested(now: clock.now)
        clock.advance(by: .seconds(29))
        #expect(timer.check(now: clock.now) == .wait(until: ManualClock.Instant(offset: .seconds(88))))
    }

    @Test func theDeadlineHoldsWhileASessionRests() {
        let clock = ManualClock()
        let deadline = ManualClock.Instant(offset: .seconds(20))
        var timer = SessionTimer(limits: SessionLimits(), deadline: deadline, now: clock.now)
        timer.accepted(now: clock.now)
        timer.rested(now: clock.now)
        #expect(timer.check(now: clock.now) == .wait(until: deadline))
        clock.advance(by: .seconds(20))
        #expect(timer.check(now: clock.now) == .expired)
    }

    @Test func whoeverIsNotAcceptedCannotRest() {
        let clock = ManualClock()
        var timer = SessionTimer(limits: SessionLimits(), deadline: nil, now: clock.now)
        timer.rested(now: clock.now)
        timer.began(now: clock.now)
        clock.advance(by: .seconds(10))
        #expect(timer.check(now: clock.now) == .expired)
    }

    @Test func sixtyFourSessionsAndSixteenRefusals() {
        var count = SessionCount()
        let verdicts = (0..<100).map { _ in count.began() }
        #expect(verdicts.filter { $0 == .admitted }.count == 64)
        #expect(verdicts.filter { $0 == .busy }.count == 16)
        #expect(verdicts.filter { $0 == .full }.count == 20)
        for _ in 0..<17 { count.ended() }
        #expect(count.began() == .admitted)
        #expect(count.began() == .busy)
    }

    @Test func sixtyHandshakesAMinuteFromEachAddress() {
        let clock = ManualClock()
        var rate = HandshakeRate<ManualClock.Instant>()
        for _ in 0..<60 { #expect(rate.connected(from: "a", now: clock.now) == .permitted) }
        #expect(rate.connected(from: "a", now: clock.now) == .tooMany)
        #expect(rate.connected(from: "b", now: clock.now) == .permitted)
        clock.advance(by: .seconds(59))
        #expect(rate.connected(from: "a", now: clock.now) == .tooMany)
        clock.advance(by: .seconds(1))
        #expect(rate.connected(from: "a", now: clock.now) == .permitted)
    }

    @Test func manyAddressesShareOneCountInsteadOfFillingTheMemory() {
        let clock = ManualClock()
        var rate = HandshakeRate<ManualClock.Instant>()
        let verdicts = (0..<5_000).map { rate.connected(from: "\($0)", now: clock.now) }
        #expect(verdicts.filter { $0 == .permitted }.count == 4_096 + 60)
    }
}
