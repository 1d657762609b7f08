import SplotDirectory
import SplotOffice

/// Counts of members as they are printed.
struct ReportListing {
    /// Something that a person should look at.
    private struct Warning {
        var code: String
        var records: [RecordUUID]
        var message: String
    }

    let report: MemberReport
    let dimensions: [MemberReport.Dimension]
    let titles: Titles
    /// The cluster whose node counted.
    let directory: String

    /// What stands for a type or region that nobody gave.
    private static let unknown = "unknown"

    init(report: MemberReport, by dimensions: [MemberReport.Dimension], titles: Titles, directory: String) {
        self.report = report
        self.dimensions = dimensions
        self.titles = titles
        self.directory = directory
    }

    private var rows: [MemberReport.Row] {
        self.report.rows.filter { self.dimensions.contains($0.dimension) }
    }

    private var warnings: [Warning] {
        let figures = self.report.warnings.map { warning in
            Warning(code: warning.code.rawValue, records: warning.figures, message: "figure " + warning.message)
        }
        let flags = self.report.flags.map { flag in
            let title = self.titles.title(of: flag.member) ?? Short.id(flag.member)
            return Warning(
                code: flag.fault.code.rawValue,
                records: [flag.member],
                message: "membership \(title): \(flag.fault)"
            )
        }
        return figures + flags
    }

    func print(to output: Output) {
        if self.report.rows.isEmpty { output.line("There are no members yet: splot import takes over a list of them.") }
        for dimension in self.dimensions {
            let rows = self.rows.filter { $0.dimension == dimension }
            // Of clusters one table, of the rest one for each cluster.
            for part in dimension == .cluster ? [rows[...]] : rows.split(by: \.cluster) where !part.isEmpty {
                self.print(Array(part), by: dimension, to: output)
                output.line()
            }
        }
        for warning in self.warnings { output.line(Plain.line("! " + warning.message)) }
    }

    private func print(_ rows: [MemberReport.Row], by dimension: MemberReport.Dimension, to output: Output) {
        guard let first = rows.first else { return }
        let whose = dimension == .cluster && rows.count > 1 ? "the clusters below" : self.name(of: first.cluster)
        output.line(
            Plain.line(
                "By \(dimension.rawValue); base: \(first.base) members of \(whose) on \(self.report.day) "
                    + "(directory of \(self.directory))"
            )
        )
        var table = Table([
            Table.Column(dimension.rawValue.uppercased(), isFlexible: true),
            Table.Column("MEMBERS", isNumeric: true), Table.Column("VOTING", isNumeric: true),
            Table.Column("SHARE", isNumeric: true),
        ])
        for row in rows {
            let share = row.share.map { $0 + " %" } ?? "-"
            table.add([self.group(of: row), String(row.members), String(row.voting), share])
        }
        output.table(table)
    }

    func printCSV(to output: Output) {
        let names = ["cluster", "by", "group", "members", "voting", "base", "share_percent", "as_of"]
        output.line(Self.csv(names))
        for row in self.rows {
            output.line(
                Self.csv([
                    Self.harmless(self.name(of: row.cluster)), row.dimension.rawValue,
                    Self.harmless(self.group(of: row)), String(row.members),
                    String(row.voting), String(row.base), row.share ?? "", self.report.day.description,
                ])
            )
        }
        for warning in self.warnings { ErrorOutput.line(Plain.line("! " + warning.message)) }
    }

    var json: JSON {
        let rows = self.rows.map { row in
            JSON.object([
                "cluster": .string(self.name(of: row.cluster)),
                "clusterId": .string(row.cluster.description),
                "by": .string(row.dimension.rawValue),
                "group": .string(self.group(of: row)),
                "members": .integer(row.members),
                "voting": .integer(row.voting),
                "base": .integer(row.base),
                "sharePercent": row.share.map(JSON.number) ?? .null,
            ])
        }
        let warnings = self.warnings.map { warning in
            JSON.object([
                "code": .string(warning.code),
                "records": .array(warning.records.map { .string($0.description) }),
                "message": .string(warning.message),
            ])
        }
        return .object([
            "asOf": .string(self.report.day.description),
            "directory": .string(self.directory),
            "rows": .array(rows),
            "warnings": .array(warnings),
        ])
    }

    private func name(of cluster: RecordUUID) -> String { self.titles.title(of: cluster) ?? Short.id(cluster) }

    private func group(of row: MemberReport.Row) -> String {
        row.dimension == .cluster ? self.name(of: row.cluster) : row.group ?? Self.unknown
    }

    // What others named must neither command a terminal nor be taken for a formula by a spreadsheet.
    private static func harmless(_ text: String) -> String {
        let line = Plain.line(text)
        return line.first.map { "=+-@".contains($0) } ?? false ? "'" + line : line
    }

    // RFC 4180, where lines end with CR and LF; the LF comes with the line.
    private static func csv(_ cells: [String]) -> String {
        let quoted = cells.map { cell in
            cell.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
                ? "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
                : cell
        }
        return quoted.joined(separator: ",") + "\r"
    }
}

extension Array {
    /// The runs of elements with one key.
    fileprivate func split<Key: Equatable>(by key: (Element) -> Key) -> [ArraySlice<Element>] {
        var runs: [ArraySlice<Element>] = []
        var start = self.startIndex
        for index in self.indices.dropFirst() where key(self[index]) != key(self[index - 1]) {
            runs.append(self[start..<index])
            start = index
        }
        if start < self.endIndex { runs.append(self[start...]) }
        return runs
    }
}
