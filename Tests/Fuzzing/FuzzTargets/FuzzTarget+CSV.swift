import SplotInterchange

extension FuzzTarget {
    /// An office's file: what is read is read again when it is written as RFC 4180 says.
    static let csv = FuzzTarget("csv") { bytes in
        guard let table = try? ImportTable.read(bytes) else { return false }
        let lines = table.rows.map(\.line)
        try promise(zip(lines, lines.dropFirst()).allSatisfy(<), "rows do not follow each other")
        try promise(lines.allSatisfy { $0 > 0 }, "a row is on no line")
        let texts = table.rows.map { row in
            row.cells.map { cell in
                switch cell {
                case .text(let text): text
                case .list(let texts): texts.joined(separator: ";")
                }
            }
        }
        // A row may have more cells than the header: then the columns behind have no name.
        let width = ([table.columns] + texts).map(\.count).max() ?? 0
        let header = table.columns + [String](repeating: "", count: width - table.columns.count)
        let all = [header] + texts
        // JSON can hold what no file of text does, and names that are no names.
        guard !Self.isBlank(header), !all.joined().contains(where: { $0.utf8.contains(0) }) else { return true }
        let (separator, lineEnd) = [(",", "\n"), (";", "\r\n"), ("\t", "\r")][bytes.count % 3]
        let again = try ImportTable.read(Self.written(all, separator: separator, lineEnd: lineEnd))
        try promise(again.columns == header, "columns are read again as others")
        try promise(
            again.rows.map(\.cells) == texts.filter { !Self.isBlank($0) }.map { $0.map(ImportTable.Cell.text) },
            "rows are read again as others"
        )
        return true
    }

    private static func isBlank(_ row: [String]) -> Bool {
        row.allSatisfy { $0.unicodeScalars.allSatisfy(\.properties.isWhitespace) }
    }

    private static func written(_ rows: [[String]], separator: String, lineEnd: String) -> [UInt8] {
        let lines = rows.map { row in
            row.map { "\"" + Self.doubled($0) + "\"" }.joined(separator: separator) + lineEnd
        }
        return Array(lines.joined().utf8)
    }

    /// Scalar by scalar: a combining mark behind a quotation mark would make another character of the two.
    private static func doubled(_ text: String) -> String {
        var doubled = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { doubled.append(contentsOf: scalar == "\"" ? [scalar, scalar] : [scalar]) }
        return String(doubled)
    }
}
