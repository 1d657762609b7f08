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

    init(_ merged: MergedRecord, schema: Schema) {
        self.id = merged.record.id
        self.kind = merged.record.kind
        self.owner = merged.owner
        self.title = Titles.Entry(merged, schema: schema)
        self.fields = merged.record.fields
        self.conflicts = merged.conflicts.map(\.place.path)
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
