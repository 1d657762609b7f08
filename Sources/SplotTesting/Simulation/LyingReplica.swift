import SplotLog
import SplotMerge
import SplotSync

/// A replica that lies to others, and believes what it is told as an honest one does.
struct LyingReplica: Replica {
    let truth: any Replica
    let lies: Lies

    var cluster: ClusterID { self.truth.cluster }

    func admission(of key: Bytes32, _ introduction: Introduction) async throws -> Admission {
        try await self.truth.admission(of: key, introduction)
    }

    func inventory(for peer: Peer) async throws -> Inventory {
        self.lies.inventory(try await self.truth.inventory(for: peer))
    }

    func remember(_ memory: PeerMemory, of peer: Peer) async throws {
        try await self.truth.remember(memory, of: peer)
    }

    func evidence(of log: LogID, against listing: Listing) async throws -> ForkEvidence? {
        try await self.truth.evidence(of: log, against: listing)
    }

    func receive(_ evidence: ForkEvidence) async throws { try await self.truth.receive(evidence) }

    func ended(_ report: SyncReport) async { await self.truth.ended(report) }

    func root(of log: LogID, at size: UInt64) async throws -> Bytes32? { try await self.truth.root(of: log, at: size) }

    func statements(of cluster: ClusterID, from number: UInt64) async throws -> [Statement] {
        self.lies.statements(try await self.truth.statements(of: cluster, from: number))
    }

    func batch(of log: LogID, from position: UInt64) async throws -> Batch? {
        try await self.truth.batch(of: log, from: position).map { self.lies.batch($0) }
    }

    func receive(_ statements: [Statement], of cluster: ClusterID) async throws -> Bool {
        try await self.truth.receive(statements, of: cluster)
    }

    func receive(_ batch: Batch) async throws -> Int { try await self.truth.receive(batch) }
}
