import SplotDirectory
import SplotInterchange

/// What became of the rows of a file, for people and for programs.
struct ImportSummary {
    let table: ImportTable
    let plan: ImportPlan
    let entries: Int
    let isDryRun: Bool

    /// One sentence for each thing wrong with a row, by its line; no cell is quoted, since this may end in a mail.
    var complaints: [String] {
        self.plan.rows.flatMap { row in row.problems.map { "line \(row.line): \($0.description)" } }
    }

    func print(to output: Output) {
        if self.isDryRun { self.printRows(to: output) }
        let report = self.plan.report
        let written = self.isDryRun ? "nothing was written" : "\(self.entries) entries were written"
        output.line(
            "\(report.rows) rows: \(report.new) new, \(report.changed) changed, \(report.unchanged) unchanged, "
                + "\(report.invalid) invalid; \(written)."
        )
    }

    var json: JSON {
        let report = self.plan.report
        var members: [String: JSON] = [
            "new": .integer(report.new),
            "changed": .integer(report.changed),
            "unchanged": .integer(report.unchanged),
            "invalid": .integer(report.invalid),
            "rows": .integer(report.rows),
            "entries": .integer(self.entries),
            "dryRun": .boolean(self.isDryRun),
            "problems": .array(self.plan.rows.flatMap(Self.problems)),
        ]
        if self.isDryRun {
            members["outcomes"] = .array(
                self.plan.rows.map { row in
                    .object([
                        "line": .integer(row.line),
                        "state": .string(row.state.rawValue),
                        "fields": .array(row.fields.map(JSON.string)),
                    ])
                }
            )
        }
        return .object(members)
    }

    private func printRows(to output: Output) {
        var table = Table([
            Table.Column("LINE", isNumeric: true), Table.Column("ROW"), Table.Column("BEGINS", isFlexible: true),
            Table.Column("CHANGES"),
        ])
        for (row, source) in zip(self.plan.rows, self.table.rows) {
            let fields = row.fields.joined(separator: ", ")
            table.add([String(row.line), row.state.rawValue, Self.beginning(of: source), fields])
        }
        output.table(table)
        output.line()
    }

    private static func beginning(of row: ImportTable.Row) -> String {
        for cell in row.cells {
            if case .text(let text) = cell, !text.isEmpty { return String(text.prefix(60)) }
        }
        return ""
    }

    private static func problems(of row: RowOutcome) -> [JSON] {
        row.problems.map { problem in
            .object([
                "line": .integer(row.line),
                "column": .string(problem.path),
                "message": .string(problem.message),
            ])
        }
    }
}
