import SplotDirectory
public import SplotLog
public import SplotMerge
import SplotStore

/// A cluster that this node trusts, or once did.
public struct KnownCluster: Sendable {
    /// Its name in the federation.
    public var id: ClusterID
    /// What people call it, by its founding statement.
    public var name: String
    /// Whether it is this node's own.
    public var isOwn: Bool
    /// When it was first trusted, in seconds since 1970-01-01T00:00:00Z.
    public var addedAt: UInt64
    /// The number of its logs that are held.
    public var logs: Int
    /// The number of entries in them.
    public var entries: UInt64
}

extension Node {
    /// The card by which this node's cluster introduces itself.
    ///
    /// - Parameter addresses: Where its nodes answer, as `HOST:PORT`.
    /// - Returns: A card with the cluster's statements as this node holds them.
    /// - Throws: ``NodeError`` `damaged` when the statements are missing, `LogError` when they do not verify, or
    ///   `StoreError`.
    public func card(addresses: [String] = []) async throws -> Card {
        let chain = try await self.store.read { try $0.chain(of: self.cluster) }
        guard let chain else {
            throw NodeError(.damaged, "the cluster's statements are missing: restore the data directory from a backup")
        }
        return Card(chain: chain, addresses: addresses)
    }

    /// Trusts a cluster: its logs count here from now on, and it may read this cluster's.
    ///
    /// - Parameter card: The cluster's card. Compare its fingerprint with its administrator first.
    /// - Returns: `false` when it was trusted already and among the readers.
    /// - Throws: ``NodeError`` `invalid` for the own cluster's card; `notFound`, `behindHighWaterMark`, `closed` or
    ///   `damaged` when the cluster cannot be written down as a reader, though its logs count by then; `StoreError`.
    @discardableResult
    public func trust(_ card: Card) async throws -> Bool {
        let cluster = card.chain.cluster
        guard cluster != self.cluster else {
            throw NodeError(.invalid, "this is your own cluster's card: give it to the others, and take theirs")
        }
        let isNew = try await self.store.write { writer in
            let known = try writer.clusters().first { $0.id == cluster }
            let held = try writer.chain(of: cluster)
            let wasTrusted = known?.isTrusted == true
            let best = held.map { card.chain.isPreferred(to: $0) ? card.chain : $0 } ?? card.chain
            try writer.put(
                StoredCluster(id: cluster, isTrusted: true, addedAt: known?.addedAt ?? self.environment.now())
            )
            // What lies here from an earlier time of trust was not kept up meanwhile: all orders apply anew.
            try writer.adopt(
                best,
                insteadOf: wasTrusted ? held : nil,
                own: self.log,
                schema: self.schema,
                isRebuilding: try !wasTrusted && !writer.inceptions(of: cluster).isEmpty
            )
            return !wasTrusted
        }
        // What a card had erased must be gone from the write-ahead log too.
        if !card.chain.erasures.isEmpty { try await self.store.truncateWriteAheadLog() }
        do {
            let written = try await self.setReader(cluster, isReader: true)
            return isNew || written
        } catch let error as NodeError {
            throw NodeError(error.code, "the cluster is trusted, but cannot read your logs yet: \(error.message)")
        }
    }

    /// Stops trusting a cluster: its logs stay where they are and count no more, and it may not read this cluster's.
    ///
    /// - Throws: ``NodeError`` `notFound` when it is not trusted, `invalid` for the node's own cluster.
    public func distrust(_ cluster: ClusterID) async throws {
        guard cluster != self.cluster else { throw NodeError(.invalid, "a node always trusts its own cluster") }
        // First of all its logs stop counting, whatever hinders writing.
        try await self.store.write { writer in
            guard var known = try writer.clusters().first(where: { $0.id == cluster && $0.isTrusted }) else {
                throw NodeError(.notFound, "that cluster is not trusted: `splot trust list` shows those that are")
            }
            known.isTrusted = false
            try writer.put(known)
            try writer.rebuild(self.schema)
        }
        do {
            _ = try await self.setReader(cluster, isReader: false)
        } catch let error as NodeError {
            throw NodeError(
                error.code,
                "the cluster is not trusted any more, but still stands among your readers: \(error.message)"
            )
        }
    }

    /// The clusters that are trusted, this node's own first, then by name.
    public func trustedClusters() async throws -> [KnownCluster] {
        try await self.store.read { reader in
            try reader.clusters().filter(\.isTrusted)
                .compactMap { cluster -> KnownCluster? in
                    guard let chain = try reader.chain(of: cluster.id) else { return nil }
                    let logs = try reader.logs(of: cluster.id)
                    return KnownCluster(
                        id: cluster.id,
                        name: chain.name,
                        isOwn: cluster.id == self.cluster,
                        addedAt: cluster.addedAt,
                        logs: logs.count,
                        entries: logs.reduce(0) { $0 + $1.head.size }
                    )
                }
                .sorted { left, right in
                    left.isOwn != right.isOwn ? left.isOwn : PolishCollation.areInOrder(left.name, right.name)
                }
        }
    }

    /// What people call some clusters.
    ///
    /// - Parameter clusters: Their names in the federation.
    /// - Returns: The name of each that is trusted.
    /// - Throws: `LogError` when statements are damaged, or `StoreError`.
    public func clusterNames(_ clusters: [ClusterID]) async throws -> [ClusterID: String] {
        try await self.store.read { reader in
            let trusted = Set(try reader.clusters().filter(\.isTrusted).map(\.id))
            var names: [ClusterID: String] = [:]
            for cluster in clusters where trusted.contains(cluster) {
                names[cluster] = try reader.chain(of: cluster)?.name
            }
            return names
        }
    }

    /// The one trusted cluster that a text means: its name, or the beginning of its id.
    ///
    /// - Throws: ``NodeError`` `notFound` or `ambiguous`.
    public func trustedCluster(_ text: String) async throws -> KnownCluster {
        let clusters = try await self.trustedClusters()
        let digits = text.filter { !$0.isWhitespace }.lowercased()
        let exact = clusters.filter { Folding.fold($0.name) == Folding.fold(text) }
        let found =
            exact.isEmpty && digits.count >= 4 ? clusters.filter { $0.id.description.hasPrefix(digits) } : exact
        guard let first = found.first else {
            let names = clusters.map(\.name).joined(separator: ", ")
            throw NodeError(.notFound, "no trusted cluster is called that; trusted are: \(names)")
        }
        guard found.count == 1 else {
            throw NodeError(.ambiguous, "several trusted clusters are called that: give the beginning of the id")
        }
        return first
    }

    /// Adds a cluster to this cluster's readers, or takes it out.
    private func setReader(_ cluster: ClusterID, isReader: Bool) async throws -> Bool {
        guard let record = try await self.ownRecord() else {
            throw NodeError(.notFound, "the cluster's own record was deleted: bring it back before changing trust")
        }
        let reader = Value.text(cluster.description)
        let isThere: Bool
        if case .set(let readers) = record.record.fields["readers"] {
            isThere = readers.contains(reader)
        } else {
            isThere = false
        }
        guard isThere != isReader else { return false }
        let operation: FieldWrite.Operation = isReader ? .add(.value(reader)) : .remove(.value(reader))
        let write = FieldWrite(field: "readers", shape: .set, operation: operation)
        _ = try await self.write([RecordEdit(target: .existing(record.record.id), writes: [write])])
        return true
    }
}
