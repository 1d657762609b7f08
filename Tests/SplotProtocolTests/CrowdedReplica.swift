import SplotLog
import SplotMerge
import SplotSync
import SplotTesting

/// A replica that holds many more logs than were ever written: they are listed, and nothing else is asked of them,
/// because the other side holds the same.
struct CrowdedReplica: Replica {
    let base: FakeReplica
    let crowd: [Inventory.Cluster]

    /// Clusters with logs, all made of chance: names, roots and signatures.
    static func crowd(clusters: Int, logs: Int) -> [Inventory.Cluster] {
        var generator = SeededGenerator(seed: 10_000)
        func hash() -> Bytes32 {
            TreeHash.leaf((0..<8).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
        }
        return (0..<clusters)
            .map { _ in
                Inventory.Cluster(
                    id: ClusterID(hash()),
                    chain: ChainHead(count: 513, last: hash()),
                    isReadable: true,
                    logs: (0..<logs)
                        .map { _ in
                            Listing(
                                id: LogID(hash()),
                                standing: .held(size: UInt64.random(in: 1...9_999, using: &generator), root: hash()),
                                signature: hash().bytes + hash().bytes
                            )
                        }
                )
            }
    }

    var cluster: ClusterID { self.base.cluster }

    func admission(of key: Bytes32, _ introduction: Introduction) async -> Admission {
        await self.base.admission(of: key, introduction)
    }

    func inventory(for peer: Peer) async -> Inventory {
        let inventory = await self.base.inventory(for: peer)
        return Inventory(clusters: inventory.clusters + self.crowd, memory: inventory.memory)
    }

    func remember(_ memory: PeerMemory, of peer: Peer) async { await self.base.remember(memory, of: peer) }

    func root(of log: LogID, at size: UInt64) async throws -> Bytes32? { try await self.base.root(of: log, at: size) }

    func statements(of cluster: ClusterID, from number: UInt64) async -> [Statement] {
        await self.base.statements(of: cluster, from: number)
    }

    func batch(of log: LogID, from position: UInt64) async throws -> Batch? {
        try await self.base.batch(of: log, from: position)
    }

    func evidence(of log: LogID, against listing: Listing) async throws -> ForkEvidence? {
        try await self.base.evidence(of: log, against: listing)
    }

    func receive(_ statements: [Statement], of cluster: ClusterID) async throws -> Bool {
        try await self.base.receive(statements, of: cluster)
    }

    func receive(_ batch: Batch) async throws -> Int { try await self.base.receive(batch) }

    func receive(_ evidence: ForkEvidence) async throws { try await self.base.receive(evidence) }

    func ended(_ report: SyncReport) {}
}
