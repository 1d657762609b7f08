import SplotLog
import SplotMerge

extension Session {
    /// What is to be sent next.
    enum Outbound: Equatable, Sendable {
        /// The hello; then the inventory for a peer whose key is known already.
        case hello(Hello, known: Peer?)
        /// Nothing before the peer's hello was accepted.
        case awaitingAcceptance
        /// The inventory is to be taken.
        case inventory(Peer)
        /// The inventory is being taken.
        case takingInventory
        /// The holdings.
        case holdings([Holding])
        /// Nothing before the peer's holdings have come.
        case awaitingHoldings
        /// What is held of the clusters that were withheld.
        case resume([Holding])
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
        /// The name of a log.
        case log(Push, Comparison.LogTask)
        /// The next batch of a log, from a position on, if the peer lacks it.
        case betweenBatches(Push, Comparison.LogTask, position: UInt64)
        /// A batch is being loaded.
        case loadingBatch(Push, Comparison.LogTask, position: UInt64)
        /// The frames of a batch from this one on, then its checkpoint.
        case batch(Push, Comparison.LogTask, Batch, frame: Int)
        /// Nothing; done was sent, and the peer has not sent its own.
        case awaitingDone
        /// The last frame.
        case goodbye(Goodbye)
        /// Nothing ever again.
        case finished
    }

    /// What is left to push, last first.
    struct Push: Equatable, Sendable {
        var statements: [Comparison.StatementTask]
        var logs: [Comparison.LogTask]

        /// Everything that the peer lacks.
        init(_ comparison: Comparison) {
            self.statements = comparison.statements.reversed()
            self.logs = comparison.logs.reversed()
        }
    }
}
