/// Rows in columns, aligned with spaces.
struct Table: Equatable {
    /// One column.
    struct Column: Equatable {
        var title: String
        /// Whether it holds numbers, which end below each other.
        var isNumeric = false
        /// Whether it gives way when the terminal is too narrow.
        var isFlexible = false

        init(_ title: String, isNumeric: Bool = false, isFlexible: Bool = false) {
            self.title = title
            self.isNumeric = isNumeric
            self.isFlexible = isFlexible
        }
    }

    var columns: [Column]
    private(set) var rows: [[String]] = []

    private static let gap = 2
    private static let leastFlexibleWidth = 12

    init(_ columns: [Column]) { self.columns = columns }

    /// Adds a row; cells that are missing at the end are empty.
    mutating func add(_ cells: [String]) {
        let plain = cells.prefix(self.columns.count).map(Plain.line)
        self.rows.append(plain + Array(repeating: "", count: self.columns.count - plain.count))
    }

    /// Aligns the titles and the rows.
    ///
    /// - Parameter width: How many characters fit beside each other; `nil` when there is no limit.
    /// - Returns: The titles, then the rows, one a line.
    func lines(width: Int? = nil) -> [String] {
        let widths = self.widths(within: width)
        return ([self.columns.map(\.title)] + self.rows).map { self.line($0, widths: widths) }
    }

    private func widths(within limit: Int?) -> [Int] {
        var widths = self.columns.indices.map { index in
            self.rows.reduce(self.columns[index].title.count) { max($0, $1[index].count) }
        }
        guard let limit else { return widths }
        var excess = widths.reduce(0, +) + Self.gap * (widths.count - 1) - limit
        // The widest gives way first, one character after the other.
        while excess > 0 {
            let flexible = self.columns.indices.filter { index in
                self.columns[index].isFlexible && widths[index] > Self.leastFlexibleWidth
            }
            guard let widest = flexible.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private func line(_ cells: [String], widths: [Int]) -> String {
        var line = ""
        for (index, cell) in cells.enumerated() {
            let text = cell.count > widths[index] ? cell.prefix(widths[index] - 1) + "…" : cell
            let padding = String(repeating: " ", count: widths[index] - text.count)
            if index > 0 { line += String(repeating: " ", count: Self.gap) }
            line += self.columns[index].isNumeric ? padding + text : text + padding
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}
