/// How large a simulated federation is, and how badly it fares.
public struct SimulationConfiguration: Sendable {
    /// How many honest nodes there are, each of a cluster of its own; 2 to 16.
    public var nodes = 4

    /// Whether there is one cluster more, which everyone trusts and which lies.
    public var hasLiar = true

    /// How often somebody does something before the faults stop.
    public var steps = 120

    /// How likely each fault is each time it could happen; what is missing never does.
    ///
    /// ``SimulationFault/reordering`` has no rate: it comes of itself when connections are of different speed.
    public var rates = SimulationFault.usualRates

    /// How likely each fault is to be left out of a run altogether.
    ///
    /// Faults hide each other: a node that crashes all the time never lives to see a fork. Runs with some of them only
    /// find more.
    public var omission = 0.4

    /// How many of the last lines of the trace a report holds.
    public var traceLines = 400

    /// What is broken on purpose, to show that the simulation finds it.
    package var sabotage: SimulationSabotage?

    /// A federation of four nodes and a liar, in which everything goes wrong.
    public init() {}
}

/// A fault in a node that the simulation must find.
package enum SimulationSabotage: CaseIterable, Sendable {
    /// A node says that it has stored a batch, and has not.
    case lostBatch
    /// A node stores batches that do not verify.
    case unverifiedBatch
    /// A disk that forgets the last transaction it was told to keep when the process is killed.
    case forgetfulDisk
    /// A high-water mark that is put back together with a backup.
    case restoredMark
}
