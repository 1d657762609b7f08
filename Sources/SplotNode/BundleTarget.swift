import SplotLog
import SplotMerge
import SplotStore
import SplotSync

/// Where what an offline bundle brings goes: into the node, or in a rehearsal nowhere.
protocol BundleTarget: Sendable {
    /// The statements of a cluster as they count here; `nil` when the cluster is not trusted.
    func chain(of cluster: ClusterID) async throws -> StatementChain?

    /// How a log stands here.
    func standing(of log: LogID) async throws -> Standing

    /// The root that a log's tree had at a size; `nil` when less is held.
    func root(of log: LogID, at size: UInt64) async throws -> Bytes32?

    /// Proof that a log is forked, from what is held of it and a listing.
    func evidence(of log: LogID, against listing: Listing) async throws -> ForkEvidence?

    /// Takes statements; whether anything was new.
    func receive(_ statements: [Statement], of cluster: ClusterID) async throws -> Bool

    /// Takes proof that a log is forked.
    func receive(_ evidence: ForkEvidence) async throws

    /// Takes a batch; how many of its entries were new.
    func receive(_ batch: Batch) async throws -> Int
}

/// The node itself, by the same path as a session.
extension NodeReplica: BundleTarget {
    func chain(of cluster: ClusterID) async throws -> StatementChain? {
        try await self.node.store.read { reader in
            try reader.clusters().contains { $0.id == cluster && $0.isTrusted } ? reader.chain(of: cluster) : nil
        }
    }

    func standing(of log: LogID) async throws -> Standing {
        try await self.node.store.read { reader in
            if try reader.fork(of: log) != nil { return .forked }
            return try reader.log(log).map { .held(size: $0.head.size, root: $0.head.root) } ?? .absent
        }
    }
}
