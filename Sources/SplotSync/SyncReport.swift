public import SplotMerge

/// What came of a session.
public struct SyncReport: Hashable, Sendable {
    /// How a session ended.
    public enum Outcome: Hashable, Sendable {
        /// Both sides have sent what they would: they hold the same of all that they may exchange, but for
        /// ``SyncReport/forks`` and ``SyncReport/notReceived``.
        case completed
        /// The peer ended the session; what it said about it.
        case endedByPeer(Goodbye)
        /// This side ended the session; what it told the peer.
        case endedHere(Goodbye)
        /// The connection closed before its time.
        case cut
    }

    /// How the session ended.
    public var outcome: Outcome
    /// The peer's cluster, once the peer was accepted.
    public var cluster: ClusterID?
    /// The public node key that the peer proved to hold.
    public var peerKey: Bytes32
    /// How many entries were sent, to the end of the last whole batch.
    public var entriesSent: UInt64 = 0
    /// How many entries arrived in batches that were checked and stored.
    public var entriesReceived: UInt64 = 0
    /// How many of the received entries were new here when they came; another session may have been faster.
    public var entriesNew: UInt64 = 0
    /// How many statements were sent.
    public var statementsSent: UInt64 = 0
    /// How many statements arrived in chains that held something new.
    public var statementsReceived: UInt64 = 0
    /// Bytes sent, inside TLS.
    public var bytesSent: UInt64 = 0
    /// Bytes received, inside TLS.
    public var bytesReceived: UInt64 = 0
    /// How often this side could not go on before the peer had answered: 1 when there was nothing to exchange.
    public var roundTrips: UInt64 = 0
    /// Logs of which the two sides hold branches that cannot both be true.
    ///
    /// None of them was sent.
    public var forks: [LogID] = []
    /// Logs of which the peer holds more than it sent, in ascending order; known once it has sent all that it would.
    ///
    /// Logs that came out as forked, and those that the peer believes this side may not read, are not among them.
    public var notReceived: [LogID] = []

    /// Begins a report.
    ///
    /// - Parameters:
    ///   - outcome: How the session ended.
    ///   - peerKey: The public node key that the peer proved to hold.
    public init(outcome: Outcome, peerKey: Bytes32) {
        self.outcome = outcome
        self.peerKey = peerKey
    }
}
