public import SplotDirectory

/// What an import would write, and what becomes of each row: to be shown first, and applied or not.
public struct ImportPlan: Hashable, Sendable {
    /// One outcome for each row, in the order of the file.
    public var rows: [RowOutcome]

    /// The edits of the new and changed rows, at most one for each record, new records first.
    ///
    /// An edit's pending references name edits before it, so that applying them in order always finds the record.
    public var edits: [RecordEdit]

    /// Puts a plan together.
    ///
    /// - Parameters:
    ///   - rows: One outcome for each row.
    ///   - edits: The edits of the new and changed rows.
    public init(rows: [RowOutcome], edits: [RecordEdit]) {
        self.rows = rows
        self.edits = edits
    }

    /// How many rows have which outcome.
    public var report: ImportReport {
        func count(_ state: RowOutcome.State) -> Int { self.rows.count { $0.state == state } }
        return ImportReport(
            new: count(.new),
            changed: count(.changed),
            unchanged: count(.unchanged),
            invalid: count(.invalid),
            rows: self.rows.count
        )
    }
}
