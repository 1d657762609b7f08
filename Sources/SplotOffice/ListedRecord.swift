package import SplotDirectory
package import SplotMerge
package import SplotNode

/// One record as a list shows it.
package struct ListedRecord: Sendable {
    package var id: RecordUUID
    package var kind: String
    package var owner: ClusterID
    package var title: Titles.Entry
    package var fields: [String: DirectoryRecord.Content]
    package var conflicts: [String]
    /// The record that stands for it and those linked with it.
    package var canonical: RecordUUID

    /// What the record says.
    package var record: DirectoryRecord { DirectoryRecord(id: self.id, kind: self.kind, fields: self.fields) }

    /// Whether another record stands for it.
    package var isJoined: Bool { self.canonical != self.id }

    package init(_ merged: MergedRecord, schema: Schema) {
        self.id = merged.record.id
        self.kind = merged.record.kind
        self.owner = merged.owner
        self.title = Titles.Entry(merged, schema: schema)
        self.fields = merged.record.fields
        self.conflicts = merged.conflicts.map(\.place.path)
        self.canonical = merged.canonical
    }

    /// Which of the records are about the same thing.
    package static func links(of records: [ListedRecord]) -> LinkedRecords {
        let joined = records.filter(\.isJoined).map { ($0.id, $0.canonical) }
        return LinkedRecords(canonical: Dictionary(joined) { first, _ in first })
    }

    /// The object that a program reads.
    package func json(title: String?, owner: String?) -> JSON {
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
