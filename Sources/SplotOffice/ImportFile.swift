import SplotDirectory
package import SplotInterchange
import SplotMerge
package import SplotNode

/// How a table is to be read.
package struct ImportFile {
    /// The most bytes of a file.
    package static let maximumBytes = 64 << 20

    package var kind: String
    package var key: String?
    /// The field by column, empty for a column that is left out.
    package var mapping: [String: String] = [:]
    package var defaults: [String: String] = [:]
    package var repairs: Set<ImportRepair> = []
    package var language: String

    /// Says how to read a list.
    ///
    /// - Parameters:
    ///   - kind: The kind of record that each row is about; or `specialisation`, for a list of what a cluster does.
    ///   - key: The column that identifies a row; `nil` for the NIP where there is one, else the name.
    ///   - language: The BCP 47 tag of columns that name no language.
    package init(kind: String, key: String? = nil, language: String = "pl") {
        self.kind = kind
        self.key = key
        self.language = language
    }

    /// Compares a table with the directory of a node.
    ///
    /// - Parameters:
    ///   - table: The rows.
    ///   - node: Whose directory.
    ///   - progress: Called with how much is compared, and of how much.
    /// - Returns: What there is to write.
    /// - Throws: `InterchangeError` when the table as a whole cannot be imported, `StoreError`.
    package func prepare(
        _ table: ImportTable,
        for node: Node,
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws -> PreparedImport {
        let own = node.cluster
        // Asked first: what is written between this and the reading is found out when it is too late, not never.
        let logSize = try await node.logSize()
        let records = Collected<MergedRecord>()
        try await node.forEachRecord { records.append($0) }
        let all = records.all
        let plan = try ImportPlanner.plan(
            table,
            kind: self.kind,
            key: self.key,
            mapping: self.mapping,
            defaults: self.defaults,
            repairs: self.repairs,
            existing: all.map {
                ExistingRecord(record: Self.shown($0), isOwn: $0.owner == own, canonical: $0.canonical)
            },
            ownCluster: try await node.ownRecord()?.record.id,
            language: self.language,
            schema: node.schema,
            progress: progress
        )
        let versions = all.map { ($0.record.id, $0.version) }
        return PreparedImport(plan: plan, shown: Dictionary(versions) { first, _ in first }, logSize: logSize)
    }

    // Who may see a record is no field of it, but files name it like one.
    private static func shown(_ merged: MergedRecord) -> DirectoryRecord {
        var record = merged.record
        record.fields["visibility"] = .single(.text(merged.visibility == .open ? "public" : "federation"))
        return record
    }
}
