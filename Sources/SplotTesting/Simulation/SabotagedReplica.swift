import SplotLog
import SplotMerge
import SplotStore
import SplotSync

/// A replica that does something wrong, to show that a simulation finds it.
struct SabotagedReplica: Replica {
    let truth: any Replica
    let sabotage: SimulationSabotage
    /// The node's data directory.
    let path: String

    var cluster: ClusterID { self.truth.cluster }

    func admission(of key: Bytes32, _ introduction: Introduction) async throws -> Admission {
        try await self.truth.admission(of: key, introduction)
    }

    func inventory(for peer: Peer) async throws -> Inventory { try await self.truth.inventory(for: peer) }

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
        try await self.truth.statements(of: cluster, from: number)
    }

    func batch(of log: LogID, from position: UInt64) async throws -> Batch? {
        try await self.truth.batch(of: log, from: position)
    }

    func receive(_ statements: [Statement], of cluster: ClusterID) async throws -> Bool {
        try await self.truth.receive(statements, of: cluster)
    }

    func receive(_ batch: Batch) async throws -> Int {
        switch self.sabotage {
        case .lostBatch: return Int(batch.checkpoint.size - batch.start)
        case .unverifiedBatch:
            do {
                return try await self.truth.receive(batch)
            } catch let error as LogError {
                guard try await self.keep(batch) else { throw error }
                return Int(batch.checkpoint.size - batch.start)
            }
        default: return try await self.truth.receive(batch)
        }
    }

    /// Keeps a batch as it came, whatever was signed.
    private func keep(_ batch: Batch) async throws -> Bool {
        let store = try Store.open(path: self.path + "/" + DirectoryImage.database, mayCreate: false, disk: .scratch)
        return try await store.write { writer in
            guard var log = try writer.log(batch.log), batch.start == log.head.size, batch.frames.count == 1 else {
                return false
            }
            let run = try EntryRun(sealed: batch.frames[0], start: batch.start)
            guard run.end == batch.checkpoint.size, run.end / Limits.bundleEntries == run.start / Limits.bundleEntries
            else { return false }
            _ = try log.head.append(run)
            try writer.putTail(run, of: batch.log)
            try writer.put(log)
            try writer.put(batch.checkpoint, bytes: log.bytes)
            return true
        }
    }
}
