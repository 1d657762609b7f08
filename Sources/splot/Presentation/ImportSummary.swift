import SplotDirectory
import SplotInterchange
import SplotOffice

/// What became of the rows of a file, for people and for programs.
struct ImportSummary {
    /// How many rows are shown unless all are asked for.
    static let shownRows = 100

    let table: ImportTable
    let plan: ImportPlan
    let mapping: ImportMapping
    let isDryRun: Bool
    var entries = 0
    /// The file that the invalid rows were written to, if there is one.
    var rejects: String?
    var isMappingRemembered = false

    init(table: ImportTable, plan: ImportPlan, mapping: ImportMapping, isDryRun: Bool) {
        self.table = table
        self.plan = plan
        self.mapping = mapping
        self.isDryRun = isDryRun
    }

    /// Whether any row was in order.
    var isAnythingInOrder: Bool { self.plan.rows.contains { $0.state != .invalid } }

    /// One sentence for each thing wrong with a row, by its line; no cell is quoted, since this may end in a mail.
    ///
    /// A dry run shows them with the rows instead.
    func complaints(isAllWanted: Bool) -> [String] {
        guard !self.isDryRun else { return [] }
        let all = self.plan.rows.flatMap { row in row.problems.map { "line \(row.line): \($0.description)" } }
        guard !isAllWanted, all.count > Self.shownRows else { return all }
        let rest = "there are \(all.count - Self.shownRows) more problems: --all shows them"
        return all.prefix(Self.shownRows) + [rest]
    }

    /// What a person is told.
    ///
    /// - Parameters:
    ///   - kind: The kind, as the file was imported.
    ///   - width: How many characters fit beside each other; `nil` when nobody is looking, and then no values are shown.
    ///   - isAllWanted: Whether to show every row.
    /// - Returns: One line each.
    func lines(kind: String, width: Int?, isAllWanted: Bool) -> [String] {
        var lines: [String] = []
        if !self.mapping.recalled.isEmpty {
            lines.append(
                "applied the mapping remembered for the kind \(kind): \(ImportMapping.text(self.mapping.recalled))"
            )
        }
        if self.isDryRun {
            let rows = ImportPreview(table: self.table, plan: self.plan)
            lines += rows.lines(width: width, limit: isAllWanted ? nil : Self.shownRows) + [""]
        } else {
            lines += self.repairLines(isAllWanted: isAllWanted)
        }
        let report = self.plan.report
        let written = self.isDryRun ? "nothing was written" : "\(self.entries) entries were written"
        lines.append(
            "\(report.rows) rows: \(report.new) new, \(report.changed) changed, \(report.unchanged) unchanged, "
                + "\(report.invalid) invalid; \(written)."
        )
        if self.isMappingRemembered {
            lines.append("mapping remembered for the kind \(kind): \(ImportMapping.text(self.mapping.toRemember))")
        }
        if report.invalid > 0 { lines.append(self.adviceAboutRejects(report.invalid)) }
        return lines.map(Plain.line)
    }

    private func adviceAboutRejects(_ count: Int) -> String {
        if let rejects = self.rejects {
            return "\(count) invalid rows are in \(rejects): mend them there, and import it."
        }
        return self.isDryRun
            ? "--rejects FILE, without --dry-run, writes the invalid rows to a file to be mended and imported."
            : "--rejects FILE writes the invalid rows to a file to be mended and imported."
    }

    private func repairLines(isAllWanted: Bool) -> [String] {
        let all = self.plan.rows.flatMap { row in row.repairs.map { "line \(row.line): \($0.description)" } }
        guard !isAllWanted, all.count > Self.shownRows else { return all }
        return all.prefix(Self.shownRows) + ["… and \(all.count - Self.shownRows) more repairs: --all shows them."]
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
            "mapping": .object(self.mapping.applied.mapValues(JSON.string)),
            "problems": .array(self.plan.rows.flatMap(Self.problems)),
            "repairs": .array(self.plan.rows.flatMap(Self.repairs)),
            "rejects": .text(self.rejects),
        ]
        if self.isDryRun { members["outcomes"] = .array(self.plan.rows.map(Self.outcome)) }
        return .object(members)
    }

    private static func outcome(of row: RowOutcome) -> JSON {
        .object([
            "line": .integer(row.line),
            "state": .string(row.state.rawValue),
            "fields": .array(row.fields.map(JSON.string)),
            "changes": .array(
                row.changes.map { change in
                    .object(["field": .string(change.field), "old": .text(change.old), "new": .string(change.new)])
                }
            ),
        ])
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

    private static func repairs(of row: RowOutcome) -> [JSON] {
        row.repairs.map { repair in
            .object([
                "line": .integer(row.line),
                "column": .string(repair.column),
                "repair": .string(repair.repair.rawValue),
            ])
        }
    }
}
