import SplotDirectory

/// The rows of a file that were not imported, as a file to be mended and imported again.
public enum RejectedRows {
    /// The column that says what is wrong with each row; an import passes over it.
    public static let problemColumn = "splot_problem"

    /// Writes the invalid rows as they came, each with what is wrong with it behind.
    ///
    /// Rows of CSV stay CSV with the columns and the separator they had, in UTF-8 with a byte order mark, which Excel
    /// needs. JSON lines stay JSON lines. A cell that a spreadsheet would take for a formula is written all the same:
    /// what is to be imported must not change on its way.
    ///
    /// - Parameters:
    ///   - table: The rows as they were read.
    ///   - outcomes: What became of each.
    ///   - source: The file that they were read from.
    /// - Returns: The bytes of a file; none when no row is invalid.
    /// - Throws: ``InterchangeError`` when `source` is not the file of the table.
    public static func file(
        of table: ImportTable,
        outcomes: [RowOutcome],
        source: [UInt8]
    ) throws(InterchangeError) -> [UInt8] {
        let rejected = zip(table.rows, outcomes).filter { $0.1.state == .invalid }.map { ($0, self.text(of: $1)) }
        guard !rejected.isEmpty else { return [] }
        switch table.format {
        case .csv(let separator): return self.csv(rejected, columns: table.columns, separator: separator)
        case .json: return self.json(rejected, source: try TextEncoding.utf8(source))
        }
    }

    /// Whether a file holds rejected rows and nothing else, so that it may go when there are others.
    ///
    /// - Parameter bytes: The whole file.
    /// - Returns: `false` also for what cannot be read.
    public static func isFile(_ bytes: [UInt8]) -> Bool {
        guard let table = try? ImportTable.read(bytes) else { return false }
        switch table.format {
        case .csv: return table.columns.last == self.problemColumn
        case .json:
            guard let index = table.columns.firstIndex(of: self.problemColumn) else { return false }
            return table.rows.allSatisfy { $0.cells.indices.contains(index) && !$0.cells[index].isEmpty }
        }
    }

    // The line comes first: the heading of a column may begin like a formula.
    private static func text(of outcome: RowOutcome) -> String {
        "line \(outcome.line): " + outcome.problems.map(\.description).joined(separator: "; ")
    }

    private static func csv(
        _ rejected: [(row: ImportTable.Row, problem: String)],
        columns: [String],
        separator: Character
    ) -> [UInt8] {
        // Another sign could not be found out from the header.
        let separator = [",", ";", "\t"].contains(separator) ? separator : ";"
        let kept = columns.indices.filter { columns[$0] != self.problemColumn }
        // A row may have more cells than there are columns, which is then what is wrong with it.
        let surplus = columns.count..<max(columns.count, rejected.map(\.row.cells.count).max() ?? 0)
        let header = kept.map { columns[$0] } + surplus.map { _ in "" } + [self.problemColumn]
        let lines = rejected.map { row, problem in
            (kept + surplus).map { row.cells.indices.contains($0) ? self.text(row.cells[$0]) : "" } + [problem]
        }
        let texts = ([header] + lines)
            .map { cells in
                cells.map(self.quoted).joined(separator: String(separator)) + "\r\n"
            }
        return [0xEF, 0xBB, 0xBF] + Array(texts.joined().utf8)
    }

    private static func json(_ rejected: [(row: ImportTable.Row, problem: String)], source: [UInt8]) -> [UInt8] {
        let lines = source.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return rejected.flatMap { row, problem in
            guard lines.indices.contains(row.line - 1) else { return [] as [UInt8] }
            return JSONLine(lines[row.line - 1]).setting(self.problemColumn, to: problem) + [UInt8(ascii: "\n")]
        }
    }

    private static func text(_ cell: ImportTable.Cell) -> String {
        switch cell {
        case .text(let text): text
        case .list(let texts): texts.joined(separator: "; ")
        }
    }

    // Scalar by scalar: a mark on a quotation mark makes another character of the two.
    private static func quoted(_ cell: String) -> String {
        let special: Set<Unicode.Scalar> = [",", ";", "\t", "\"", "\r", "\n"]
        guard cell.unicodeScalars.contains(where: special.contains) else { return cell }
        var quoted = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in cell.unicodeScalars {
            quoted.append(scalar)
            if scalar == "\"" { quoted.append(scalar) }
        }
        quoted.append("\"")
        return String(quoted)
    }
}
