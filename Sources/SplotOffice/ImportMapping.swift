import SplotInterchange

/// Which columns of a file are for which fields: what is said now, and what was said of other lists of the kind.
struct ImportMapping: Equatable {
    /// What counts for this file: the field by column, empty for a column that is left out.
    let applied: [String: String]

    /// What of it was remembered and not said now.
    let recalled: [String: String]

    /// What is to be known of the next list: what was, and what is said now in its place.
    let toRemember: [String: String]

    /// Whether anything is said now that was not known.
    let isNew: Bool

    /// Puts both together.
    ///
    /// - Parameters:
    ///   - given: What is said now; the last word counts.
    ///   - remembered: What was said of other lists; of that, only columns that the file has.
    ///   - table: The file.
    init(_ given: [ColumnMapping], remembered: [String: String], of table: ImportTable) {
        let new = Dictionary(given.map { ($0.column, $0.field) }) { _, last in last }
        let columns = Set(table.columns)
        self.recalled = remembered.filter { columns.contains($0.key) && new[$0.key] == nil }
        self.applied = self.recalled.merging(new) { _, last in last }
        self.toRemember = remembered.merging(new) { _, last in last }
        self.isNew = self.toRemember != remembered
    }

    /// Some of it as it is said on the command line, in the order of the columns' names.
    static func text(_ fields: [String: String]) -> String {
        fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
    }
}
