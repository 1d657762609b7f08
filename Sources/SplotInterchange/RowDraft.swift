import SplotDirectory

/// What one row would write, before it is known whether all of it is in order.
struct RowDraft {
    /// What changes in one record.
    struct Change {
        var kind: String
        var part: ColumnUse.Part?
        var id: RecordUUID
        var isNew: Bool
        var writes: [PlaceWrite]
    }

    /// The records, in the order in which they are created; the row's own comes last.
    var changes: [Change] = []

    var problems: [FieldProblem] = []

    var repairs: [RowRepair] = []

    /// The writes of each of the row's records.
    var writes: [ColumnUse.Part: [PlaceWrite]] = [:]

    /// The fields that the row says something about, right or wrong.
    var attempted: [ColumnUse.Part: Set<String>] = [:]

    /// Puts a write among the others, unless it is there; two that differ in one place are a problem.
    mutating func add(_ write: PlaceWrite, to part: ColumnUse.Part) {
        if let other = self.writes[part, default: []].first(where: { $0.isSamePlace(as: write) }) {
            guard other.value != write.value else { return }
            let message = "the column '\(other.column)' gives the same place another value"
            self.problems.append(FieldProblem(path: write.column, code: .repeated, message: message))
        } else {
            self.writes[part, default: []].append(write)
        }
    }
}
