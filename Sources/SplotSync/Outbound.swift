import SplotLog
import SplotMerge

extension Session {
    /// What is to be sent next.
    enum Outbound: Equatable, Sendable {
        /// The hello; then the inventory for a peer whose key is known already.
        case hello(Hello, known: Peer?)
        /// Nothing before the peer was accepted.
        case awaitingAcceptance
        /// The inventory is to be taken.
        case inventory(Peer)
        /// The inventory is being taken.
        case takingInventory(Peer)
        /// The opening of a round.
        case opening
        /// Nothing before the peer has opened the round.
        case awaitingOpening
        /// What is left of the list of all that is held.
        case holdings([Frame])
        /// Nothing before the peer has listed all that it holds.
        case awaitingHoldings
        /// What is left of the list of what is held of the clusters that were withheld.
        case resume([Frame])
        /// Nothing before the peer's resume has come.
        case awaitingResume
        /// The next of what the peer lacks.
        case pushing(Push)
        /// Statements are being loaded.
        case loadingStatements(Push, Comparison.StatementTask)
        /// Statements.
        case statements(Push, ClusterID, ArraySlice<Statement>)
        /// The root at the peer's size is being asked for.
        case comparingRoot(Push, Comparison.LogTask)
        /// Proof of a fork is being asked for; it goes over when the peer cannot have it itself.
        case loadingEvidence(Push, Comparison.LogTask)
        /// Proof of a fork.
        case fork(Push, ForkEvidence)
        /// The next batch of a log, from a position on, if the peer lacks it.
        case betweenBatches(Push, Comparison.LogTask, position: UInt64)
        /// A batch is being loaded; before the first one goes the name of its log.
        case loadingBatch(Push, Comparison.LogTask, position: UInt64)
        /// The frames of a batch from this one on, then its checkpoint; -1 stands for the name of the log.
        case batch(Push, Comparison.LogTask, Batch, frame: Int)
        /// Nothing; done was sent, and the peer has not sent its own.
        case awaitingDone
        /// What was agreed on is to be remembered; then the round is over.
        case remembering
        /// What was agreed on is being remembered.
        case awaitingMemory
        /// Nothing, until there is something new or the session is to end.
        case resting
        /// The last frame.
        case goodbye(Goodbye)
        /// Nothing ever again.
        case finished
    }

    /// What is left to push.
    ///
    /// Slices, because what is taken from the front of one leaves the rest where it lies: with ten thousand logs, copying
    /// the rest for each of them would take longer than the sync.
    struct Push: Equatable, Sendable {
        var statements: ArraySlice<Comparison.StatementTask>
        var forks: ArraySlice<Comparison.LogTask>
        var logs: ArraySlice<Comparison.LogTask>

        /// Everything that the peer lacks.
        init(_ comparison: Comparison) {
            self.statements = comparison.statements[...]
            self.forks = (comparison.provenForks + comparison.suspectedForks)[...]
            self.logs = comparison.logs[...]
        }
    }
}
