import SplotLog
import SplotMerge
import SplotSync
import SplotTesting

/// A replica that holds what stands on paper.
actor PaperReplica: Replica {
    nonisolated let cluster: ClusterID
    nonisolated let key: Bytes32
    private(set) var paper: Paper

    init(_ paper: Paper) {
        self.cluster = paper.cluster
        self.key = paper.key
        self.paper = paper
    }

    func change(_ body: @Sendable (inout Paper) -> Void) { body(&self.paper) }

    func admission(of key: Bytes32, _ introduction: Introduction) -> Admission {
        self.paper.admission(of: key, introduction)
    }
    func inventory(for peer: Peer) -> Inventory { self.paper.inventory(for: peer) }
    func remember(_ memory: PeerMemory, of peer: Peer) { self.paper.memories[peer.key] = memory }
    func root(of log: LogID, at size: UInt64) throws -> Bytes32? { try self.paper.root(of: log, at: size) }
    func statements(of cluster: ClusterID, from number: UInt64) -> [Statement] {
        self.paper.statements(of: cluster, from: number)
    }
    func batch(of log: LogID, from position: UInt64) throws -> Batch? {
        try self.paper.batch(of: log, from: position)
    }
    func evidence(of log: LogID, against listing: Listing) throws -> ForkEvidence? {
        try self.paper.evidence(of: log, against: listing)
    }
    func receive(_ statements: [Statement], of cluster: ClusterID) throws -> Bool {
        try self.paper.receive(statements, of: cluster)
    }
    func receive(_ batch: Batch) throws -> Int { try self.paper.receive(batch) }
    func receive(_ evidence: ForkEvidence) throws { try self.paper.receive(evidence) }
    func ended(_ report: SyncReport) {}
}

extension Paper {
    /// Names for clusters and their logs.
    static func names(clusterCount: Int, logCount: Int) -> [ClusterID: [LogID]] {
        var names: [ClusterID: [LogID]] = [:]
        for number in 0..<clusterCount {
            let cluster = ClusterID(LeafHash.tagged(0x7c, Array("\(number)".utf8)))
            names[cluster] = (0..<logCount)
                .map { LogID(LeafHash.tagged(0x7b, cluster.hash.bytes + Array("\($0)".utf8))) }
        }
        return names
    }

    /// Two nodes that know each other, trust the same clusters and hold the same of their logs.
    static func pair(_ names: [ClusterID: [LogID]], holding log: Log) -> (Paper, Paper) {
        let owners = ["near", "far"].map { ClusterID(LeafHash.tagged(0x7c, Array($0.utf8))) }
        let keys = owners.map { LeafHash.tagged(0x7a, $0.hash.bytes) }
        var clusters: [ClusterID: Cluster] = [:]
        for (cluster, logs) in names {
            let chain = ChainHead(count: 1, last: cluster.hash)
            clusters[cluster] = Cluster(chain: chain, logs: Dictionary(uniqueKeysWithValues: logs.map { ($0, log) }))
        }
        for owner in owners { clusters[owner] = Cluster(chain: ChainHead(count: 1, last: owner.hash)) }
        return (
            Paper(cluster: owners[0], key: keys[0], clusters: clusters, owners: [keys[1]: owners[1]]),
            Paper(cluster: owners[1], key: keys[1], clusters: clusters, owners: [keys[0]: owners[0]])
        )
    }
}

/// Lets two replicas on paper sync over a connection within the process.
func sync(_ first: PaperReplica, _ second: PaperReplica) async -> (SyncReport, SyncReport) {
    let (near, far) = InMemoryChannel.pair()
    async let there = run(second, on: far, peerKey: first.key)
    let here = await run(first, on: near, peerKey: second.key)
    return (here, await there)
}
