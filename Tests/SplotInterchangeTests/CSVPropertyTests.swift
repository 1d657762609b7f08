import SplotInterchange
import SplotTesting
import Testing

struct CSVPropertyTests {
    // A writer of RFC 4180, which also says on which line each row begins.
    private func written(_ rows: [[String]], separator: String, lineEnd: String) -> (text: String, lines: [Int]) {
        var line = 1
        var lines: [Int] = []
        let texts = rows.map { row in
            lines.append(line)
            line += 1 + row.joined().unicodeScalars.count { $0 == "\n" }
            let cells = row.map { cell in
                let needsQuotes = cell.unicodeScalars.contains { "\",;\t\n".unicodeScalars.contains($0) }
                return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
            }
            return cells.joined(separator: separator)
        }
        return (texts.joined(separator: lineEnd), lines)
    }

    @Test(arguments: 1...200 as ClosedRange<UInt64>)
    func whatIsWrittenIsReadBackWithItsLines(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let pieces = ["a", "ł", "\"", ",", ";", "\t", "\n", " ", "é", "x y"]
        let width = Int.random(in: 2...5, using: &generator)
        var rows = [(1...width).map { "column \($0)" }]
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
            let row = (1...width)
                .map { column -> String in
                    let length = Int.random(in: 0...4, using: &generator)
                    let text = (0..<length).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
                    // Rows without anything in them are passed over, so each has something.
                    return column == 1 ? "r" + text : text
                }
            rows.append(row)
        }
        let separator = [",", ";", "\t"].randomElement(using: &generator) ?? ","
        let lineEnd = ["\n", "\r\n"].randomElement(using: &generator) ?? "\n"
        let (text, lines) = self.written(rows, separator: separator, lineEnd: lineEnd)
        let table = try ImportTable.read(Array(text.utf8))
        #expect(table.columns == rows[0], "seed \(seed)")
        #expect(table.rows.map(\.cells) == rows.dropFirst().map { $0.map(ImportTable.Cell.text) }, "seed \(seed)")
        #expect(table.rows.map(\.line) == Array(lines.dropFirst()), "seed \(seed)")
    }
}
