import SplotLog
import SplotMerge
import SplotStore
import SplotSync

/// Checks what an offline bundle would bring, and stores nothing.
///
/// Each batch is checked as it would be before it is stored. What is not tried is the storing: the merging into the
/// directory, and what newer statements would close or erase of what is held.
actor BundleRehearsal: BundleTarget {
    private let replica: NodeReplica
    private var chains: [ClusterID: StatementChain] = [:]
    private var forks: Set<LogID> = []
    /// Where the log stands that came last: each comes in one piece.
    private var head: LogHead?

    init(_ replica: NodeReplica) { self.replica = replica }

    func chain(of cluster: ClusterID) async throws -> StatementChain? {
        if let chain = self.chains[cluster] { return chain }
        return try await self.replica.chain(of: cluster)
    }

    func standing(of log: LogID) async throws -> Standing {
        if self.forks.contains(log) { return .forked }
        if let head = self.head, head.log == log { return .held(size: head.size, root: head.root) }
        return try await self.replica.standing(of: log)
    }

    func root(of log: LogID, at size: UInt64) async throws -> Bytes32? {
        try await self.replica.root(of: log, at: size)
    }

    func evidence(of log: LogID, against listing: Listing) async throws -> ForkEvidence? {
        let evidence = try await self.replica.node.store.read { try $0.evidence(of: log, against: listing) }
        if evidence != nil { self.forks.insert(log) }
        return evidence
    }

    func receive(_ statements: [Statement], of cluster: ClusterID) async throws -> Bool {
        guard let held = try await self.chain(of: cluster) else { return false }
        let chain = try StatementChain(statements)
        guard chain != held, chain.isPreferred(to: held) else { return false }
        self.chains[cluster] = chain
        return true
    }

    func receive(_ evidence: ForkEvidence) async throws {
        guard let chain = try await self.chain(of: evidence.cluster), let key = chain.admitted[evidence.log],
            evidence.isValid(key: key)
        else { throw Refusal("what came as proof of a fork proves nothing") }
        if chain.closed[evidence.log] == nil { self.forks.insert(evidence.log) }
    }

    func receive(_ batch: Batch) async throws -> Int {
        guard let chain = try await self.chain(of: batch.cluster) else { return 0 }
        if self.head?.log != batch.log {
            self.head = try await self.replica.node.store.read { try $0.log(batch.log)?.head }
        }
        guard let fresh = try BatchChecking(chain: chain, stored: self.head).check(batch) else { return 0 }
        self.head = fresh.head
        return fresh.count
    }
}
