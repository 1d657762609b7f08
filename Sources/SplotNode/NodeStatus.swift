public import SplotLog
public import SplotMerge
import SplotStore
import SplotSync

/// How a node stands.
public struct NodeStatus: Sendable {
    /// One log as it is held.
    public struct Log: Sendable {
        /// Its name.
        public var id: LogID
        /// The cluster that admits it.
        public var cluster: ClusterID
        /// What people call that cluster.
        public var clusterName: String
        /// What people call the node that writes it.
        public var node: String
        /// The number of entries.
        public var size: UInt64
        /// The root of the tree at that size.
        public var root: Bytes32
        /// Whether this node writes it.
        public var isOwn: Bool
        /// The size at which it was closed, if it was.
        public var closedAt: UInt64?
        /// The position of an entry of a newer version that stops its merging, if there is one.
        public var stoppedAt: UInt64?
    }

    /// A log of which its author has signed two branches, until its cluster closes it (Protocol.md §5.8).
    public struct Fork: Sendable {
        /// The log.
        public var log: LogID
        /// The cluster that admits it.
        public var cluster: ClusterID
        /// What people call that cluster.
        public var clusterName: String
        /// When this node learned of it, in seconds since 1970-01-01T00:00:00Z.
        public var foundAt: UInt64
        /// The checkpoint of one branch, at its size.
        public var smaller: Checkpoint
        /// The checkpoint of the other, at its size.
        public var larger: Checkpoint
    }

    /// A node key that has sent what does not verify.
    public struct Fault: Sendable {
        /// The key.
        public var key: Bytes32
        /// How often.
        public var count: UInt64
        /// When last, in seconds since 1970-01-01T00:00:00Z.
        public var lastAt: UInt64
        /// How many seconds it is not heard; `nil` when it is.
        public var pause: UInt64?
    }

    /// The node's cluster.
    public var cluster: ClusterID
    /// What people call it.
    public var clusterName: String
    /// What people call the node.
    public var node: String
    /// SHA-256 of the merged directory: equal on nodes that hold the same logs (Protocol.md §8.4).
    public var directoryDigest: Bytes32
    /// The logs of trusted clusters, this node's own first, then by cluster and name.
    public var logs: [Log]
    /// The logs that are proven to be forked, by name.
    public var forks: [Fork]
    /// The peers, by address.
    public var peers: [KnownPeer]
    /// The peers that have sent what does not verify, by key.
    public var faults: [Fault]
    /// How many records of each kind there are.
    public var counts: [String: Int]
    /// How many places have conflicts.
    public var conflicts: Int
    /// How many suggestions are open.
    public var suggestions: Int
}

extension Node {
    /// How this node stands.
    public func status() async throws -> NodeStatus {
        let peers = try await self.peers()
        return try await self.store.read { reader in
            var digests: [UInt8] = []
            try reader.forEachDigest { uuid, digest in
                digests += uuid
                digests += digest.bytes
            }
            let disagreements = try reader.disagreementCounts()
            let logs = try self.logs(reader)
            let own = logs.first { $0.isOwn }
            return NodeStatus(
                cluster: self.cluster,
                clusterName: own?.clusterName ?? "",
                node: own?.node ?? "",
                directoryDigest: ViewDigest.directoryDigest(of: digests),
                logs: logs,
                forks: try self.forks(reader),
                peers: peers,
                faults: try self.faults(reader),
                counts: try reader.recordCounts(),
                conflicts: disagreements.conflicts,
                suggestions: disagreements.suggestions
            )
        }
    }

    private func forks(_ reader: StoreReader) throws -> [NodeStatus.Fork] {
        try reader.forks()
            .map { fork in
                NodeStatus.Fork(
                    log: fork.evidence.log,
                    cluster: fork.evidence.cluster,
                    clusterName: try reader.chain(of: fork.evidence.cluster)?.name ?? "",
                    foundAt: fork.foundAt,
                    smaller: fork.evidence.smaller,
                    larger: fork.evidence.larger
                )
            }
    }

    private func faults(_ reader: StoreReader) throws -> [NodeStatus.Fault] {
        let now = self.environment.now()
        return try reader.faults()
            .map { faults in
                NodeStatus.Fault(
                    key: faults.key,
                    count: faults.count,
                    lastAt: faults.lastAt,
                    pause: faults.conduct.pause(now: now)
                )
            }
    }

    private func logs(_ reader: StoreReader) throws -> [NodeStatus.Log] {
        var logs: [NodeStatus.Log] = []
        for cluster in try reader.clusters() where cluster.isTrusted {
            guard let chain = try reader.chain(of: cluster.id) else { continue }
            for log in try reader.logs(of: cluster.id) {
                logs.append(
                    NodeStatus.Log(
                        id: log.head.log,
                        cluster: cluster.id,
                        clusterName: chain.name,
                        node: log.head.inception.name,
                        size: log.head.size,
                        root: log.head.root,
                        isOwn: log.head.log == self.log,
                        closedAt: chain.closed[log.head.log]?.size,
                        stoppedAt: log.head.stoppedAt
                    )
                )
            }
        }
        return logs.sorted { left, right in
            if left.isOwn != right.isOwn { return left.isOwn }
            return (left.clusterName, left.id) < (right.clusterName, right.id)
        }
    }
}
