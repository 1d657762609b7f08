import Foundation
import GRDB
package import SplotLog
package import SplotMerge

/// A log as it is held.
package struct StoredLog: Sendable {
    /// Where it stands.
    package var head: LogHead
    /// Header and payload bytes of all its entries as they came in, which says where checkpoints are kept.
    package var bytes: UInt64

    /// Puts it together.
    package init(head: LogHead, bytes: UInt64 = 0) {
        self.head = head
        self.bytes = bytes
    }
}

extension StoreReader {
    /// The logs that are held, by name in ascending order.
    ///
    /// - Parameter cluster: Only the logs of this cluster; all when `nil`.
    /// - Returns: Where each log stands; empty when none is held.
    /// - Throws: ``StoreError`` `damaged`, or `LogError` when an inception or a right edge is damaged.
    package func logs(of cluster: ClusterID? = nil) throws -> [StoredLog] {
        let columns = "SELECT number, inception, edge, introduced, stoppedAt, bytes, size FROM log"
        let rows =
            if let cluster {
                try self.rows(columns + " WHERE cluster = ?", [cluster.hash.data])
            } else {
                try self.rows(columns)
            }
        return try rows.map { try self.storedLog($0) }.sorted { $0.head.log < $1.head.log }
    }

    /// Calls a closure with the name of each log that is held, whatever else of it can be read.
    ///
    /// - Parameter body: Called for each log that has a name; it may read with this reader.
    /// - Throws: What the closure throws. ``StoreError`` `damaged` when a held log has no name, or not all rows can be
    ///   read; the closure has been called for all others by then.
    package func forEachLogName(_ body: (LogID) throws -> Void) throws {
        var names: [LogID] = []
        var damage: (any Error)?
        do {
            // The cursor ends at a page that cannot be read: what came before it still counts.
            try self.forEachRow(
                "SELECT log.number, logName.log FROM log LEFT JOIN logName ON logName.number = log.number"
            ) { row in
                do {
                    let name = LogID(try row.bytes32(1))
                    // From here on the log is found by its number, should the index of names be damaged.
                    _ = self.remember(name, number: try row.integer(0))
                    names.append(name)
                } catch {
                    damage = error
                }
            }
        } catch {
            damage = error
        }
        for name in names { try body(name) }
        if let damage { throw damage }
    }

    /// A log, if any of it is held.
    package func log(_ log: LogID) throws -> StoredLog? {
        guard let number = try self.number(of: log) else { return nil }
        return
            try self.row(
                "SELECT number, inception, edge, introduced, stoppedAt, bytes, size FROM log WHERE number = ?",
                [number]
            )
            .map { try self.storedLog($0) }
    }

    /// The first kept checkpoint of a log at a size beyond the given one.
    package func checkpoint(of log: LogID, beyond size: UInt64) throws -> Checkpoint? {
        guard let number = try self.number(of: log) else { return nil }
        return
            try self.row(
                "SELECT size, root, signature FROM checkpoint WHERE log = ? AND size > ? ORDER BY size LIMIT 1",
                [number, Int64(clamping: size)]
            )
            .map { try self.checkpoint($0, log: log) }
    }

    /// All kept checkpoints of a log, by size in ascending order.
    package func checkpoints(of log: LogID) throws -> [Checkpoint] {
        guard let number = try self.number(of: log) else { return [] }
        return try self.rows("SELECT size, root, signature FROM checkpoint WHERE log = ? ORDER BY size", [number])
            .map { try self.checkpoint($0, log: log) }
    }

    private func checkpoint(_ row: Row, log: LogID) throws -> Checkpoint {
        try Checkpoint(
            log: log,
            size: try row.unsigned(0),
            root: try row.bytes32(1),
            signature: try row.bytes(2)
        )
    }

    private func storedLog(_ row: Row) throws -> StoredLog {
        let own = try self.log(try row.integer(0))
        var logs = [own]
        let introduced = try row.bytes(3)
        for start in stride(from: 0, to: introduced.count, by: Bytes32.count) {
            guard let bytes = Bytes32(introduced[start..<min(start + Bytes32.count, introduced.count)]) else {
                throw Self.damagedIntroductions
            }
            logs.append(LogID(bytes))
        }
        guard let numbering = LogNumbering(logs: logs) else { throw Self.damagedIntroductions }
        let head = LogHead(
            inception: try Inception(encoded: row.bytes(1)),
            edge: try RightEdge(encoded: row.bytes(2)),
            numbering: numbering,
            stoppedAt: try row.optionalUnsigned(4)
        )
        guard head.log == own, head.size == (try row.unsigned(6)) else {
            throw StoreError(.damaged, "where a log stands is damaged: `splot verify` tells more")
        }
        return StoredLog(head: head, bytes: try row.unsigned(5))
    }

    private static var damagedIntroductions: StoreError {
        StoreError(.damaged, "what a log has introduced is damaged: `splot verify` tells more")
    }
}

extension StoreWriter {
    /// Keeps where a log stands.
    package func put(_ log: StoredLog) throws {
        let head = log.head
        let number = try self.numberCreating(head.log)
        let known = try self.row(
            "SELECT cluster = ? AND key = ? FROM log WHERE number = ?",
            [
                head.inception.cluster.hash.data, head.inception.key.data, number,
            ]
        )
        if try known?.optionalInteger(0) != 1 { try self.noteFederationChange() }
        try self.run(
            """
            INSERT INTO log (number, cluster, inception, size, edge, introduced, stoppedAt, bytes, key)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET
                cluster = excluded.cluster, inception = excluded.inception, size = excluded.size, edge = excluded.edge,
                introduced = excluded.introduced, stoppedAt = excluded.stoppedAt, bytes = excluded.bytes,
                key = excluded.key
            """,
            [
                number, head.inception.cluster.hash.data, Data(head.inception.encoded),
                Int64(clamping: head.size), Data(head.edge.encoded),
                Data(head.numbering.logs.dropFirst().flatMap(\.hash.bytes)),
                head.stoppedAt.map { Int64(clamping: $0) }, Int64(clamping: log.bytes), head.inception.key.data,
            ]
        )
    }

    /// Keeps a checkpoint, and drops the one before unless it is to be kept for good.
    ///
    /// Kept are those at multiples of 4,096 entries, those needed so that no two lie more than 4 MiB apart, and the
    /// last: so any node can resume from any other (Protocol.md §5.7).
    ///
    /// - Parameters:
    ///   - checkpoint: The newest checkpoint of its log.
    ///   - bytes: Header and payload bytes of the log up to there.
    /// - Throws: What SQLite reports; ``Store`` turns it into ``StoreError``.
    package func put(_ checkpoint: Checkpoint, bytes: UInt64) throws {
        let number = try self.numberCreating(checkpoint.log)
        let previous = try self.rows(
            "SELECT size, bytes FROM checkpoint WHERE log = ? ORDER BY size DESC LIMIT 2",
            [number]
        )
        if let last = previous.first {
            let size = try last.unsigned(0)
            let keptBytes = previous.count > 1 ? try previous[1].unsigned(1) : 0
            let isKept = size % Limits.batchEntries == 0 || bytes > keptBytes + UInt64(Limits.batchBytes)
            if !isKept {
                try self.run("DELETE FROM checkpoint WHERE log = ? AND size = ?", [number, Int64(clamping: size)])
            }
        }
        try self.run(
            "INSERT OR REPLACE INTO checkpoint (log, size, root, signature, bytes) VALUES (?, ?, ?, ?, ?)",
            [
                number, Int64(clamping: checkpoint.size), checkpoint.root.data, Data(checkpoint.signature),
                Int64(clamping: bytes),
            ]
        )
    }
}
