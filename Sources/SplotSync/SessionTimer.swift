/// Says when a session has waited long enough: for the peer to be accepted, for anything to move, and at all.
package struct SessionTimer<Instant: InstantProtocol>: Sendable where Instant.Duration == Duration {
    private enum Phase {
        case handshaking(until: Instant)
        case exchanging(lastActivity: Instant)
        case expired
    }

    /// What to do at a moment.
    package enum Verdict: Hashable, Sendable {
        /// Ask again at this moment, or later.
        case wait(until: Instant)
        /// Time is up.
        case expired
    }

    private var phase: Phase
    private let idle: Duration
    private let deadline: Instant?

    /// Starts waiting for the handshake.
    ///
    /// - Parameters:
    ///   - limits: How long to wait for what.
    ///   - deadline: When the whole session must be over; `nil` for as long as it takes.
    ///   - now: The present moment.
    package init(limits: SessionLimits, deadline: Instant?, now: Instant) {
        self.phase = .handshaking(until: now.advanced(by: limits.handshake))
        self.idle = limits.idle
        self.deadline = deadline
    }

    /// The peer was accepted.
    package mutating func accepted(now: Instant) {
        switch self.phase {
        case .handshaking: self.phase = .exchanging(lastActivity: now)
        case .exchanging, .expired: break
        }
    }

    /// A frame, or a part of one, arrived or left.
    package mutating func moved(now: Instant) {
        switch self.phase {
        case .exchanging: self.phase = .exchanging(lastActivity: now)
        // However much a stranger sends, it does not get more time.
        case .handshaking, .expired: break
        }
    }

    /// Whether time is up.
    package mutating func check(now: Instant) -> Verdict {
        let end: Instant
        switch self.phase {
        case .handshaking(let until): end = until
        case .exchanging(let lastActivity): end = lastActivity.advanced(by: self.idle)
        case .expired: return .expired
        }
        let earliest = self.deadline.map { min($0, end) } ?? end
        guard now < earliest else {
            self.phase = .expired
            return .expired
        }
        return .wait(until: earliest)
    }
}
