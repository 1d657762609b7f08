/// What came of one run of a simulation.
public struct SimulationReport: Sendable {
    /// The seed that it began with.
    public var seed: UInt64
    /// What does not hold, a sentence each; empty when all is well.
    ///
    /// The first one ends the run.
    public var failures: [String] = []
    /// How many things happened.
    public var events = 0
    /// How long it took in the simulated world, in seconds.
    public var seconds = 0.0
    /// How often each fault came to pass.
    public var faults: [SimulationFault: Int] = [:]
    /// How many sessions ended, one way or another, seen from each side.
    public var sessions = 0
    /// How many of them exchanged all that there was to exchange.
    public var completedSessions = 0
    /// How many bytes were sent, inside TLS.
    public var bytes: UInt64 = 0
    /// How many commits the nodes made, of their own entries and of what they received.
    public var commits = 0
    /// How many entries each honest node holds in the end.
    public var entries: UInt64 = 0
    /// A number that stands for everything that happened, in order: the same for the same seed.
    public var traceHash: UInt64 = 0
    /// The last lines of what happened.
    public var trace: [String] = []

    /// Begins a report.
    ///
    /// - Parameter seed: The seed that the run begins with.
    public init(seed: UInt64) { self.seed = seed }
}

extension SimulationReport: CustomStringConvertible {
    /// The failures with what came before them, or one line when all is well.
    public var description: String {
        let summary =
            "seed \(self.seed): \(self.events) events, \(self.sessions) sessions, \(self.commits) commits, "
            + "\(self.bytes) bytes, trace \(String(self.traceHash, radix: 16))"
        guard !self.failures.isEmpty else { return summary }
        return (self.trace + [summary] + self.failures.map { "FAILED: \($0)" }).joined(separator: "\n")
    }
}
