import SplotLog
import SplotMerge
import SplotStore
import SplotSync

extension StoreReader {
    /// Whether a peer may talk to this node, as far as is known here.
    ///
    /// - Parameters:
    ///   - key: The public node key that the transport authenticated.
    ///   - introduction: What the peer says of itself.
    ///   - now: The wall clock, in seconds since 1970-01-01T00:00:00Z.
    /// - Returns: `unknown` when the statements of the peer's cluster are needed, or are to be judged.
    /// - Throws: `StoreError` when something kept is damaged, or what SQLite reports.
    func admission(of key: Bytes32, _ introduction: Introduction, now: UInt64) throws -> Admission {
        if let pause = try self.faults(of: key)?.conduct.pause(now: now) { return .paused(seconds: pause) }
        switch introduction {
        case .none:
            return try self.owner(of: key).map { .accepted(Peer(cluster: $0, key: key)) } ?? .unknown
        case .claim(let cluster):
            guard try self.isTrusted(cluster) else { return .notTrusted }
            guard try self.chain(of: cluster)?.admits(key) == true else { return .unknown }
            return .accepted(Peer(cluster: cluster, key: key))
        case .statements(let statements):
            guard let cluster = statements.first?.cluster else { return .notAdmitted }
            return try self.isTrusted(cluster) ? .unknown : .notTrusted
        }
    }

    private func isTrusted(_ cluster: ClusterID) throws -> Bool {
        try self.clusters().contains { $0.id == cluster && $0.isTrusted }
    }

    /// The one trusted cluster whose log a key writes.
    ///
    /// Anyone can admit anyone's key: whose a key is, a log says that begins with it.
    private func owner(of key: Bytes32) throws -> ClusterID? {
        var owners: Set<ClusterID> = []
        for (log, cluster) in try self.admissions(of: key) where try self.isTrusted(cluster) {
            guard let inception = try self.log(log)?.head.inception, inception.cluster == cluster,
                inception.key == key, try self.chain(of: cluster)?.closed[log] == nil
            else { continue }
            owners.insert(cluster)
        }
        return owners.count == 1 ? owners.first : nil
    }
}

extension StoredFaults {
    /// What they mean for the peer.
    var conduct: PeerConduct { PeerConduct(faults: self.count, lastFault: self.lastAt) }
}

extension Store {
    /// Counts a peer's fault, or forgives it, after a session.
    func judge(_ report: SyncReport, now: UInt64) async throws {
        let key = report.peerKey
        let known = try await self.read { try $0.faults(of: key)?.conduct }
        if PeerConduct.isFault(report.outcome) {
            var conduct = known ?? PeerConduct()
            conduct.faulted(now: now)
            let faults = StoredFaults(key: key, count: conduct.faults, lastAt: conduct.lastFault)
            try await self.write { try $0.put(faults) }
        } else if report.outcome == .completed, known?.isForgiven(now: now) == true {
            _ = try await self.write { try $0.removeFaults(of: key) }
        }
    }
}
