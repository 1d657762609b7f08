/// The rows of an office's file, whatever format and encoding it came in.
public struct ImportTable: Hashable, Sendable {
    /// The form of the file that the rows come from.
    public enum Format: Hashable, Sendable {
        /// Cells with a sign between them.
        case csv(separator: Character)

        /// One JSON object a line.
        case json
    }

    /// What one cell holds.
    public enum Cell: Hashable, Sendable {
        /// Text as it stands in the file; empty when there is none.
        case text(String)

        /// Texts that stand apart in the file itself: a JSON array.
        case list([String])
    }

    /// One row.
    public struct Row: Hashable, Sendable {
        /// The physical line of the file on which the row begins, from 1.
        public var line: Int

        /// The cells, in the order of the columns; those left out at the end are empty.
        public var cells: [Cell]

        /// Puts a row together.
        ///
        /// - Parameters:
        ///   - line: The physical line of the file on which the row begins, from 1.
        ///   - cells: The cells, in the order of the columns.
        public init(line: Int, cells: [Cell]) {
            self.line = line
            self.cells = cells
        }
    }

    /// The names of the columns, without white space around them.
    public var columns: [String]

    /// The rows, without those that are empty.
    public var rows: [Row]

    /// The form of the file that they come from.
    public var format: Format

    /// Puts a table together.
    ///
    /// - Parameters:
    ///   - columns: The names of the columns.
    ///   - rows: The rows.
    ///   - format: The form of the file that they come from.
    public init(columns: [String], rows: [Row], format: Format = .csv(separator: ",")) {
        self.columns = columns
        self.rows = rows
        self.format = format
    }
}

extension ImportTable.Cell {
    /// Whether there is nothing but white space in it.
    var isEmpty: Bool {
        switch self {
        case .text(let text): text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
        case .list(let texts): texts.allSatisfy { $0.unicodeScalars.allSatisfy(\.properties.isWhitespace) }
        }
    }
}
