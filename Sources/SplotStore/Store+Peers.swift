import Foundation
import GRDB
package import SplotMerge

/// A node to call, and how it went when last met.
package struct StoredPeer: Sendable {
    /// Where it answers, `HOST:PORT`.
    package var address: String
    /// Its cluster, known since it was first met.
    package var cluster: ClusterID?
    /// When it was added, in seconds since 1970-01-01T00:00:00Z.
    package var addedAt: UInt64
    /// When a sync with it last came to its end, in seconds since 1970-01-01T00:00:00Z.
    package var lastSync: UInt64?
    /// How the last attempt went, in one word.
    package var lastResult: String?
    /// How many entries this node held for it when a sync last came to its end.
    package var entriesAtLastSync: UInt64?

    /// Puts it together.
    package init(address: String, addedAt: UInt64) {
        self.address = address
        self.addedAt = addedAt
    }
}

extension StoreReader {
    /// The peers, by address.
    package func peers() throws -> [StoredPeer] {
        try self.rows(
            "SELECT address, cluster, addedAt, lastSync, lastResult, entriesAtLastSync FROM peer ORDER BY address"
        )
        .map { row in
            var peer = StoredPeer(address: try row.text(0), addedAt: try row.unsigned(2))
            peer.cluster = try row.optionalBytes32(1).map(ClusterID.init)
            peer.lastSync = try row.optionalUnsigned(3)
            peer.lastResult = try row.optionalText(4)
            peer.entriesAtLastSync = try row.optionalUnsigned(5)
            return peer
        }
    }
}

extension StoreWriter {
    /// Keeps a peer, or changes what is kept of it.
    package func put(_ peer: StoredPeer) throws {
        try self.run(
            """
            INSERT OR REPLACE INTO peer (address, cluster, addedAt, lastSync, lastResult, entriesAtLastSync)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                peer.address, peer.cluster?.hash.data, Int64(clamping: peer.addedAt),
                peer.lastSync.map { Int64(clamping: $0) }, peer.lastResult,
                peer.entriesAtLastSync.map { Int64(clamping: $0) },
            ]
        )
    }

    /// Forgets a peer.
    ///
    /// - Returns: Whether it was there.
    package func removePeer(_ address: String) throws -> Bool {
        try self.run("DELETE FROM peer WHERE address = ?", [address])
        return self.database.changesCount > 0
    }
}
