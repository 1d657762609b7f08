import Foundation
import GRDB
package import SplotLog
package import SplotMerge

/// A log that is proven to be forked and not closed yet.
package struct StoredFork: Sendable {
    /// The proof.
    package var evidence: ForkEvidence
    /// When this node learned of it, in seconds since 1970-01-01T00:00:00Z.
    package var foundAt: UInt64

    /// Puts it together.
    package init(evidence: ForkEvidence, foundAt: UInt64) {
        self.evidence = evidence
        self.foundAt = foundAt
    }
}

extension StoreReader {
    private static var forkColumns: String {
        "log, cluster, foundAt, smallerSize, smallerRoot, smallerSignature, largerSize, largerRoot, largerSignature, "
            + "root, path"
    }

    /// The forks that are known and not settled, by log in ascending order.
    package func forks() throws -> [StoredFork] {
        try self.rows("SELECT \(Self.forkColumns) FROM fork ORDER BY log").map { try Self.fork($0) }
    }

    /// The fork of one log, if there is one that is not settled.
    package func fork(of log: LogID) throws -> StoredFork? {
        try self.row("SELECT \(Self.forkColumns) FROM fork WHERE log = ?", [log.hash.data]).map { try Self.fork($0) }
    }

    private static func fork(_ row: Row) throws -> StoredFork {
        let log = LogID(try row.bytes32(0))
        let path = try row.bytes(10)
        let evidence = ForkEvidence(
            cluster: ClusterID(try row.bytes32(1)),
            smaller: try Checkpoint(
                log: log,
                size: row.unsigned(3),
                root: row.bytes32(4),
                signature: row.bytes(5)
            ),
            larger: try Checkpoint(log: log, size: row.unsigned(6), root: row.bytes32(7), signature: row.bytes(8)),
            root: try row.bytes32(9),
            path: stride(from: 0, to: path.count, by: Bytes32.count)
                .compactMap { Bytes32(path[$0..<min($0 + Bytes32.count, path.count)]) }
        )
        return StoredFork(evidence: evidence, foundAt: try row.unsigned(2))
    }
}

extension StoreWriter {
    /// Keeps proof that a log is forked.
    package func put(_ fork: StoredFork) throws {
        let evidence = fork.evidence
        try self.run(
            """
            INSERT OR REPLACE INTO fork
                (log, cluster, foundAt, smallerSize, smallerRoot, smallerSignature,
                 largerSize, largerRoot, largerSignature, root, path)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                evidence.log.hash.data, evidence.cluster.hash.data, Int64(clamping: fork.foundAt),
                Int64(clamping: evidence.smaller.size), evidence.smaller.root.data, Data(evidence.smaller.signature),
                Int64(clamping: evidence.larger.size), evidence.larger.root.data, Data(evidence.larger.signature),
                evidence.root.data, Data(evidence.path.flatMap(\.bytes)),
            ]
        )
    }

    /// Forgets the fork of a log: its cluster has settled it.
    package func removeFork(of log: LogID) throws {
        try self.run("DELETE FROM fork WHERE log = ?", [log.hash.data])
    }
}
