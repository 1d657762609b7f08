import Foundation
import GRDB
package import SplotLog
package import SplotMerge

/// How far a cluster's statements are held.
package struct StoredChainHead: Sendable {
    /// How many.
    package var count: UInt64
    /// The last one's body.
    package var lastBody: [UInt8]
}

/// How far a log is held, with the author's word on it.
package struct StoredLogHead: Sendable {
    /// The log.
    package var log: LogID
    /// The cluster that its inception names.
    package var cluster: ClusterID
    /// The last checkpoint, which is where the log ends here.
    package var checkpoint: Checkpoint
    /// Where its cluster has closed it, if it has.
    package var close: LogClose?
}

/// What is asked at every meeting, answered without reading statements one by one.
extension StoreReader {
    /// Works the federation out from the tables.
    func readFederation() throws -> Federation {
        var federation = Federation()
        // A log says itself whose it is: admitting another cluster's log gives no power over it (Protocol.md §4.2).
        try self.forEachRow(
            """
            SELECT logName.log, log.cluster, closed.size FROM log
            JOIN logName ON logName.number = log.number
            JOIN cluster ON cluster.cluster = log.cluster AND cluster.isTrusted = 1 AND cluster.isStopped = 0
            JOIN admitted ON admitted.key = log.key AND admitted.log = logName.log AND admitted.cluster = log.cluster
            LEFT JOIN closed ON closed.cluster = log.cluster AND closed.log = logName.log
            """
        ) { row in
            let log = LogID(try row.bytes32(0))
            federation.clusters[log] = ClusterID(try row.bytes32(1))
            federation.closedSizes[log] = try row.optionalUnsigned(2)
        }
        return federation
    }

    /// How far the statements of each cluster are held.
    package func chainHeads() throws -> [ClusterID: StoredChainHead] {
        var heads: [ClusterID: StoredChainHead] = [:]
        // With MAX, SQLite takes the other columns from the row that has it (https://sqlite.org/lang_select.html §2.5).
        try self.forEachRow("SELECT cluster, MAX(number), body FROM statement GROUP BY cluster") { row in
            let count = try row.unsigned(1) + 1
            heads[ClusterID(try row.bytes32(0))] = StoredChainHead(count: count, lastBody: try row.bytes(2))
        }
        return heads
    }

    /// How far each log is held, by name in ascending order.
    package func logHeads() throws -> [StoredLogHead] {
        var heads: [StoredLogHead] = []
        try self.forEachRow(
            """
            SELECT logName.log, log.cluster, log.size, checkpoint.root, checkpoint.signature, closed.size, closed.root
            FROM log
            JOIN logName ON logName.number = log.number
            JOIN checkpoint ON checkpoint.log = log.number AND checkpoint.size = log.size
            LEFT JOIN closed ON closed.cluster = log.cluster AND closed.log = logName.log
            ORDER BY logName.log
            """
        ) { row in
            let log = LogID(try row.bytes32(0))
            let checkpoint = try Checkpoint(
                log: log,
                size: row.unsigned(2),
                root: row.bytes32(3),
                signature: row.bytes(4)
            )
            let close = try row.optionalUnsigned(5).map { LogClose(size: $0, root: try row.bytes32(6)) }
            heads.append(
                StoredLogHead(log: log, cluster: ClusterID(try row.bytes32(1)), checkpoint: checkpoint, close: close)
            )
        }
        return heads
    }

    /// A number that is another one after almost any change of what may be told to peers.
    ///
    /// It is looked at several times a second by a node that serves, so it adds up what SQLite has at hand. What it
    /// misses is told when sessions next say what they hold.
    package func changeMark() throws -> [Int64] {
        let row = try self.row(
            """
            SELECT (SELECT SUM(size) FROM log), (SELECT COUNT(*) FROM log), (SELECT COUNT(*) FROM statement),
                (SELECT COUNT(*) FROM fork), (SELECT SUM(isTrusted) FROM cluster), (SELECT COUNT(*) FROM reader)
            """
        )
        return try (0..<6).map { try row?.optionalInteger($0) ?? 0 }
    }

    /// The logs that a node key was admitted to write, and by whom.
    package func admissions(of key: Bytes32) throws -> [(log: LogID, cluster: ClusterID)] {
        try self.rows("SELECT log, cluster FROM admitted WHERE key = ?", [key.data])
            .map { (LogID(try $0.bytes32(0)), ClusterID(try $0.bytes32(1))) }
    }

    /// The clusters whose logs a cluster may read, as their own records say; its own is not named.
    package func clusters(readableBy reader: ClusterID) throws -> Set<ClusterID> {
        Set(
            try self.rows("SELECT DISTINCT cluster FROM reader WHERE reader = ?", [reader.hash.data])
                .map { ClusterID(try $0.bytes32(0)) }
        )
    }
}

extension StoreWriter {
    /// Keeps which clusters a record lets read the logs of its owner.
    ///
    /// - Parameters:
    ///   - readers: The clusters; none for a record that says nothing of the kind.
    ///   - cluster: The record's owner.
    ///   - record: The record.
    /// - Throws: What SQLite reports; ``Store`` turns it into ``StoreError``.
    package func put(readers: Set<ClusterID>, of cluster: ClusterID, by record: RecordID) throws {
        let log = try self.numberCreating(record.creator.log)
        let number = try EntryNumber.make(log: log, position: record.creator.position)
        try self.run("DELETE FROM reader WHERE record = ?", [number])
        for reader in readers {
            try self.run(
                "INSERT INTO reader (reader, cluster, record) VALUES (?, ?, ?)",
                [reader.hash.data, cluster.hash.data, number]
            )
        }
    }
}
