package import SplotLog
package import SplotMerge
import SplotStore

/// How much of a log is held, and the root of the tree at that size.
package struct LogExtent: Hashable, Sendable {
    /// The number of entries.
    package var size: UInt64
    /// The root over them.
    package var root: Bytes32

    /// Puts it together.
    package init(size: UInt64, root: Bytes32) {
        self.size = size
        self.root = root
    }
}

/// What a node holds, trusted or not: for whoever examines a node from outside.
extension Node {
    /// How much is held of each log.
    package func extents() async throws -> [LogID: LogExtent] {
        try await self.store.read { reader in
            let heads = try reader.logs().map(\.head)
            return Dictionary(
                heads.map { ($0.log, LogExtent(size: $0.size, root: $0.root)) },
                uniquingKeysWith: { first, _ in first }
            )
        }
    }

    /// Whether a log is known to be forked, and not closed.
    package func knowsFork(of log: LogID) async throws -> Bool {
        try await self.store.read { try $0.fork(of: log) != nil }
    }

    /// The statements that are held of each cluster.
    package func chains() async throws -> [ClusterID: StatementChain] {
        try await self.store.read { reader in
            var chains: [ClusterID: StatementChain] = [:]
            for cluster in try reader.clusters() { chains[cluster.id] = try reader.chain(of: cluster.id) }
            return chains
        }
    }
}
