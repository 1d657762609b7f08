import SplotDirectory
import SplotMerge
import SplotNode

/// One record as a list shows it.
struct ListedRecord: Sendable {
    var id: RecordUUID
    var kind: String
    var owner: ClusterID
    var title: Titles.Entry
    var fields: [String: DirectoryRecord.Content]
    var conflicts: [String]
    /// The record that stands for it and those linked with it.
    var canonical: RecordUUID

    /// Whether another record stands for it.
    var isJoined: Bool { self.canonical != self.id }

    init(_ merged: MergedRecord, schema: Schema) {
        self.id = merged.record.id
        self.kind = merged.record.kind
        self.owner = merged.owner
        self.title = Titles.Entry(merged, schema: schema)
        self.fields = merged.record.fields
        self.conflicts = merged.conflicts.map(\.place.path)
        self.canonical = merged.canonical
    }

    /// Which of the records are about the same thing.
    static func links(of records: [ListedRecord]) -> LinkedRecords {
        let joined = records.filter(\.isJoined).map { ($0.id, $0.canonical) }
        return LinkedRecords(canonical: Dictionary(joined) { first, _ in first })
    }

    /// Records in lines, for people.
    static func table(of records: [ListedRecord], titles: Titles, clusters: ClusterNames) -> Table {
        var table = Table([
            Table.Column("ID"), Table.Column("KIND"), Table.Column("TITLE", isFlexible: true),
            Table.Column("OWNER", isFlexible: true),
        ])
        if records.contains(where: { !$0.conflicts.isEmpty }) { table.columns.append(Table.Column("CONFLICTS")) }
        for record in records {
            table.add([
                Short.id(record.id), record.kind, titles.title(of: record.id) ?? "(no title)",
                clusters.text(record.owner), record.conflicts.joined(separator: ", "),
            ])
        }
        return table
    }

    /// The object that a program reads.
    func json(title: String?, owner: String?) -> JSON {
        .object([
            "id": .string(self.id.description),
            "kind": .string(self.kind),
            "owner": .text(owner),
            "ownerId": .string(self.owner.description),
            "title": .text(title),
            "fields": .fields(self.fields),
            "conflicts": .array(self.conflicts.map(JSON.string)),
        ])
    }
}
