import SplotNode
import SplotOffice

extension ListedRecord {
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
}
