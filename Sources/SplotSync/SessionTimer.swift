/// Says when a session has waited long enough: for the peer to be accepted, for anything to move, and at all.
package struct SessionTimer<Instant: InstantProtocol>: Sendable where Instant.Duration == Duration {
    private enum Phase {
        case handshaking(until: Instant)
        case exchanging(since: Instant, lastActivity: Instant)
        case resting(since: Instant)
        case expired
    }

    /// What to do at a moment.
    package enum Verdict: Hashable, Sendable {
        /// Ask again at this moment, or later.
        case wait(until: Instant)
        /// The session has rested long enough: see whether the peer is still there.
        case beginRound
        /// Time is up.
        case expired
    }

    private var phase: Phase
    private let limits: SessionLimits
    private let deadline: Instant?

    /// Starts waiting for the handshake.
    ///
    /// - Parameters:
    ///   - limits: How long to wait for what.
    ///   - deadline: When the whole session must be over; `nil` for as long as it takes.
    ///   - now: The present moment.
    package init(limits: SessionLimits, deadline: Instant?, now: Instant) {
        self.phase = .handshaking(until: now.advanced(by: limits.handshake))
        self.limits = limits
        self.deadline = deadline
    }

    /// The peer was accepted.
    package mutating func accepted(now: Instant) {
        switch self.phase {
        case .handshaking: self.phase = .exchanging(since: now, lastActivity: now)
        case .exchanging, .resting, .expired: break
        }
    }

    /// A frame, or a part of one, arrived or left.
    package mutating func moved(now: Instant) {
        switch self.phase {
        case .exchanging(let since, _): self.phase = .exchanging(since: since, lastActivity: now)
        // However much a stranger sends, it does not get more time.
        case .handshaking, .resting, .expired: break
        }
    }

    /// A round is over, and the session stays.
    package mutating func rested(now: Instant) {
        switch self.phase {
        case .exchanging: self.phase = .resting(since: now)
        case .handshaking, .resting, .expired: break
        }
    }

    /// Another round has begun, after a rest or at once.
    package mutating func began(now: Instant) {
        switch self.phase {
        case .exchanging, .resting: self.phase = .exchanging(since: now, lastActivity: now)
        case .handshaking, .expired: break
        }
    }

    /// Whether time is up.
    package mutating func check(now: Instant) -> Verdict {
        let end: Instant
        switch self.phase {
        case .handshaking(let until): end = until
        case .exchanging(let since, let lastActivity):
            end = min(lastActivity.advanced(by: self.limits.idle), since.advanced(by: self.limits.round))
        case .resting(let since): end = since.advanced(by: self.limits.rest)
        case .expired: return .expired
        }
        let earliest = self.deadline.map { min($0, end) } ?? end
        guard now >= earliest else {
            // By then the session may have come to rest.
            return .wait(until: min(earliest, now.advanced(by: self.limits.rest)))
        }
        if case .resting = self.phase, end == earliest {
            // The round begins when the session is next asked. To say so once more until then would keep a processor busy.
            self.phase = .exchanging(since: now, lastActivity: now)
            return .beginRound
        }
        self.phase = .expired
        return .expired
    }
}
