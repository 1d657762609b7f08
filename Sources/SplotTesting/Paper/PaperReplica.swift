package import SplotLog
package import SplotMerge
package import SplotSync

/// A replica that holds what stands on paper.
package actor PaperReplica: Replica {
    package nonisolated let cluster: ClusterID
    package nonisolated let key: Bytes32
    package private(set) var paper: Paper

    package init(_ paper: Paper) {
        self.cluster = paper.cluster
        self.key = paper.key
        self.paper = paper
    }

    package func change(_ body: @Sendable (inout Paper) -> Void) { body(&self.paper) }

    package func admission(of key: Bytes32, _ introduction: Introduction) -> Admission {
        self.paper.admission(of: key, introduction)
    }
    package func inventory(for peer: Peer) -> Inventory { self.paper.inventory(for: peer) }
    package func remember(_ memory: PeerMemory, of peer: Peer) { self.paper.memories[peer.key] = memory }
    package func root(of log: LogID, at size: UInt64) throws -> Bytes32? { try self.paper.root(of: log, at: size) }
    package func statements(of cluster: ClusterID, from number: UInt64) -> [Statement] {
        self.paper.statements(of: cluster, from: number)
    }
    package func batch(of log: LogID, from position: UInt64) throws -> Batch? {
        try self.paper.batch(of: log, from: position)
    }
    package func evidence(of log: LogID, against listing: Listing) throws -> ForkEvidence? {
        try self.paper.evidence(of: log, against: listing)
    }
    package func receive(_ statements: [Statement], of cluster: ClusterID) throws -> Bool {
        try self.paper.receive(statements, of: cluster)
    }
    package func receive(_ batch: Batch) throws -> Int { try self.paper.receive(batch) }
    package func receive(_ evidence: ForkEvidence) throws { try self.paper.receive(evidence) }
    package func ended(_ report: SyncReport) {}
}
