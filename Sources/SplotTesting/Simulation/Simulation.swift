/// A whole federation in one process and one task, from one seed.
///
/// Real nodes with real databases talk through real sessions over a simulated network. Time, chance, the network and
/// the disks come from the seed: connections are slow and break, processes are killed, writes fail, clocks jump by
/// years, and one cluster lies. After the faults stop, all honest nodes must show the same directory, nothing that a
/// node said to hold may be gone, and everything that is held must verify. The same seed gives the same run, event by
/// event.
///
/// ```swift
/// let report = await Simulation().run(seed: 42)
/// precondition(report.failures.isEmpty, "\(report)")
/// ```
public struct Simulation: Sendable {
    /// How large the federation is, and how badly it fares.
    public var configuration: SimulationConfiguration

    /// Prepares a simulation.
    ///
    /// - Parameter configuration: How large the federation is, and how badly it fares.
    public init(configuration: SimulationConfiguration = SimulationConfiguration()) {
        self.configuration = configuration
    }

    /// Runs a federation from its founding to its rest.
    ///
    /// Never throws: what does not hold stands in the report, with the seed and what came before.
    ///
    /// - Parameter seed: Decides everything that is left to chance.
    /// - Returns: What happened.
    public func run(seed: UInt64) async -> SimulationReport {
        do {
            let directory = try SimulationDirectory()
            let world = SimulatedWorld(configuration: self.configuration, seed: seed, directory: directory.url)
            let report = await world.run()
            withExtendedLifetime(directory) {}
            return report
        } catch {
            var report = SimulationReport(seed: seed)
            report.failures = ["the simulation has no room: \(error)"]
            return report
        }
    }
}
