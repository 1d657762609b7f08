import Synchronization

/// Counts what went wrong, wherever it does.
final class FaultTally: Sendable {
    private let counted = Mutex<[SimulationFault: Int]>([:])

    /// How often each fault came to pass so far.
    var counts: [SimulationFault: Int] { self.counted.withLock { $0 } }

    /// A fault came to pass.
    func count(_ fault: SimulationFault) { self.counted.withLock { $0[fault, default: 0] += 1 } }
}
