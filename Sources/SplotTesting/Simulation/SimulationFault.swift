/// Something that a simulation does to a federation.
public enum SimulationFault: String, CaseIterable, Hashable, Sendable {
    /// A frame that is under way for more than a second.
    case delay
    /// A frame that overtakes one that was sent earlier on another connection to the same node.
    case reordering
    /// A connection that breaks, with part of what was under way delivered.
    case connectionLost
    /// A connection on which nothing arrives any more, which both sides find out by waiting.
    case silence
    /// A network in two halves.
    case partition
    /// A process that is killed, with everything that it had not committed.
    case crash
    /// A write that fails and leaves nothing.
    case notWritten
    /// A write that is reported failed, and was made.
    case reportedFailed
    /// A process that is killed in the middle of a write.
    case tornWrite
    /// A wall clock that jumps by years, forwards or backwards.
    case clockJump
    /// A database that is replaced by an older copy of it.
    case restoredBackup
    /// A liar's data directory that is copied and used beside the original: the log forks.
    case fork
    /// A batch, anyone's, that a liar sends with a byte changed.
    case alteredBatch
    /// A batch that a liar sends cut short.
    case truncatedBatch
    /// A batch that a liar sends in place of a newer one, or once more.
    case replayedBatch
    /// A batch that a liar sends under another cluster's name.
    case falseName
    /// Holdings in which a liar says to have more, less or something else than it has.
    case falseHoldings
    /// Statements, anyone's, that a liar sends with a byte changed, or not all of them.
    case alteredStatements
    /// A frame of a liar with a byte changed, sent twice, left out or invented.
    case alteredFrame
    /// Statements of a liar about the logs of others.
    case usurpation
    /// A statement that orders payloads to be erased.
    case erasure
    /// A statement that closes a log.
    case close
    /// A cluster that stops trusting another, until the end.
    case distrust
}

extension SimulationFault {
    /// How often each fault happens when nothing else is said.
    ///
    /// What it is counted against lies in the nature of the fault: turns for what happens to networks and machines and
    /// for what people do, writes for disks, frames for connections, and a liar's chances for lies.
    public static let usualRates: [SimulationFault: Double] = [
        .delay: 0.02,
        .connectionLost: 0.008,
        .silence: 0.01,
        .partition: 0.01,
        .crash: 0.02,
        .notWritten: 0.03,
        .reportedFailed: 0.03,
        .tornWrite: 0.01,
        .clockJump: 0.02,
        .restoredBackup: 0.012,
        .fork: 0.03,
        .alteredBatch: 0.1,
        .truncatedBatch: 0.1,
        .replayedBatch: 0.3,
        .falseName: 0.2,
        .falseHoldings: 0.1,
        .alteredStatements: 0.3,
        .alteredFrame: 0.02,
        .usurpation: 0.02,
        .erasure: 0.02,
        .close: 0.008,
        .distrust: 0.015,
    ]
}
