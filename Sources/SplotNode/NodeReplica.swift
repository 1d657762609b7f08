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

    func greeting() async throws -> Greeting {
        let chain = try await self.node.store.read { try $0.chain(of: self.node.cluster) }
        return Greeting(statements: chain?.statements ?? [], log: self.node.log)
    }

    func admission(of key: Bytes32, greeting: Greeting?) async throws -> Admission {
        guard let greeting else {
            return try await self.node.store.read { reader in
                // Anyone can admit anyone's key: whose a key is, a log says that begins with it.
                var found: ClusterID?
                for cluster in try reader.clusters() where cluster.isTrusted {
                    guard let chain = try reader.chain(of: cluster.id), chain.admits(key) else { continue }
                    let logs = try reader.inceptions(of: cluster.id).filter { $0.key == key }.map(\.log)
                    guard logs.contains(where: { chain.admitted[$0] == key && chain.closed[$0] == nil }) else {
                        continue
                    }
                    guard found == nil else { return .unknown }
                    found = cluster.id
                }
                return found.map { .accepted(Peer(cluster: $0, key: key)) } ?? .unknown
            }
        }
        // Whoever is not trusted gets no more work done than this.
        guard let cluster = greeting.statements.first?.cluster else { return .notAdmitted }
        let (isTrusted, held) = try await self.node.store.read { reader in
            let isTrusted = try reader.clusters().contains { $0.id == cluster && $0.isTrusted }
            return (isTrusted, try isTrusted ? reader.chain(of: cluster) : nil)
        }
        guard isTrusted else { return .notTrusted }
        if greeting.statements != held?.statements {
            _ = try await self.receive(greeting.statements, of: cluster)
        }
        let chain = try await self.node.store.read { try $0.chain(of: cluster) }
        guard let chain, chain.admits(key) else { return .notAdmitted }
        return .accepted(Peer(cluster: cluster, key: key))
    }

    func inventory(for peer: Peer) async throws -> Inventory {
        let (inventory, ownSize) = try await self.node.store.read { reader in
            let federation = try reader.federation()
            var clusters: [Inventory.Cluster] = []
            for known in try reader.clusters() where known.isTrusted {
                guard let chain = try reader.chain(of: known.id) else { continue }
                let logs = try reader.logs(of: known.id)
                    .filter { try reader.unorderedErasures(of: $0.head.log).isEmpty }
                    .map { log -> Inventory.Log in
                        // Of a closed log what stands is all there is, whoever holds more of it.
                        let id = log.head.log
                        guard let close = chain.closed[id], log.head.size > close.size else {
                            return Inventory.Log(id: id, size: log.head.size, root: log.head.root)
                        }
                        return Inventory.Log(id: id, size: close.size, root: try reader.root(of: id, at: close.size))
                    }
                clusters.append(
                    Inventory.Cluster(
                        id: known.id,
                        statementCount: UInt64(chain.statements.count),
                        lastStatement: chain.last.hash,
                        isReadable: try reader.readers(of: known.id, in: federation).contains(peer.cluster),
                        logs: logs
                    )
                )
            }
            return (Inventory(clusters: clusters), try reader.log(self.node.log)?.head.size ?? 0)
        }
        // From here on peers may hold this node's log up to here: it must never be written again below that.
        try self.node.highWaterMark.raise(to: ownSize, of: self.node.log)
        return inventory
    }

    func root(of log: LogID, at size: UInt64) async throws -> Bytes32 {
        try await self.node.store.read { try $0.root(of: log, at: size) }
    }

    func statements(of cluster: ClusterID, from number: UInt64) async throws -> [Statement] {
        try await self.node.store.read { reader in
            let statements = try reader.chain(of: cluster)?.statements ?? []
            return Array(statements.dropFirst(Int(clamping: number)))
        }
    }

    func batch(of log: LogID, from position: UInt64) async throws -> Batch {
        let batch = try await self.node.store.read { reader -> Batch in
            guard let stored = try reader.log(log), let checkpoint = try reader.checkpoint(of: log, beyond: position)
            else { throw NodeError(.notFound, "a log is not held beyond position \(position)") }
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
        if log == self.node.log { try self.node.highWaterMark.raise(to: batch.checkpoint.size, of: log) }
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
            try BatchReceiving(writer: writer, schema: self.node.schema).receive(batch)
        }
    }
}

extension StatementChain {
    /// Whether a node key writes a log that the cluster admitted and has not closed.
    func admits(_ key: Bytes32) -> Bool {
        self.admitted.contains { log, admitted in admitted == key && self.closed[log] == nil }
    }
}
