/// What somebody wants to write into one record, checked against the schema but not yet written.
public struct RecordEdit: Hashable, Sendable {
    /// The record to write into.
    public enum Target: Hashable, Sendable {
        /// A new record of a kind.
        case new(kind: String)
        /// A record that is there.
        case existing(RecordUUID)
    }

    /// A field that will refer to a record which another edit of the same list creates.
    public struct PendingReference: Hashable, Sendable {
        /// The field that refers.
        public var field: String
        /// The index of the edit that creates the record, in the list that both are part of.
        public var edit: Int
        /// Whether the field is a set, to which the reference is added.
        public var isElement: Bool

        /// Describes a reference to a record that does not exist yet.
        ///
        /// - Parameters:
        ///   - field: The field that refers: a single value or a set.
        ///   - edit: The index of the creating edit in the list.
        ///   - isElement: Whether the field is a set, to which the reference is added.
        public init(field: String, edit: Int, isElement: Bool = false) {
            self.field = field
            self.edit = edit
            self.isElement = isElement
        }
    }

    /// The record to write into.
    public var target: Target

    /// The writes, as the schema's validation gave them.
    public var writes: [FieldWrite]

    /// The fields that refer to records which other edits create.
    public var pending: [PendingReference]

    /// Puts an edit together.
    ///
    /// - Parameters:
    ///   - target: The record to write into.
    ///   - writes: The writes, as the schema's validation gave them.
    ///   - pending: The fields that refer to records which other edits of the same list create.
    public init(target: Target, writes: [FieldWrite], pending: [PendingReference] = []) {
        self.target = target
        self.writes = writes
        self.pending = pending
    }
}
