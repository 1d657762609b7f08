import SplotSync
import Testing

/// How long a peer that has sent what does not verify is kept out.
struct PeerConductTests {
    @Test func eachFaultDoublesThePauseUpToADay() {
        var conduct = PeerConduct()
        #expect(conduct.pause(now: 1_000) == nil)
        var pauses: [UInt64] = []
        for _ in 0..<14 {
            conduct.faulted(now: 1_000)
            pauses.append(conduct.pause(now: 1_000) ?? 0)
        }
        #expect(
            pauses == [
                60, 120, 240, 480, 960, 1_920, 3_840, 7_680, 15_360, 30_720, 61_440, 86_400, 86_400, 86_400,
            ]
        )
    }

    @Test func aPauseRunsOut() {
        var conduct = PeerConduct()
        conduct.faulted(now: 1_000)
        #expect(conduct.pause(now: 1_001) == 59)
        #expect(conduct.pause(now: 1_059) == 1)
        #expect(conduct.pause(now: 1_060) == nil)
        // What it has done is not forgotten: the next pause is longer.
        conduct.faulted(now: 1_060)
        #expect(conduct.pause(now: 1_060) == 120)
    }

    @Test func aClockThatWasSetBackKeepsNobodyOut() {
        var conduct = PeerConduct()
        conduct.faulted(now: 4_000_000_000)
        #expect(conduct.pause(now: 1_000) == nil)
        #expect(!conduct.isForgiven(now: 1_000))
        // Nor does one that jumped ahead.
        #expect(conduct.pause(now: .max) == nil)
    }

    @Test func aDayWithoutFaultForgivesWhatWas() {
        var conduct = PeerConduct()
        #expect(!conduct.isForgiven(now: 1_000_000))
        conduct.faulted(now: 1_000)
        #expect(!conduct.isForgiven(now: 1_000 + 86_399))
        #expect(conduct.isForgiven(now: 1_000 + 86_400))
    }

    @Test func countlessFaultsDoNotOverflow() {
        var conduct = PeerConduct(faults: .max, lastFault: 1_000)
        #expect(conduct.pause(now: 1_000) == 86_400)
        conduct.faulted(now: 2_000)
        #expect(conduct.faults == .max)
        #expect(conduct.pause(now: 2_000) == 86_400)
    }

    @Test func onlyWhatThePeerHasSentIsItsFault() {
        let faults: [GoodbyeCode] = [.malformedFrame, .unexpectedFrame, .badData, .limitExceeded]
        let others: [GoodbyeCode] = [
            .ok, .notTrusted, .notAdmitted, .timeout, .busy, .unsupportedVersion, .internalError, .paused,
        ]
        for code in faults { #expect(PeerConduct.isFault(.endedHere(Goodbye(code)))) }
        for code in others { #expect(!PeerConduct.isFault(.endedHere(Goodbye(code)))) }
        for code in faults + others { #expect(!PeerConduct.isFault(.endedByPeer(Goodbye(code)))) }
        #expect(!PeerConduct.isFault(.completed))
        #expect(!PeerConduct.isFault(.cut))
    }
}
