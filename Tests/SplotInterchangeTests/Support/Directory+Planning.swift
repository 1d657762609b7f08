import SplotDirectory
import SplotInterchange

extension Directory {
    /// A directory with a cluster of our own and one of somebody else's.
    static func ofTwoClusters() throws -> Directory {
        var directory = Directory()
        directory.apply(try directory.plan("name;aliases\nKlaster Zdrowia;KZ\nKlaster Wody;KW", "cluster"))
        directory.records[1].isOwn = false
        return directory
    }

    /// Plans the import of a text.
    func plan(
        _ text: String,
        _ kind: String,
        key: String? = nil,
        mapping: [String: String] = [:],
        defaults: [String: String] = [:],
        repairs: Set<ImportRepair> = []
    ) throws -> ImportPlan {
        try ImportPlanner.plan(
            ImportTable.read(Array(text.utf8)),
            kind: kind,
            key: key,
            mapping: mapping,
            defaults: defaults,
            repairs: repairs,
            existing: self.records,
            ownCluster: self.records.first?.record.id
        )
    }
}

extension ImportPlan {
    var states: [RowOutcome.State] { self.rows.map(\.state) }
}
