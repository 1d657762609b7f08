/// What a row changes in one place of a record, as text for people.
public struct RowChange: Hashable, Sendable {
    /// The field, with the language or part after a dot; one of a member's or partner's organisation has
    /// `organisation.` before it.
    public var field: String

    /// What was there; `nil` when nothing was, and for a set, which is only added to.
    public var old: String?

    /// What will be there; of another record, its name.
    public var new: String

    /// Describes a change.
    ///
    /// - Parameters:
    ///   - field: The field, with the language or part after a dot.
    ///   - old: What was there, if anything.
    ///   - new: What will be there.
    public init(field: String, old: String?, new: String) {
        self.field = field
        self.old = old
        self.new = new
    }
}
