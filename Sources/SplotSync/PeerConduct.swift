/// How a peer has behaved, and how long it is to wait before it is heard again.
///
/// A trusted node that sends what does not verify is broken, or in somebody else's hands. It is told what was wrong and
/// let in again later, each time after twice as long, so that it costs next to nothing and can still be mended.
package struct PeerConduct: Sendable, Hashable {
    /// The first pause, in seconds.
    package static let firstPause: UInt64 = 60
    /// The longest pause, in seconds: a day.
    package static let longestPause: UInt64 = 24 * 60 * 60
    /// How long after its last fault a peer that completes a session is forgiven, in seconds: a day.
    package static let forgivenAfter: UInt64 = 24 * 60 * 60

    /// How often it has sent what does not verify.
    package private(set) var faults: UInt64
    /// When last, in seconds since 1970-01-01T00:00:00Z.
    package private(set) var lastFault: UInt64

    /// Takes up what was kept.
    ///
    /// - Parameters:
    ///   - faults: How often it has sent what does not verify.
    ///   - lastFault: When last, in seconds since 1970-01-01T00:00:00Z.
    package init(faults: UInt64 = 0, lastFault: UInt64 = 0) {
        self.faults = faults
        self.lastFault = lastFault
    }

    /// It has sent what does not verify.
    package mutating func faulted(now: UInt64) {
        self.faults += self.faults == .max ? 0 : 1
        self.lastFault = now
    }

    /// How many more seconds it is to wait; `nil` when it need not.
    ///
    /// - Parameter now: The wall clock, in seconds. A clock that was set back must not keep a peer out for years: before
    ///   the last fault nobody waits.
    /// - Returns: At least 1, or nothing.
    package func pause(now: UInt64) -> UInt64? {
        guard self.faults > 0, now >= self.lastFault else { return nil }
        let doublings = min(self.faults - 1, 11)
        let pause = min(Self.firstPause << doublings, Self.longestPause)
        let waited = now - self.lastFault
        return waited < pause ? pause - waited : nil
    }

    /// Whether a session that was completed now makes up for the faults.
    package func isForgiven(now: UInt64) -> Bool {
        self.faults > 0 && now >= self.lastFault && now - self.lastFault >= Self.forgivenAfter
    }

    /// Whether the end of a session is the peer's fault.
    package static func isFault(_ outcome: SyncReport.Outcome) -> Bool {
        guard case .endedHere(let goodbye) = outcome else { return false }
        return [.malformedFrame, .unexpectedFrame, .badData, .limitExceeded].contains(goodbye.code)
    }
}
