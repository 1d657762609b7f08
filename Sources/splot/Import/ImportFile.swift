import SplotDirectory
import SplotInterchange
import SplotNode

/// How a table is to be read.
struct ImportFile {
    /// The most bytes of a file.
    static let maximumBytes = 64 << 20

    var kind: String
    var key: String?
    var defaults: [String: String] = [:]
    var language = "pl"

    /// Compares a table with the directory of a node.
    func prepare(_ table: ImportTable, for node: Node) async throws -> PreparedImport {
        let own = node.cluster
        let records = Collected<MergedRecord>()
        try await node.forEachRecord { records.append($0) }
        let all = records.all
        let plan = try ImportPlanner.plan(
            table,
            kind: self.kind,
            key: self.key,
            defaults: self.defaults,
            existing: all.map { ExistingRecord(record: $0.record, isOwn: $0.owner == own) },
            ownCluster: try await node.ownRecord()?.record.id,
            language: self.language,
            schema: node.schema
        )
        let versions = all.map { ($0.record.id, $0.version) }
        return PreparedImport(plan: plan, shown: Dictionary(versions) { first, _ in first })
    }
}
