/// How often somebody may try to sign in: five times, then only after a wait that doubles with each further failure.
///
/// Counted for each name and for each address that asks, so that neither one account can be guessed from many places
/// nor many accounts from one. A plain value: the clock is a parameter.
struct LoginThrottle: Sendable {
    /// How many failures are free.
    static let freeFailures = 5
    /// The first wait, in seconds.
    static let firstWait: UInt64 = 30
    /// The longest wait, in seconds.
    static let longestWait: UInt64 = 900
    /// After how long without a failure one is forgotten, in seconds.
    static let memory: UInt64 = 3_600
    /// The most names and addresses remembered; beyond it those go whose last failure is the oldest.
    static let limit = 10_000

    /// Whose failures are counted.
    enum Source: Hashable, Sendable {
        case name(String)
        case address(String)

        // Behind one address of an office there may be many people.
        fileprivate var freeFailures: Int {
            switch self {
            case .name: LoginThrottle.freeFailures
            case .address: LoginThrottle.freeFailures * 4
            }
        }
    }

    private struct Failures {
        var count: Int
        var last: UInt64
    }

    private var failures: [Source: Failures] = [:]

    /// How long one has still to wait, in seconds; `nil` when one may try now.
    func wait(_ sources: [Source], now: UInt64) -> UInt64? {
        sources.compactMap { source -> UInt64? in
            guard let known = self.failures[source], known.count >= source.freeFailures else { return nil }
            let doublings = min(known.count - source.freeFailures, 10)
            let end = known.last + min(Self.firstWait << UInt64(doublings), Self.longestWait)
            return end > now ? end - now : nil
        }
        .max()
    }

    /// Counts a failure.
    mutating func fail(_ sources: [Source], now: UInt64) {
        for source in sources {
            var known = self.failures[source] ?? Failures(count: 0, last: now)
            if now > known.last + Self.memory { known.count = 0 }
            known.count += 1
            known.last = now
            self.failures[source] = known
        }
        guard self.failures.count > Self.limit else { return }
        self.failures = self.failures.filter { now <= $0.value.last + Self.memory }
        let tooMany = self.failures.count - Self.limit
        guard tooMany > 0 else { return }
        for (source, _) in self.failures.sorted(by: { $0.value.last < $1.value.last }).prefix(tooMany) {
            self.failures[source] = nil
        }
    }

    /// Forgets the failures of a name that has signed in.
    mutating func succeed(_ source: Source) { self.failures[source] = nil }
}
