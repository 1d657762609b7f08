import Foundation
import GRDB
package import SplotMerge

/// What is remembered of a peer, as bytes that only the sync session reads.
package struct StoredMemory: Sendable {
    /// What was offered to it.
    package var offer: Bytes32
    /// What both held.
    package var agreed: [UInt8]
    /// What the peer has listed of what was withheld from it.
    package var owed: [UInt8]

    /// Puts it together.
    package init(offer: Bytes32, agreed: [UInt8], owed: [UInt8]) {
        self.offer = offer
        self.agreed = agreed
        self.owed = owed
    }
}

/// How often a node key has sent what does not verify.
package struct StoredFaults: Sendable {
    /// The key.
    package var key: Bytes32
    /// How often.
    package var count: UInt64
    /// When last, in seconds since 1970-01-01T00:00:00Z.
    package var lastAt: UInt64

    /// Puts it together.
    package init(key: Bytes32, count: UInt64, lastAt: UInt64) {
        self.key = key
        self.count = count
        self.lastAt = lastAt
    }
}

extension StoreReader {
    /// What is remembered of the peer with a node key.
    package func memory(of key: Bytes32) throws -> StoredMemory? {
        try self.row("SELECT offer, agreed, owed FROM memory WHERE key = ?", [key.data])
            .map { StoredMemory(offer: try $0.bytes32(0), agreed: try $0.bytes(1), owed: try $0.bytes(2)) }
    }

    /// The faults of all node keys that have any, by key.
    package func faults() throws -> [StoredFaults] {
        try self.rows("SELECT key, count, lastAt FROM fault ORDER BY key")
            .map { StoredFaults(key: try $0.bytes32(0), count: try $0.unsigned(1), lastAt: try $0.unsigned(2)) }
    }

    /// The faults of one node key.
    package func faults(of key: Bytes32) throws -> StoredFaults? {
        try self.row("SELECT count, lastAt FROM fault WHERE key = ?", [key.data])
            .map { StoredFaults(key: key, count: try $0.unsigned(0), lastAt: try $0.unsigned(1)) }
    }
}

extension StoreWriter {
    /// Remembers of the peer with a node key what both hold.
    package func put(_ memory: StoredMemory, of key: Bytes32) throws {
        try self.run(
            "INSERT OR REPLACE INTO memory (key, offer, agreed, owed) VALUES (?, ?, ?, ?)",
            [key.data, memory.offer.data, Data(memory.agreed), Data(memory.owed)]
        )
    }

    /// Keeps how often a node key has sent what does not verify.
    package func put(_ faults: StoredFaults) throws {
        try self.run(
            "INSERT OR REPLACE INTO fault (key, count, lastAt) VALUES (?, ?, ?)",
            [faults.key.data, Int64(clamping: faults.count), Int64(clamping: faults.lastAt)]
        )
    }

    /// Forgives a node key.
    ///
    /// - Returns: Whether there was anything to forgive.
    @discardableResult
    package func removeFaults(of key: Bytes32) throws -> Bool {
        try self.run("DELETE FROM fault WHERE key = ?", [key.data])
        return self.database.changesCount > 0
    }
}
