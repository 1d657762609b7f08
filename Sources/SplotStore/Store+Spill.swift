import Foundation
import GRDB

/// Room on the disk for what does not fit into memory while a transaction sorts it, gone when that ends.
///
/// SQLite keeps it in a temporary file that has no name.
extension StoreWriter {
    /// Makes the room, empty.
    package func beginSpill() throws {
        try self.endSpill()
        try self.run("CREATE TEMP TABLE spill (number INTEGER PRIMARY KEY, data BLOB NOT NULL)")
    }

    /// Puts bytes behind those that are in a bucket.
    ///
    /// - Parameters:
    ///   - data: Any bytes.
    ///   - bucket: The bucket's number.
    ///   - part: How many times something was put into the bucket before.
    /// - Throws: What SQLite reports.
    package func spill(_ data: [UInt8], into bucket: Int, part: Int) throws {
        try self.run(
            "INSERT INTO spill (number, data) VALUES (?, ?)",
            [Int64(bucket) << 32 | Int64(part), Data(data)]
        )
    }

    /// Calls a closure with all that was put into a bucket, in order.
    package func forEachSpilled(in bucket: Int, _ body: ([UInt8]) throws -> Void) throws {
        try self.forEachRow(
            "SELECT data FROM spill WHERE number >= ? AND number < ? ORDER BY number",
            [Int64(bucket) << 32, Int64(bucket + 1) << 32]
        ) { try body($0.bytes(0)) }
    }

    /// Gives the room back.
    package func endSpill() throws { try self.run("DROP TABLE IF EXISTS temp.spill") }
}
