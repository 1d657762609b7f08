import Foundation

extension ImportTable {
    /// Reads a file: CSV with commas, semicolons or tabs, or one JSON object a line.
    ///
    /// UTF-8, UTF-16 with a byte order mark, and Windows-1250 are known. At most 64 MiB, 256 columns, 1 MiB a row and
    /// 1,000,000 rows. CSV is that of RFC 4180. In JSON, keys are the columns, `{"name": {"pl": "…"}}` is the column
    /// `name.pl`, and an array is a set.
    ///
    /// Workbooks are not read: an `.xlsx` is XML in a ZIP container, an `.xls` a binary format of its own. No library
    /// for either is among those that this project may use and that somebody keeps up, and a container reader of our
    /// own would be a large door for strangers' bytes. They are known by their first bytes, and the error says how to
    /// save them as CSV.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - progress: Called now and then with how many bytes are read, and of how many.
    /// - Returns: Its rows.
    /// - Throws: ``InterchangeError``, with the line where there is one to point at.
    public static func read(
        _ bytes: [UInt8],
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(InterchangeError) -> ImportTable {
        try self.checkIsNoWorkbook(bytes)
        guard bytes.count <= ImportLimits.file else {
            let message = "the file is larger than \(ImportLimits.file >> 20) MiB; split it"
            throw InterchangeError(code: .tooLarge, message: message)
        }
        let text = try TextEncoding.utf8(bytes)
        let isSpace: (UInt8) -> Bool = { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        switch text.first(where: { !isSpace($0) }) {
        case nil: throw InterchangeError(code: .noHeader, message: "the file is empty")
        case UInt8(ascii: "{"): return try self.readJSON(text, progress: progress)
        case UInt8(ascii: "["):
            let message = "write one JSON object a line, without [ and ] around them"
            throw InterchangeError(code: .malformedJSON, line: 1, message: message)
        default: return try self.readCSV(text, progress: progress)
        }
    }

    // After so many rows, progress is told.
    private static let step = 128

    private static func checkIsNoWorkbook(_ bytes: [UInt8]) throws(InterchangeError) {
        let what: String
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            what = "a workbook (.xlsx or .ods) or another ZIP archive"
        } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            what = "a workbook of an old Excel (.xls)"
        } else {
            return
        }
        let advice = "open it, choose 'Save as' and the format 'CSV UTF-8', one sheet at a time, and import that file"
        throw InterchangeError(code: .workbook, message: "the file is \(what), which cannot be read: \(advice)")
    }

    private static func readCSV(
        _ text: [UInt8],
        progress: (Int, Int) -> Void
    ) throws(InterchangeError) -> ImportTable {
        var reader = CSVReader(text)
        let format = Format.csv(separator: Character(Unicode.Scalar(reader.separator)))
        var table: ImportTable?
        while let row = try reader.next() {
            let cells = row.cells.map(Cell.text)
            guard cells.contains(where: { !$0.isEmpty }) else { continue }
            if table == nil {
                let names = row.cells.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
                table = ImportTable(columns: names, rows: [], format: format)
            } else {
                try self.checkRows(table?.rows.count ?? 0, line: row.line)
                table?.rows.append(Row(line: row.line, cells: cells))
                if row.line % self.step == 0 { progress(reader.position, text.count) }
            }
        }
        guard let table else {
            throw InterchangeError(code: .noHeader, message: "the first line must name the columns")
        }
        return table
    }

    private static func readJSON(
        _ text: [UInt8],
        progress: (Int, Int) -> Void
    ) throws(InterchangeError) -> ImportTable {
        let decoder = JSONDecoder()
        var table = ImportTable(columns: [], rows: [], format: .json)
        var indices: [String: Int] = [:]
        var line = 0
        for bytes in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            line += 1
            if line % self.step == 0 { progress(bytes.startIndex, text.count) }
            guard bytes.contains(where: { ![0x20, 0x09, 0x0D].contains($0) }) else { continue }
            guard bytes.count <= ImportLimits.row else {
                let message = "the line is longer than \(ImportLimits.row) bytes"
                throw InterchangeError(code: .tooLarge, line: line, message: message)
            }
            guard case .object(let members)? = try? decoder.decode(JSONValue.self, from: Data(bytes)) else {
                throw InterchangeError(code: .malformedJSON, line: line, message: "write one JSON object a line")
            }
            var cells = [Cell](repeating: .text(""), count: table.columns.count)
            var names: Set<String> = []
            for (key, cell) in try self.cells(of: members, line: line) {
                let name = key.trimmingCharacters(in: .whitespacesAndNewlines)
                guard names.insert(name).inserted else {
                    let message = "two keys of the object name the column '\(name)'"
                    throw InterchangeError(code: .badColumn, line: line, message: message)
                }
                if let index = indices[name] {
                    cells[index] = cell
                } else {
                    indices[name] = table.columns.count
                    table.columns.append(name)
                    cells.append(cell)
                }
            }
            guard table.columns.count <= ImportLimits.columns else {
                let message = "there are more than \(ImportLimits.columns) keys; take some out"
                throw InterchangeError(code: .tooLarge, line: line, message: message)
            }
            try self.checkRows(table.rows.count, line: line)
            if cells.contains(where: { !$0.isEmpty }) { table.rows.append(Row(line: line, cells: cells)) }
        }
        return table
    }

    private static func cells(
        of members: [String: JSONValue],
        line: Int
    ) throws(InterchangeError) -> [(String, Cell)] {
        var cells: [(String, Cell)] = []
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            switch value {
            case .object(let inner):
                for (key, value) in inner.sorted(by: { $0.key < $1.key }) {
                    guard let text = value.scalarText else { throw self.tooDeep(line: line) }
                    cells.append((name + "." + key, .text(text)))
                }
            case .array(let values):
                let texts = values.map(\.fieldText)
                guard !texts.contains(nil) else { throw self.tooDeep(line: line) }
                cells.append((name, .list(texts.compactMap(\.self))))
            default:
                cells.append((name, .text(value.scalarText ?? "")))
            }
        }
        return cells
    }

    private static func tooDeep(line: Int) -> InterchangeError {
        let message = "objects and arrays are nested deeper here than any field is"
        return InterchangeError(code: .malformedJSON, line: line, message: message)
    }

    private static func checkRows(_ count: Int, line: Int) throws(InterchangeError) {
        guard count < ImportLimits.rows else {
            let message = "the file has more than \(ImportLimits.rows) rows; split it"
            throw InterchangeError(code: .tooLarge, line: line, message: message)
        }
    }
}
