/// One thing in the directory, as its fields say: what is left when origins and disagreements are put aside.
public struct DirectoryRecord: Hashable, Sendable {
    /// What one field holds.
    public enum Content: Hashable, Sendable {
        /// A single value.
        case single(Value)
        /// Values by key: a language tag, or the name of a part.
        case keyed([String: Value])
        /// A set of values, in a fixed order.
        case set([Value])
    }

    /// The record's name in the directory.
    public var id: RecordUUID

    /// The kind's name, such as `organisation`; may be one that the schema does not know.
    public var kind: String

    /// The fields that hold something, by name; may be some that the schema does not know.
    public var fields: [String: Content]

    /// Puts a record together.
    ///
    /// - Parameters:
    ///   - id: The record's name in the directory.
    ///   - kind: The kind's name.
    ///   - fields: The fields that hold something, by name.
    public init(id: RecordUUID, kind: String, fields: [String: Content] = [:]) {
        self.id = id
        self.kind = kind
        self.fields = fields
    }
}
