import Foundation
import GRDB
package import SplotLog
package import SplotMerge

/// A cluster that this node knows.
package struct StoredCluster: Sendable {
    /// Its name.
    package var id: ClusterID
    /// Whether its logs count here.
    package var isTrusted: Bool
    /// When it was first trusted, in seconds since 1970-01-01T00:00:00Z.
    package var addedAt: UInt64

    /// Puts it together.
    package init(id: ClusterID, isTrusted: Bool, addedAt: UInt64) {
        self.id = id
        self.isTrusted = isTrusted
        self.addedAt = addedAt
    }
}

extension StoreReader {
    /// The clusters that this node knows, by name in ascending order.
    package func clusters() throws -> [StoredCluster] {
        try self.rows("SELECT cluster, isTrusted, addedAt FROM cluster ORDER BY cluster")
            .map { row in
                StoredCluster(
                    id: ClusterID(try row.bytes32(0)),
                    isTrusted: try row.boolean(1),
                    addedAt: try row.unsigned(2)
                )
            }
    }

    /// The statements of a cluster, which were checked when they came; `nil` when none are held.
    package func chain(of cluster: ClusterID) throws -> StatementChain? {
        let rows = try self.rows(
            "SELECT body, signature FROM statement WHERE cluster = ? ORDER BY number",
            [cluster.hash.data]
        )
        guard !rows.isEmpty else { return nil }
        return try StatementChain(checked: rows.map { try Statement(body: $0.bytes(0), signature: $0.bytes(1)) })
    }
}

extension StoreWriter {
    /// Keeps a cluster, or changes what is kept of it.
    package func put(_ cluster: StoredCluster) throws {
        try self.noteFederationChange()
        try self.run(
            """
            INSERT INTO cluster (cluster, isTrusted, addedAt) VALUES (?, ?, ?)
            ON CONFLICT (cluster) DO UPDATE SET isTrusted = excluded.isTrusted, addedAt = excluded.addedAt
            """,
            [cluster.id.hash.data, cluster.isTrusted, Int64(clamping: cluster.addedAt)]
        )
    }

    /// Keeps a chain of statements in place of what was held of that cluster.
    ///
    /// The cluster itself is kept before.
    package func put(_ chain: StatementChain) throws {
        try self.noteFederationChange()
        let cluster = chain.cluster.hash.data
        try self.run("DELETE FROM statement WHERE cluster = ?", [cluster])
        for statement in chain.statements {
            try self.run(
                "INSERT INTO statement (cluster, number, body, signature) VALUES (?, ?, ?, ?)",
                [cluster, Int64(clamping: statement.number), Data(statement.body), Data(statement.signature)]
            )
        }
        try self.run("UPDATE cluster SET isStopped = ? WHERE cluster = ?", [chain.isStopped, cluster])
        try self.run("DELETE FROM admitted WHERE cluster = ?", [cluster])
        for (log, key) in chain.admitted {
            try self.run(
                "INSERT INTO admitted (key, log, cluster) VALUES (?, ?, ?)",
                [key.data, log.hash.data, cluster]
            )
        }
        try self.run("DELETE FROM closed WHERE cluster = ?", [cluster])
        for (log, close) in chain.closed where chain.admitted[log] != nil {
            try self.run(
                "INSERT INTO closed (cluster, log, size, root) VALUES (?, ?, ?, ?)",
                [cluster, log.hash.data, Int64(clamping: close.size), close.root.data]
            )
        }
    }
}
