/// What came of many runs of a simulation.
public struct SimulationSummary: Sendable {
    /// How many runs there were.
    public private(set) var runs = 0
    /// The seeds of those in which something did not hold, in ascending order.
    public private(set) var failedSeeds: [UInt64] = []
    /// How often each fault came to pass in all of them.
    public private(set) var faults: [SimulationFault: Int] = [:]
    /// How many things happened.
    public private(set) var events = 0
    /// How many sessions ended, seen from each side.
    public private(set) var sessions = 0
    /// How many of them exchanged all that there was to exchange.
    public private(set) var completedSessions = 0
    /// How many commits the nodes made.
    public private(set) var commits = 0
    /// How many bytes were sent, inside TLS.
    public private(set) var bytes: UInt64 = 0
    /// How long the runs took in the simulated world, in seconds.
    public private(set) var seconds = 0.0

    /// No runs.
    public init() {}

    /// Adds a run.
    public mutating func add(_ report: SimulationReport) {
        self.runs += 1
        if !report.failures.isEmpty { self.failedSeeds = (self.failedSeeds + [report.seed]).sorted() }
        self.faults.merge(report.faults) { $0 + $1 }
        self.events += report.events
        self.sessions += report.sessions
        self.completedSessions += report.completedSessions
        self.commits += report.commits
        self.bytes += report.bytes
        self.seconds += report.seconds
    }

    /// The faults that never came to pass.
    public var missingFaults: [SimulationFault] {
        SimulationFault.allCases.filter { self.faults[$0, default: 0] == 0 }
    }
}

extension SimulationSummary: CustomStringConvertible {
    /// The numbers, a line each.
    public var description: String {
        let faults = SimulationFault.allCases.map { "  \($0.rawValue) \(self.faults[$0, default: 0])" }
        let lines = [
            "\(self.runs) seeds, \(Int(self.seconds / 3_600)) simulated hours, \(self.events) events,",
            "\(self.sessions) sessions of which \(self.completedSessions) were completed, \(self.commits) commits, "
                + "\(self.bytes) bytes",
        ]
        let failed = self.failedSeeds.map { "\($0)" }.joined(separator: " ")
        return (lines + faults + [failed.isEmpty ? "nothing failed" : "FAILED SEEDS: \(failed)"])
            .joined(separator: "\n")
    }
}
