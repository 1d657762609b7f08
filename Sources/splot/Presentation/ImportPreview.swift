import SplotDirectory
import SplotInterchange

/// What would become of each row, before anything is written.
struct ImportPreview {
    let table: ImportTable
    let plan: ImportPlan

    /// The rows as a table, with what is wrong with them and what they change below each.
    ///
    /// - Parameters:
    ///   - width: How many characters fit beside each other; `nil` when nobody is looking. Then only the names of the
    ///     fields are shown: the output may end in a mail, and values may be personal.
    ///   - limit: The most rows; those that need a look come before those that do not. `nil` for all.
    /// - Returns: One line each.
    func lines(width: Int?, limit: Int?) -> [String] {
        let shown = self.shown(limit)
        var table = Table([
            Table.Column("LINE", isNumeric: true), Table.Column("ROW"), Table.Column("BEGINS", isFlexible: true),
            Table.Column("CHANGES", isFlexible: true),
        ])
        for index in shown {
            let row = self.plan.rows[index]
            let source = self.table.rows.indices.contains(index) ? self.table.rows[index] : nil
            let fields = row.fields.joined(separator: ", ")
            table.add([String(row.line), row.state.rawValue, source.map(Self.beginning) ?? "", fields])
        }
        var lines = table.lines(width: width)
        let rows = lines.dropFirst()
        lines = Array(lines.prefix(1))
        for (line, index) in zip(rows, shown) {
            lines.append(line)
            lines += self.details(of: self.plan.rows[index], areValuesShown: width != nil)
        }
        if shown.count < self.plan.rows.count { lines.append(self.rest(shown)) }
        return lines
    }

    private func details(of row: RowOutcome, areValuesShown: Bool) -> [String] {
        let changes = row.changes.map { change -> String in
            let new = Self.shortened(change.new)
            return change.field + ": " + (change.old.map { Self.shortened($0) + " → " + new } ?? "+ " + new)
        }
        let texts = row.problems.map(\.description) + row.repairs.map(\.description) + (areValuesShown ? changes : [])
        return texts.map { "      " + $0 }
    }

    // In the order of the file; when there are too many, the invalid and the changed ones before the others.
    private func shown(_ limit: Int?) -> [Int] {
        let all = Array(self.plan.rows.indices)
        guard let limit, all.count > limit else { return all }
        let order: [RowOutcome.State] = [.invalid, .changed, .new, .unchanged]
        let chosen = order.flatMap { state in all.filter { self.plan.rows[$0].state == state } }.prefix(limit)
        return chosen.sorted()
    }

    private func rest(_ shown: [Int]) -> String {
        let hidden = Set(self.plan.rows.indices).subtracting(shown).map { self.plan.rows[$0].state }
        let order: [RowOutcome.State] = [.invalid, .changed, .new, .unchanged]
        let counts = order.map { state in (state, hidden.count { $0 == state }) }.filter { $0.1 > 0 }
        let texts = counts.map { "\($0.1) \($0.0.rawValue)" }.joined(separator: ", ")
        return "… and \(hidden.count) more rows (\(texts)): --all shows them."
    }

    private static func beginning(of row: ImportTable.Row) -> String {
        for cell in row.cells {
            if case .text(let text) = cell, !text.isEmpty { return String(text.prefix(60)) }
        }
        return ""
    }

    private static func shortened(_ text: String) -> String {
        text.count > 80 ? text.prefix(79) + "…" : text
    }
}
