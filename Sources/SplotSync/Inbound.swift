import SplotLog
import SplotMerge

extension Session {
    /// What may arrive next.
    enum Inbound: Equatable, Sendable {
        /// The peer's hello.
        case hello
        /// Nothing; the peer's hello is being judged.
        case judging
        /// The peer's holdings.
        case holdings
        /// Nothing; the peer can go on only when it has the holdings of this side.
        case comparing
        /// What the peer holds of the clusters that it withheld.
        case resume
        /// Statements, a log, or done.
        case statements
        /// A log, done, or unless `nil` more entries of the log.
        case betweenBatches(LogPosition?)
        /// More entries of a batch, or its checkpoint.
        case batch(BatchGathering)
        /// Nothing; statements or a batch are being stored, and this follows.
        indirect case storing(then: Inbound)
        /// Nothing but a goodbye: the peer has sent everything, or there is nothing to send.
        case goodbye
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
    }
}
