public import SplotMerge

/// How a sync with one peer went.
public struct SyncResult: Sendable {
    /// How it ended.
    public enum Outcome: String, Sendable {
        /// Both hold all that both may hold.
        case caughtUp
        /// No connection, or it was cut.
        case unreachable
        /// The peer does not talk to this node, or this node not to it; the message says why.
        case refused
        /// The peer sent something that does not verify.
        case badData
        /// The deadline came first. What was stored stays.
        case timeout
        /// Something went wrong here, or the peer had trouble of its own.
        case failed
    }

    /// Where the peer answers, `HOST:PORT`.
    public var address: String
    /// The peer's cluster, once it said.
    public var cluster: ClusterID?
    /// How it ended.
    public var outcome: Outcome
    /// What happened, and what to do about it; `nil` when all went well.
    public var message: String?
    /// Entries that went to the peer.
    public var entriesSent: UInt64 = 0
    /// Entries that came from it and are stored here.
    public var entriesReceived: UInt64 = 0
    /// Application bytes sent inside TLS.
    public var bytesSent: UInt64 = 0
    /// Application bytes received inside TLS.
    public var bytesReceived: UInt64 = 0
    /// How many times this side waited for an answer.
    public var roundTrips = 0
    /// How long it took, in seconds.
    public var seconds = 0.0
    /// Logs that were found to be forked in this session.
    public var forks: [LogID] = []
    /// Logs of which the peer has more and did not send it.
    ///
    /// Payloads of them may be gone there by an order that no longer stands, so that every other node would refuse them.
    public var notReceived: [LogID] = []
}

/// How far a sync with one peer has come.
public struct SyncAdvance: Sendable {
    /// Where the peer answers, `HOST:PORT`.
    public var address: String
    /// Entries sent so far.
    public var sent: UInt64
    /// Entries to send in all, as far as is known.
    public var toSend: UInt64
    /// Entries received and stored so far.
    public var received: UInt64
    /// Entries to receive in all, as far as is known.
    public var toReceive: UInt64
}
