import SplotDirectory
import SplotInterchange
import SplotMerge
import SplotNode

/// How a table is to be read.
struct ImportFile {
    /// The most bytes of a file.
    static let maximumBytes = 64 << 20

    var kind: String
    var key: String?
    /// The field by column, empty for a column that is left out.
    var mapping: [String: String] = [:]
    var defaults: [String: String] = [:]
    var repairs: Set<ImportRepair> = []
    var language = "pl"

    /// Compares a table with the directory of a node.
    ///
    /// - Parameters:
    ///   - table: The rows.
    ///   - node: Whose directory.
    ///   - progress: Called with how much is compared, and of how much.
    /// - Returns: What there is to write.
    /// - Throws: `InterchangeError` when the table as a whole cannot be imported, `StoreError`.
    func prepare(
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
