import Foundation
import SplotDirectory

/// A table whose columns are understood.
struct BoundTable {
    /// One column that holds something.
    struct Column {
        var name: String
        var uses: [ColumnUse]

        /// Its index in the file, or `nil` when it is only a default.
        var index: Int?

        /// The text for rows that leave it empty.
        var fallback: String?

        /// The cell in a row, or `nil` when there is nothing in it.
        func cell(in row: ImportTable.Row) -> ImportTable.Cell? {
            if let index, row.cells.indices.contains(index), !row.cells[index].isEmpty { return row.cells[index] }
            return self.fallback.map(ImportTable.Cell.text)
        }
    }

    var columns: [Column] = []
    let columnCount: Int

    init(
        _ table: ImportTable,
        mapping: [String: String],
        defaults: [String: String],
        names: ColumnNames
    ) throws(InterchangeError) {
        try Self.check(mapping, of: table, names: names)
        self.columnCount = table.columns.count
        var isUsed = [Bool](repeating: false, count: table.columns.count)
        for row in table.rows {
            for index in isUsed.indices.prefix(row.cells.count) where !isUsed[index] {
                isUsed[index] = !row.cells[index].isEmpty
            }
        }
        var indices: [String: Int] = [:]
        var unknown: [String] = []
        for (index, name) in table.columns.enumerated()
        where isUsed[index] && name != RejectedRows.problemColumn && mapping[name] != "" {
            guard !name.isEmpty else {
                throw InterchangeError(code: .badColumn, message: "column \(index + 1) has no name but is not empty")
            }
            guard indices.updateValue(index, forKey: name) == nil else {
                throw InterchangeError(code: .badColumn, message: "two columns are called '\(name)'")
            }
            guard let uses = names.uses(of: mapping[name] ?? name) else {
                unknown.append(name)
                continue
            }
            self.columns.append(Column(name: name, uses: uses, index: index))
        }
        if let first = unknown.first {
            let advice = "; --map '\(first)=FIELD' says what it is, --map '\(first)=' leaves it out"
            throw InterchangeError(
                code: .unknownColumn,
                message: Self.unknown("column", first, names: names) + advice,
                columns: unknown
            )
        }
        for (name, text) in defaults.sorted(by: { $0.key < $1.key }) {
            let heading = mapping[name].flatMap { $0.isEmpty ? nil : $0 } ?? name
            guard let uses = names.uses(of: heading) else {
                throw InterchangeError(code: .badDefault, message: Self.unknown("default", name, names: names))
            }
            if let column = self.columns.firstIndex(where: { $0.uses == uses }) {
                self.columns[column].fallback = text
            } else {
                self.columns.append(Column(name: name, uses: uses, fallback: text))
            }
        }
    }

    /// The name of the first column that a place of a record is filled from; the place itself if none is.
    func name(of path: String, _ part: ColumnUse.Part) -> String {
        let column = self.columns.first { column in
            column.uses.contains { $0.part == part && ($0.path == path || $0.path.hasPrefix(path + ".")) }
        }
        return column?.name ?? path
    }

    // A mapping is checked as a whole, also where its column is empty: it is kept for other files.
    private static func check(
        _ mapping: [String: String],
        of table: ImportTable,
        names: ColumnNames
    ) throws(InterchangeError) {
        let columns = table.columns.filter { !$0.isEmpty }
        for (column, field) in mapping.sorted(by: { $0.key < $1.key }) {
            guard columns.contains(column) else {
                let hint = NearMatch.hint(for: column, among: columns)
                let message = "the file has no column '\(column)'\(hint); it has " + columns.joined(separator: ", ")
                throw InterchangeError(code: .badMapping, message: message, columns: [column])
            }
            guard field.isEmpty || names.uses(of: field) != nil else {
                let message = Self.unknown("field", field, names: names)
                throw InterchangeError(
                    code: .badMapping,
                    message: "the column '\(column)': \(message)",
                    columns: [column]
                )
            }
        }
    }

    private static func unknown(_ what: String, _ name: String, names: ColumnNames) -> String {
        let known = names.known
        let hint = NearMatch.hint(for: name, among: known)
        return "the kind '\(names.kind)' has no place for the \(what) '\(name)'\(hint); it has "
            + known.joined(separator: ", ")
    }
}
