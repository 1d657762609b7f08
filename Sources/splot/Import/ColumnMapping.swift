import ArgumentParser
import Foundation

/// `COLUMN=FIELD` on the command line, or `COLUMN=` for a column that is left out.
struct ColumnMapping: ExpressibleByArgument, Equatable {
    var column: String
    /// Empty when the column is left out.
    var field: String

    // A heading may hold the sign, a field does not.
    init?(argument: String) {
        guard let sign = argument.lastIndex(of: "=") else { return nil }
        self.column = argument[..<sign].trimmingCharacters(in: .whitespacesAndNewlines)
        self.field = argument[argument.index(after: sign)...].trimmingCharacters(in: .whitespaces)
        guard !self.column.isEmpty else { return nil }
    }
}
