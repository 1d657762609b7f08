public import SplotDirectory

/// What the import makes of one row.
public struct RowOutcome: Hashable, Sendable {
    /// The sorts of outcome.
    public enum State: String, Codable, Hashable, Sendable {
        /// The row becomes a new record.
        case new

        /// The row changes a record that is there, or that a row above makes.
        case changed

        /// All that the row says is known.
        case unchanged

        /// Something in the row is wrong, and nothing of it is written.
        case invalid
    }

    /// The physical line of the file on which the row begins, from 1.
    public var line: Int

    /// What becomes of the row.
    public var state: State

    /// What is wrong, each with the column it is in as its path; none unless the row is invalid.
    public var problems: [FieldProblem]

    /// The fields that change, in the order of the schema; none unless the row changes a record.
    ///
    /// Fields of a member's or partner's organisation have `organisation.` before them.
    public var fields: [String]

    /// What changes in them; may hold personal values, so it is for a person who looks at the preview and for no mail.
    public var changes: [RowChange]

    /// What was put back into the row's cells before it was compared; none when the row is invalid.
    public var repairs: [RowRepair]

    /// Describes the outcome of a row.
    ///
    /// - Parameters:
    ///   - line: The physical line of the file on which the row begins, from 1.
    ///   - state: What becomes of the row.
    ///   - problems: What is wrong, each with its column as path.
    ///   - fields: The fields that change.
    ///   - changes: What changes in them.
    ///   - repairs: What was put back into the row's cells.
    public init(
        line: Int,
        state: State,
        problems: [FieldProblem] = [],
        fields: [String] = [],
        changes: [RowChange] = [],
        repairs: [RowRepair] = []
    ) {
        self.line = line
        self.state = state
        self.problems = problems
        self.fields = fields
        self.changes = changes
        self.repairs = repairs
    }
}
