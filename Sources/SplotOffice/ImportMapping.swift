package import SplotInterchange

/// Which columns of a file are for which fields: what is said now, and what was said of other lists of the kind.
package struct ImportMapping: Equatable {
    /// What counts for this file: the field by column, empty for a column that is left out.
    package let applied: [String: String]

    /// What of it was remembered and not said now.
    package let recalled: [String: String]

    /// What is to be known of the next list: what was, and what is said now in its place.
    package let toRemember: [String: String]

    /// Whether anything is said now that was not known.
    package let isNew: Bool

    /// Puts both together.
    ///
    /// - Parameters:
    ///   - given: What is said now: the field by column, empty for a column that is left out.
    ///   - remembered: What was said of other lists; of that, only columns that the file has.
    ///   - table: The file.
    package init(_ given: [String: String], remembered: [String: String], of table: ImportTable) {
        let columns = Set(table.columns)
        self.recalled = remembered.filter { columns.contains($0.key) && given[$0.key] == nil }
        self.applied = self.recalled.merging(given) { _, last in last }
        self.toRemember = remembered.merging(given) { _, last in last }
        self.isNew = self.toRemember != remembered
    }

    /// Some of it as it is said on the command line, in the order of the columns' names.
    package static func text(_ fields: [String: String]) -> String {
        fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
    }
}
