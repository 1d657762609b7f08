/// Reads the rows of RFC 4180, with any one-byte separator and any line ending.
///
/// Our own, because SwiftCSV 0.10.0 takes an unterminated quotation mark for the end of the file, drops white space
/// after a separator, and tells neither the line of a row nor that of an error.
struct CSVReader {
    private let bytes: [UInt8]

    /// The byte between cells.
    let separator: UInt8

    /// How many bytes are read.
    private(set) var position = 0

    private var line = 1

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// Begins at the first line, or at the second after a spreadsheet's `sep=;`.
    ///
    /// - Parameter bytes: Valid UTF-8 without a byte order mark.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let firstLine = bytes.prefix { $0 != Self.lineFeed && $0 != Self.carriageReturn }
        if firstLine.count == 5, firstLine.starts(with: "sep=".utf8) {
            self.separator = firstLine[4]
            self.position = 5
            self.skipLineEnd()
        } else {
            self.separator = Self.separator(ofHeader: bytes)
        }
    }

    /// The next row and the line it begins on, or `nil` at the end.
    mutating func next() throws(InterchangeError) -> (line: Int, cells: [String])? {
        guard self.position < self.bytes.count else { return nil }
        let start = (position: self.position, line: self.line)
        var cells: [String] = []
        while true {
            cells.append(try self.cell())
            guard self.position - start.position <= ImportLimits.row else {
                let message = "the row is longer than \(ImportLimits.row) bytes; is a quotation mark missing?"
                throw InterchangeError(code: .tooLarge, line: start.line, message: message)
            }
            guard cells.count <= ImportLimits.columns else {
                let message = "the row has more than \(ImportLimits.columns) cells; take out columns"
                throw InterchangeError(code: .tooLarge, line: start.line, message: message)
            }
            guard self.position < self.bytes.count, self.bytes[self.position] == self.separator else {
                self.skipLineEnd()
                return (start.line, cells)
            }
            self.position += 1
        }
    }

    // One cell, up to the separator or line end after it.
    private mutating func cell() throws(InterchangeError) -> String {
        if self.position < self.bytes.count, self.bytes[self.position] == Self.quote { return try self.quotedCell() }
        let start = self.position
        while self.position < self.bytes.count, !self.isEnd(self.bytes[self.position]) {
            guard self.bytes[self.position] != Self.quote else {
                throw self.malformed(
                    "a quotation mark inside a cell needs the whole cell in quotation marks, and doubling"
                )
            }
            self.position += 1
        }
        return String(decoding: self.bytes[start..<self.position], as: UTF8.self)
    }

    private mutating func quotedCell() throws(InterchangeError) -> String {
        let openingLine = self.line
        var text: [UInt8] = []
        self.position += 1
        while self.position < self.bytes.count {
            let byte = self.bytes[self.position]
            if byte == Self.quote {
                self.position += 1
                guard self.position < self.bytes.count, self.bytes[self.position] == Self.quote else {
                    guard self.position == self.bytes.count || self.isEnd(self.bytes[self.position]) else {
                        throw self.malformed(
                            "after a closing quotation mark must come a separator or the end of the line"
                        )
                    }
                    return String(decoding: text, as: UTF8.self)
                }
            } else if self.isLineBreak(at: self.position) {
                self.line += 1
            }
            text.append(byte)
            self.position += 1
        }
        let message = "the quotation mark opened here is never closed"
        throw InterchangeError(code: .malformedCSV, line: openingLine, message: message)
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == self.separator || byte == Self.lineFeed || byte == Self.carriageReturn
    }

    // Of CR LF, the LF alone counts.
    private func isLineBreak(at position: Int) -> Bool {
        if self.bytes[position] == Self.lineFeed { return true }
        guard self.bytes[position] == Self.carriageReturn else { return false }
        return position + 1 == self.bytes.count || self.bytes[position + 1] != Self.lineFeed
    }

    private mutating func skipLineEnd() {
        guard self.position < self.bytes.count else { return }
        if !self.isLineBreak(at: self.position) { self.position += 1 }
        self.position += 1
        self.line += 1
    }

    private func malformed(_ message: String) -> InterchangeError {
        InterchangeError(code: .malformedCSV, line: self.line, message: message)
    }

    // The commonest of the three in the header, outside quotation marks; a comma may be part of a heading's words.
    private static func separator(ofHeader bytes: [UInt8]) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in bytes {
            if byte == Self.quote { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == Self.lineFeed || byte == Self.carriageReturn { break }
            counts[byte, default: 0] += 1
        }
        var best = UInt8(ascii: ",")
        for candidate in [UInt8(ascii: ";"), UInt8(ascii: "\t")] {
            let count = counts[candidate, default: 0]
            if count > 0, count >= counts[best, default: 0] { best = candidate }
        }
        return best
    }
}
