import Synchronization

/// What the console counts of itself.
final class ConsoleMetrics: Sendable {
    /// The upper bounds of the histogram's buckets, in seconds.
    static let buckets: [Double] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

    /// What was counted.
    struct Counts: Sendable {
        /// Responses by their status's first digit.
        var responses: [Int: UInt64] = [:]
        /// Responses that took no longer than each bound, by the place of the bound.
        var durations = [UInt64](repeating: 0, count: ConsoleMetrics.buckets.count)
        /// How long all responses took together, in seconds.
        var seconds = 0.0
        /// Attempts to sign in by what came of them.
        var signIns: [String: UInt64] = [:]
    }

    private let counted = Mutex(Counts())

    /// Everything so far.
    var counts: Counts { self.counted.withLock { $0 } }

    /// Counts one response.
    func note(status: Int, seconds: Double) {
        self.counted.withLock { counts in
            counts.responses[status / 100, default: 0] += 1
            counts.seconds += seconds
            for (index, bound) in Self.buckets.enumerated() where seconds <= bound { counts.durations[index] += 1 }
        }
    }

    /// Counts one attempt to sign in.
    func note(signIn outcome: String) { self.counted.withLock { $0.signIns[outcome, default: 0] += 1 } }
}
