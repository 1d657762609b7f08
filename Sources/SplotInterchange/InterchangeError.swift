/// Why a file as a whole cannot be imported: nothing was read from it.
///
/// What is wrong with single rows is in the plan instead. The message says what to do, and quotes no cell.
public struct InterchangeError: Error, Hashable, Sendable {
    /// The sort of error.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Wrapped: String {
            case tooLarge
            case workbook
            case unknownEncoding
            case malformedCSV
            case malformedJSON
            case noHeader
            case badColumn
            case unknownColumn
            case unknownKind
            case badKey
            case badDefault
            case badMapping
        }

        private var wrapped: Wrapped

        /// The file, a row, or the number of rows or columns is over the limit.
        public static let tooLarge = Code(wrapped: .tooLarge)

        /// The file is a workbook of a spreadsheet program, not text.
        public static let workbook = Code(wrapped: .workbook)

        /// The file is in none of the encodings that are known.
        public static let unknownEncoding = Code(wrapped: .unknownEncoding)

        /// A quotation mark stands where none may, or one is missing.
        public static let malformedCSV = Code(wrapped: .malformedCSV)

        /// A line is not one JSON object, or an object holds what no cell can.
        public static let malformedJSON = Code(wrapped: .malformedJSON)

        /// The file is empty, or holds no names of columns.
        public static let noHeader = Code(wrapped: .noHeader)

        /// A column has no name, or the name of another.
        public static let badColumn = Code(wrapped: .badColumn)

        /// A column is none that the kind knows.
        public static let unknownColumn = Code(wrapped: .unknownColumn)

        /// There is no such kind of record.
        public static let unknownKind = Code(wrapped: .unknownKind)

        /// Records cannot be told apart by the column asked for.
        public static let badKey = Code(wrapped: .badKey)

        /// A value given for every row is not one that its field takes.
        public static let badDefault = Code(wrapped: .badDefault)

        /// A mapping names a column that the file has not, or a field that the kind has not.
        public static let badMapping = Code(wrapped: .badMapping)

        /// The name of the code.
        public var description: String { self.wrapped.rawValue }
    }

    /// The sort of error.
    public var code: Code

    /// The physical line of the file, from 1, where there is one to point at.
    public var line: Int?

    /// What is wrong and what to do, in English; quotes no cell.
    public var message: String

    /// The names of the columns that are unknown, or mapped wrongly; empty for other errors.
    public var columns: [String]

    /// Describes an error.
    ///
    /// - Parameters:
    ///   - code: The sort of error.
    ///   - line: The physical line of the file, from 1.
    ///   - message: What is wrong and what to do; quotes no cell.
    ///   - columns: The names of the columns that it is about.
    public init(code: Code, line: Int? = nil, message: String, columns: [String] = []) {
        self.code = code
        self.line = line
        self.message = message
        self.columns = columns
    }
}

extension InterchangeError: CustomStringConvertible {
    /// The line, if there is one, and the message.
    public var description: String {
        self.line.map { "line \($0): \(self.message)" } ?? self.message
    }
}
