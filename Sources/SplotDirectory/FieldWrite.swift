/// One checked write on one place of a record, ready to be turned into an operation of an entry.
public struct FieldWrite: Hashable, Sendable {
    /// What is written.
    public enum Operation: Hashable, Sendable {
        /// Puts a value into the place.
        case set(ParsedValue)

        /// Adds an element to a set.
        case add(ParsedValue)

        /// Takes the element equal to this one out of a set.
        case remove(ParsedValue)

        /// Empties the place; on a set, takes out every element.
        case clear
    }

    /// The field's name.
    public var field: String

    /// The language of a localised text, the part of a map; `nil` for a single value or a set.
    public var key: String?

    /// The field's shape, which the operation in the log carries.
    public var shape: FieldShape

    /// Whether the values may be personal data, and so go into an entry of their own.
    public var isPersonal: Bool

    /// What is written.
    public var operation: Operation

    /// Describes a write.
    ///
    /// - Parameters:
    ///   - field: The field's name.
    ///   - key: The language or part, for a localised text or a map.
    ///   - shape: The field's shape.
    ///   - isPersonal: Whether the values may be personal data.
    ///   - operation: What is written.
    public init(
        field: String,
        key: String? = nil,
        shape: FieldShape,
        isPersonal: Bool = false,
        operation: Operation
    ) {
        self.field = field
        self.key = key
        self.shape = shape
        self.isPersonal = isPersonal
        self.operation = operation
    }
}
