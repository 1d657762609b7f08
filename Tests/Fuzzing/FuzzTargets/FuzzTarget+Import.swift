import SplotDirectory
import SplotInterchange

extension FuzzTarget {
    /// Small tables, one after the other into one directory: what was imported is not written again.
    static let `import` = FuzzTarget("import") { bytes in
        var directory = HeldDirectory()
        directory.apply(try Self.plan(Self.clusters, of: "cluster", for: directory).edits)
        var isAccepted = false
        for part in bytes.split(separator: 0xFF, maxSplits: 7) {
            guard let (kind, table) = Self.table(Array(part)) else { continue }
            let first = try Self.plan(table, of: kind, for: directory)
            for (index, edit) in first.edits.enumerated() {
                try promise(edit.pending.allSatisfy { $0.edit < index }, "an edit refers to a later one")
            }
            directory.apply(first.edits)
            let again = try Self.plan(table, of: kind, for: directory)
            try promise(again.edits.isEmpty, "\(kind) \(table.columns) writes more the second time")
            try promise(first.rows.map(\.line) == table.rows.map(\.line), "rows have no outcome or that of others")
            isAccepted = isAccepted || !first.edits.isEmpty
        }
        return isAccepted
    }

    private static let clusters = ImportTable(
        columns: ["name", "aliases"],
        rows: [ImportTable.Row(line: 2, cells: [.text("Klaster Zdrowia"), .text("KZ")])]
    )

    private static let texts = [
        "", "a", "b", "c", "A", "a; b", "KZ", "Klaster Zdrowia", "2015", "2.7.2015 r.", "12,5", "1234563218", "PL",
        "tak", "hospital", "https://a.example",
    ]

    // The kind, how many columns, which they are, then the cells: a byte each.
    private static func table(_ bytes: [UInt8]) -> (kind: String, table: ImportTable)? {
        let schema = Schema.standard
        let kinds = schema.kinds.map(\.name) + ["specialisation"]
        guard bytes.count > 2, let known = try? ImportPlanner.columnNames(of: kinds[Int(bytes[0]) % kinds.count])
        else { return nil }
        let kind = kinds[Int(bytes[0]) % kinds.count]
        let width = Int(bytes[1]) % 5
        var columns = [schema.kind(named: kind)?.titleField ?? "name"]
        for byte in bytes.dropFirst(2).prefix(width) {
            let name = known[Int(byte) % known.count]
            if !columns.contains(name) { columns.append(name) }
        }
        var rows: [ImportTable.Row] = []
        var rest = bytes.dropFirst(2 + width).prefix(64)
        while !rest.isEmpty {
            let cells = rest.prefix(columns.count).map { ImportTable.Cell.text(Self.texts[Int($0) % Self.texts.count]) }
            rows.append(ImportTable.Row(line: rows.count + 2, cells: cells))
            rest = rest.dropFirst(columns.count)
        }
        return (kind, ImportTable(columns: columns, rows: rows))
    }

    private static func plan(
        _ table: ImportTable,
        of kind: String,
        for directory: HeldDirectory
    ) throws -> ImportPlan {
        let own = directory.records.first?.record.id
        return try ImportPlanner.plan(table, kind: kind, existing: directory.records, ownCluster: own)
    }
}
