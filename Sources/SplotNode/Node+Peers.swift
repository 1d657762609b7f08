public import SplotMerge
import SplotStore

/// A node to call.
public struct KnownPeer: Sendable {
    /// Where it answers, `HOST:PORT`.
    public var address: String
    /// Its cluster, known since it was first met.
    public var cluster: ClusterID?
    /// When a sync with it last came to its end, in seconds since 1970-01-01T00:00:00Z.
    public var lastSync: UInt64?
    /// How the last attempt went, in one word; `nil` before the first.
    public var lastResult: String?
    /// How many entries are held here that it was not offered yet; `nil` before the first sync.
    public var behind: UInt64?
}

extension Node {
    /// Adds a node to call.
    ///
    /// - Parameter address: Where it answers, `HOST:PORT` or `[IPv6]:PORT`; port 7420 when it has none.
    /// - Returns: The address as it is kept; `isNew` is `false` when it was there already.
    /// - Throws: ``NodeError`` `invalid` when the text is no address, or `StoreError`.
    @discardableResult
    public func addPeer(_ address: String) async throws -> (address: String, isNew: Bool) {
        let address = try PeerAddress(address).description
        return try await self.store.write { writer in
            if try writer.peers().contains(where: { $0.address == address }) { return (address, false) }
            try writer.put(StoredPeer(address: address, addedAt: self.environment.now()))
            return (address, true)
        }
    }

    /// Forgets a node to call.
    ///
    /// - Throws: ``NodeError`` `notFound`.
    public func removePeer(_ address: String) async throws {
        let address = try PeerAddress(address).description
        guard try await self.store.write({ try $0.removePeer(address) }) else {
            throw NodeError(.notFound, "there is no peer \(address): `splot peer list` shows those there are")
        }
    }

    /// The nodes to call, by address.
    public func peers() async throws -> [KnownPeer] {
        try await self.store.read { reader in
            try reader.peers()
                .map { peer in
                    let held = try peer.cluster.map { try self.entriesFor($0, reader) }
                    let behind = peer.entriesAtLastSync.flatMap { last in held.map { $0 - min(last, $0) } }
                    return KnownPeer(
                        address: peer.address,
                        cluster: peer.cluster,
                        lastSync: peer.lastSync,
                        lastResult: peer.lastResult,
                        behind: behind
                    )
                }
        }
    }

    /// How many entries are held here that a cluster may read.
    func entriesFor(_ cluster: ClusterID, _ reader: StoreReader) throws -> UInt64 {
        let named = try reader.clusters(readableBy: cluster)
        let readable = try reader.clusters()
            .filter { $0.isTrusted && StoreReader.mayRead(cluster, $0.id, among: named) }
        return try reader.entryCount(of: readable.map(\.id))
    }
}
