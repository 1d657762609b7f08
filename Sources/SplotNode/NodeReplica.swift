import SplotDirectory
import SplotLog
package import SplotMerge
import SplotStore
package import SplotSync

extension Node {
    /// This node as a sync session sees it: for whoever runs sessions over something else than TCP.
    package var replica: any Replica { NodeReplica(node: self) }

    /// The public half of the node key.
    package var publicKey: Bytes32 { self.key.publicKey }
}

/// A node as a sync session sees it.
struct NodeReplica: Replica {
    let node: Node

    var cluster: ClusterID { self.node.cluster }

    func admission(of key: Bytes32, _ introduction: Introduction) async throws -> Admission {
        let now = self.node.environment.now()
        let known = try await self.node.store.read { reader in try reader.admission(of: key, introduction, now: now) }
        guard known == .unknown, case .statements(let statements) = introduction else { return known }
        // Whoever is not trusted gets no more work done than the above.
        guard let cluster = statements.first?.cluster else { return .notAdmitted }
        _ = try await self.receive(statements, of: cluster)
        return try await self.node.store.read { reader in
            try reader.chain(of: cluster)?.admits(key) == true
                ? .accepted(Peer(cluster: cluster, key: key)) : .notAdmitted
        }
    }

    func inventory(for peer: Peer) async throws -> Inventory {
        let (inventory, ownSize) = try await self.node.store.read { reader in
            (try reader.inventory(for: peer, own: self.node.log), try reader.log(self.node.log)?.head.size ?? 0)
        }
        // From here on peers may hold this node's log up to here: it must never be written again below that.
        try self.node.highWaterMark.raise(to: ownSize, of: self.node.log)
        return inventory
    }

    func remember(_ memory: PeerMemory, of peer: Peer) async throws {
        // A round is over: what came in it is shown from here on.
        if self.node.environment.isMerging { try await self.node.mergeWaiting() }
        let stored = StoredMemory(
            offer: memory.offer.digest,
            agreed: memory.agreed.encoded,
            owed: memory.owed.encoded
        )
        try await self.node.store.write { try $0.put(stored, of: peer.key) }
    }

    func root(of log: LogID, at size: UInt64) async throws -> Bytes32? {
        try await self.node.store.read { reader in
            guard let held = try reader.log(log)?.head.size, held >= size else { return nil }
            return try reader.root(of: log, at: size)
        }
    }

    func statements(of cluster: ClusterID, from number: UInt64) async throws -> [Statement] {
        try await self.node.store.read { reader in
            let statements = try reader.chain(of: cluster)?.statements ?? []
            return Array(statements.dropFirst(Int(clamping: number)))
        }
    }

    func batch(of log: LogID, from position: UInt64) async throws -> Batch? {
        let batch = try await self.node.store.read { reader -> Batch? in
            // Every peer would refuse what no order explains.
            guard try reader.unorderedErasures(of: log).isEmpty else { return nil }
            guard let stored = try reader.log(log), let checkpoint = try reader.checkpoint(of: log, beyond: position)
            else { return nil }
            var frames: [[UInt8]] = []
            var start = position
            while start < checkpoint.size {
                let boundary = (start / Limits.bundleEntries + 1) * Limits.bundleEntries
                // A whole sealed bundle goes out as it lies.
                if boundary - start == Limits.bundleEntries, boundary <= checkpoint.size,
                    let bundle = try reader.bundle(of: log, holding: start)
                {
                    frames.append(bundle.frame)
                } else {
                    let end = min(boundary, checkpoint.size)
                    frames.append(try reader.run(of: log, from: start).sliced(to: start..<end).sealed())
                }
                start = min(boundary, checkpoint.size)
            }
            return Batch(
                log: log,
                cluster: stored.head.inception.cluster,
                start: position,
                frames: frames,
                checkpoint: checkpoint
            )
        }
        // The log may have grown since the session began.
        if log == self.node.log, let batch {
            try self.node.highWaterMark.raise(to: batch.checkpoint.size, of: log)
        }
        return batch
    }

    func receive(_ statements: [Statement], of cluster: ClusterID) async throws -> Bool {
        let (isNew, isErasing) = try await self.node.store.write { writer in
            guard try writer.clusters().contains(where: { $0.id == cluster && $0.isTrusted }) else {
                return (false, false)
            }
            let held = try writer.chain(of: cluster)
            var chain: StatementChain
            if let held, let first = statements.first, first.number > 0 {
                chain = held
                for statement in statements where statement.number >= UInt64(held.statements.count) {
                    try chain.append(statement)
                }
            } else {
                chain = try StatementChain(statements)
            }
            guard chain.cluster == cluster else {
                throw LogError(.brokenChain, "statements of another cluster came than were announced")
            }
            if let held, chain == held || !chain.isPreferred(to: held) { return (false, false) }
            try writer.adopt(chain, insteadOf: held, own: self.node.log, schema: self.node.schema)
            return (true, chain.erasures != held?.erasures ?? [:])
        }
        // What was erased must be gone from the write-ahead log too.
        if isErasing { try await self.node.store.truncateWriteAheadLog() }
        return isNew
    }

    func receive(_ batch: Batch) async throws -> Int {
        try await self.node.store.write { writer in
            try BatchReceiving(
                writer: writer,
                schema: self.node.schema,
                limit: self.node.environment.mergedAtOnce
            )
            .receive(batch)
        }
    }

    func evidence(of log: LogID, against listing: Listing) async throws -> ForkEvidence? {
        let known = try await self.node.store.read { reader in
            try reader.fork(of: log)?.evidence ?? reader.evidence(of: log, against: listing)
        }
        if let known { try await self.keep(known) }
        return known
    }

    func receive(_ evidence: ForkEvidence) async throws {
        let isProven = try await self.node.store.read { reader in
            guard let chain = try reader.chain(of: evidence.cluster), let key = chain.admitted[evidence.log] else {
                return false
            }
            return evidence.isValid(key: key)
        }
        guard isProven else { throw Refusal("what came as proof of a fork proves nothing") }
        try await self.keep(evidence)
    }

    private func keep(_ evidence: ForkEvidence) async throws {
        let isKnown = try await self.node.store.read { try $0.fork(of: evidence.log) != nil }
        guard !isKnown else { return }
        let now = self.node.environment.now()
        try await self.node.store.write { writer in
            try writer.keep(evidence, own: self.node.log, now: now, schema: self.node.schema)
        }
    }

    func ended(_ report: SyncReport) async {
        // When this fails, the entries wait until the node is next opened.
        if self.node.environment.isMerging { try? await self.node.mergeWaiting() }
        // Strangers are not counted: they would fill the table, and have no way in anyway.
        guard report.cluster != nil else { return }
        let now = self.node.environment.now()
        // Nothing can be done about an error here, and the session is over all the same.
        try? await self.node.store.judge(report, now: now)
    }
}

extension StatementChain {
    /// Whether a node key writes a log that the cluster admitted and has not closed.
    func admits(_ key: Bytes32) -> Bool {
        self.admitted.contains { log, admitted in admitted == key && self.closed[log] == nil }
    }
}
