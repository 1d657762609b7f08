import SplotLog
import SplotMerge

extension Session {
    /// What may arrive next.
    enum Inbound: Equatable, Sendable {
        /// The peer's hello.
        case hello
        /// Nothing; what the peer says of itself is being judged. It may have opened a round already.
        case judging(Opening?)
        /// The statements that the peer was asked for; it may open a round before.
        case introduction(Opening?)
        /// The peer's opening.
        case opening
        /// Nothing; what the peer says is looked at as soon as this side's inventory is there.
        case comparing(Opening)
        /// All that the peer holds.
        case holdings
        /// Nothing; the peer has listed all that it holds, and this side not yet.
        case listed
        /// What the peer holds of the clusters that it withheld.
        case resume
        /// Statements, a fork, a log, or done.
        case statements
        /// A fork, a log, done, or unless `nil` more entries of the log.
        case betweenBatches(LogPosition?)
        /// More entries of a batch, or its checkpoint.
        case batch(BatchGathering)
        /// Nothing; statements, a batch or a proof are being stored, and this follows.
        indirect case storing(then: Inbound)
        /// What the peer pushes, which is thrown away up to its done: this side has found that something does not add up.
        case passingOver
        /// Nothing but a goodbye: the peer has sent everything, or there is nothing to send.
        case goodbye
        /// The opening of another round, or a goodbye: this one is over on the peer's side.
        case resting
        /// Anything, and it is thrown away: this side has ended the session and waits for the peer to notice.
        case draining
        /// Nothing: the peer has said goodbye or has closed.
        case closed
    }

    /// A place in a log that is being received.
    struct LogPosition: Equatable, Sendable {
        var log: LogID
        var cluster: ClusterID
        var position: UInt64
        /// What the peer has listed of the log.
        var listed: Listing
    }
}
