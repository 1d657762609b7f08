package import SplotLog
package import SplotMerge

/// What a sync session asks of the node that it speaks for.
///
/// A session never touches a disk or decides about trust: it asks. Every answer is a value that is true at one moment;
/// nothing that is not committed is ever part of one.
package protocol Replica: Sendable {
    /// How this node introduces itself.
    func greeting() async throws -> Greeting

    /// Whether a peer may talk to this node, judged by the key that it proved to hold and what it says of itself.
    ///
    /// - Parameters:
    ///   - key: The public node key that the transport authenticated.
    ///   - greeting: What the peer says of itself; `nil` to ask whether the key is known well enough without.
    /// - Returns: The peer when it may, or why not; ``Admission/unknown`` only without a greeting.
    /// - Throws: `LogError` when the greeting's statements do not follow each other; any other error when this node
    ///   cannot judge.
    func admission(of key: Bytes32, greeting: Greeting?) async throws -> Admission

    /// What this node holds of all that it might exchange with a peer.
    func inventory(for peer: Peer) async throws -> Inventory

    /// The root that a log's tree had at a size not larger than what is held.
    func root(of log: LogID, at size: UInt64) async throws -> Bytes32

    /// The statements of a cluster from a number on.
    func statements(of cluster: ClusterID, from number: UInt64) async throws -> [Statement]

    /// The entries of a log from a position on, up to the next checkpoint.
    ///
    /// - Parameters:
    ///   - log: A log that is held.
    ///   - position: Less than the size held.
    /// - Returns: Entries from exactly that position on, with the checkpoint that they end at.
    /// - Throws: Any error when the log is not held beyond the position, or cannot be read.
    func batch(of log: LogID, from position: UInt64) async throws -> Batch

    /// Checks and keeps statements; a chain that does not follow is refused.
    ///
    /// - Returns: Whether anything was new.
    func receive(_ statements: [Statement], of cluster: ClusterID) async throws -> Bool

    /// Checks and keeps a batch, whole or not at all.
    ///
    /// - Returns: How many of its entries were new here.
    func receive(_ batch: Batch) async throws -> Int
}

/// How a node introduces itself.
package struct Greeting: Sendable, Equatable {
    /// The statements of its cluster, from 0 on.
    package var statements: [Statement]
    /// The log that the node writes.
    package var log: LogID

    /// Puts a greeting together.
    package init(statements: [Statement], log: LogID) {
        self.statements = statements
        self.log = log
    }
}

/// Who is at the other end, once accepted.
package struct Peer: Sendable, Equatable {
    /// Its cluster, which this node trusts.
    package var cluster: ClusterID
    /// The key that the transport authenticated.
    package var key: Bytes32

    /// Names a peer.
    package init(cluster: ClusterID, key: Bytes32) {
        self.cluster = cluster
        self.key = key
    }
}

/// Whether a peer may talk to this node.
package enum Admission: Sendable, Equatable {
    /// A trusted cluster admits the key.
    case accepted(Peer)
    /// No greeting came yet and the key is not known.
    case unknown
    /// The peer's cluster is not trusted here.
    case notTrusted
    /// The statements shown do not admit the key, or the peer's log was closed.
    case notAdmitted
}

/// What a node holds of all that it might exchange with a peer.
package struct Inventory: Sendable, Equatable {
    /// One cluster that this node trusts, or its own.
    package struct Cluster: Sendable, Equatable {
        /// Its name.
        package var id: ClusterID
        /// How many of its statements are held.
        package var statementCount: UInt64
        /// The hash of the last of them.
        package var lastStatement: Bytes32
        /// Whether the peer may read the cluster's logs, as far as is known here.
        package var isReadable: Bool
        /// The logs that are held of it.
        package var logs: [Log]

        /// Puts it together.
        package init(
            id: ClusterID,
            statementCount: UInt64,
            lastStatement: Bytes32,
            isReadable: Bool,
            logs: [Log]
        ) {
            self.id = id
            self.statementCount = statementCount
            self.lastStatement = lastStatement
            self.isReadable = isReadable
            self.logs = logs
        }
    }

    /// How much of a log is held.
    package struct Log: Sendable, Equatable {
        /// Its name.
        package var id: LogID
        /// The number of entries.
        package var size: UInt64
        /// The root of the tree at that size.
        package var root: Bytes32

        /// Puts it together.
        package init(id: LogID, size: UInt64, root: Bytes32) {
            self.id = id
            self.size = size
            self.root = root
        }
    }

    /// The clusters, by name in ascending order.
    package var clusters: [Cluster]

    /// Puts it together.
    package init(clusters: [Cluster]) { self.clusters = clusters }
}

/// Entries of one log up to a checkpoint: the unit that is sent, checked and committed.
///
/// At most 4,096 entries, and 4 MiB of headers and payloads give or take an entry.
package struct Batch: Sendable, Equatable {
    /// The log.
    package var log: LogID
    /// The cluster that admits it.
    package var cluster: ClusterID
    /// The position of the first entry.
    package var start: UInt64
    /// Runs of entries as zstd frames (Protocol.md §6.2), each up to the next multiple of 256 or the end.
    package var frames: [[UInt8]]
    /// The author's checkpoint at the end of the batch.
    package var checkpoint: Checkpoint

    /// Puts a batch together.
    package init(log: LogID, cluster: ClusterID, start: UInt64, frames: [[UInt8]], checkpoint: Checkpoint) {
        self.log = log
        self.cluster = cluster
        self.start = start
        self.frames = frames
        self.checkpoint = checkpoint
    }
}
