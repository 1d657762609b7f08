package import SplotLog
package import SplotMerge
package import SplotSync

/// A node's part in a session on paper: nothing is signed and no entry exists, so that much can be held in no time.
///
/// A log has branches that part behind its eighth entry; its root at a size follows from the branch.
package struct Paper: Equatable, Sendable {
    package enum Log: Hashable, Sendable {
        case held(size: UInt64, branch: UInt8)
        case forked(ForkEvidence)
    }

    package struct Cluster: Equatable, Sendable {
        package var chain: ChainHead
        /// Whether the peer may read its logs.
        package var isReadable = true
        package var logs: [LogID: Log] = [:]

        /// Puts together what is held of a cluster.
        package init(chain: ChainHead, isReadable: Bool = true, logs: [LogID: Log] = [:]) {
            self.chain = chain
            self.isReadable = isReadable
            self.logs = logs
        }
    }

    /// Every branch goes the same way up to here.
    package static let forkPosition: UInt64 = 8
    package static let signature = [UInt8](repeating: 0x51, count: 64)

    package let cluster: ClusterID
    package let key: Bytes32
    package var clusters: [ClusterID: Cluster] = [:]
    /// Of which cluster keys are known to be.
    package var owners: [Bytes32: ClusterID] = [:]
    /// All statements that were ever made, of clusters that have any.
    package var statements: [ClusterID: [Statement]] = [:]
    package var memories: [Bytes32: PeerMemory] = [:]

    /// Puts a node's part together.
    package init(
        cluster: ClusterID,
        key: Bytes32,
        clusters: [ClusterID: Cluster] = [:],
        owners: [Bytes32: ClusterID] = [:],
        statements: [ClusterID: [Statement]] = [:]
    ) {
        self.cluster = cluster
        self.key = key
        self.clusters = clusters
        self.owners = owners
        self.statements = statements
    }

    package static func root(of log: LogID, at size: UInt64, branch: UInt8) -> Bytes32 {
        let branch = size <= Self.forkPosition ? 0 : branch
        return LeafHash.tagged(0x7e, log.hash.bytes + [branch] + withUnsafeBytes(of: size.bigEndian, Array.init))
    }

    // MARK: - What a replica is asked

    package mutating func admission(of key: Bytes32, _ introduction: Introduction) -> Admission {
        switch introduction {
        case .none:
            return self.owners[key].map { .accepted(Peer(cluster: $0, key: key)) } ?? .unknown
        case .claim(let cluster):
            guard self.clusters[cluster] != nil else { return .notTrusted }
            return self.owners[key] == cluster ? .accepted(Peer(cluster: cluster, key: key)) : .unknown
        case .statements(let statements):
            guard let chain = try? StatementChain(statements),
                (try? self.receive(statements, of: chain.cluster)) != nil
            else { return .notTrusted }
            guard chain.admitted.values.contains(key) else { return .notAdmitted }
            self.owners[key] = chain.cluster
            return .accepted(Peer(cluster: chain.cluster, key: key))
        }
    }

    package func inventory(for peer: Peer) -> Inventory {
        Inventory(
            clusters: self.clusters.map { id, cluster in
                Inventory.Cluster(
                    id: id,
                    chain: cluster.chain,
                    isReadable: cluster.isReadable,
                    logs: cluster.logs.map { Self.listing(of: $0, $1) }
                )
            },
            memory: self.memories[peer.key]
        )
    }

    private static func listing(of id: LogID, _ log: Log) -> Listing {
        switch log {
        case .held(let size, let branch):
            let root = Self.root(of: id, at: size, branch: branch)
            return Listing(id: id, standing: .held(size: size, root: root), signature: Self.signature)
        case .forked: return Listing(id: id, standing: .forked)
        }
    }

    package func statements(of cluster: ClusterID, from number: UInt64) -> [Statement] {
        let held = self.statements[cluster]?.prefix(Int(self.clusters[cluster]?.chain.count ?? 0)) ?? []
        return Array(held.dropFirst(Int(number)))
    }

    package func root(of log: LogID, at size: UInt64) throws -> Bytes32 {
        switch self.log(log) {
        case .held(let held, let branch) where size <= held: return Self.root(of: log, at: size, branch: branch)
        // It came to light meanwhile.
        case .forked: return TreeHash.empty
        default: throw Refusal("the log is not held")
        }
    }

    package func batch(of id: LogID, from position: UInt64) throws -> Batch? {
        guard case .held(let size, let branch) = self.log(id), let cluster = self.cluster(of: id) else { return nil }
        let end = min(size, (position / Limits.batchEntries + 1) * Limits.batchEntries)
        let bundles = (end - 1) / Limits.bundleEntries - position / Limits.bundleEntries + 1
        return Batch(
            log: id,
            cluster: cluster,
            start: position,
            frames: Array(repeating: [0x28], count: Int(bundles)),
            checkpoint: try Checkpoint(
                log: id,
                size: end,
                root: Self.root(of: id, at: end, branch: branch),
                signature: Self.signature
            )
        )
    }

    package mutating func evidence(of id: LogID, against listing: Listing) throws -> ForkEvidence? {
        switch self.log(id) {
        case .forked(let evidence): return evidence
        case .held(let size, let branch):
            guard case .held(let other, let root) = listing.standing, listing.signature == Self.signature,
                let cluster = self.cluster(of: id)
            else { return nil }
            let evidence = ForkEvidence(
                cluster: cluster,
                smaller: try Checkpoint(log: id, size: other, root: root, signature: Self.signature),
                larger: try Checkpoint(
                    log: id,
                    size: size,
                    root: Self.root(of: id, at: size, branch: branch),
                    signature: Self.signature
                ),
                root: Self.root(of: id, at: other, branch: branch),
                path: []
            )
            try self.receive(evidence)
            return evidence
        case nil: return nil
        }
    }

    package mutating func receive(_ statements: [Statement], of cluster: ClusterID) throws -> Bool {
        guard let last = statements.last, let held = self.clusters[cluster]?.chain.count else {
            throw Refusal("the cluster is not trusted")
        }
        guard last.number >= held else { return false }
        self.clusters[cluster]?.chain = ChainHead(count: last.number + 1, last: last.hash)
        return true
    }

    package mutating func receive(_ batch: Batch) throws -> Int {
        let (end, root) = (batch.checkpoint.size, batch.checkpoint.root)
        guard let branch = (0..<4).first(where: { Self.root(of: batch.log, at: end, branch: $0) == root }) else {
            throw Refusal("the root is none of the log's")
        }
        var size: UInt64 = 0
        switch self.clusters[batch.cluster]?.logs[batch.log] {
        case .forked: return 0
        case .held(let held, let other):
            // Another branch of it came meanwhile: that is for the next round.
            guard held <= Self.forkPosition || other == branch else { return 0 }
            size = held
        case nil: break
        }
        guard batch.start <= size else { throw Refusal("entries come from too far") }
        guard end > size else { return 0 }
        self.clusters[batch.cluster]?.logs[batch.log] = .held(size: end, branch: branch)
        return Int(end - size)
    }

    package mutating func receive(_ evidence: ForkEvidence) throws {
        guard evidence.smaller.root != evidence.root, self.clusters[evidence.cluster] != nil else {
            throw Refusal("what came as proof of a fork proves nothing")
        }
        self.clusters[evidence.cluster]?.logs[evidence.log] = .forked(evidence)
    }

    // MARK: - What a test does

    /// Puts something in the place of what is held of a log.
    package mutating func set(_ id: LogID, to log: Log) {
        guard let cluster = self.cluster(of: id) else { return }
        self.clusters[cluster]?.logs[id] = log
    }

    /// What is held of a log.
    package func log(_ id: LogID) -> Log? { self.cluster(of: id).flatMap { self.clusters[$0]?.logs[id] } }

    private func cluster(of id: LogID) -> ClusterID? { self.clusters.first { $0.value.logs[id] != nil }?.key }
}
