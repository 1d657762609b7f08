/// How many values a field holds, and so how it merges.
public enum FieldShape: Hashable, Sendable {
    /// One value: one place.
    case single

    /// One text for each language: one place for each BCP 47 tag.
    case localised

    /// Named parts, the members of the field's ``FieldType/structure(_:)``: one place for each.
    case map

    /// Any number of elements: one place for each.
    case set
}

/// One field of a kind of record, or one member of a structure.
public struct Field: Hashable, Sendable {
    /// The name, as written on the command line and in the log.
    public var name: String

    /// What it holds.
    public var type: FieldType

    /// How many values it holds, and how it merges.
    public var shape: FieldShape

    /// Whether a new record must have it.
    public var isRequired: Bool

    /// Whether its values may be personal data, and so go into entries of their own.
    public var isPersonal: Bool

    /// Whether a value, once there, is never replaced: a correction is a new record.
    ///
    /// Validation does not see the record, so the caller who does refuses a write that differs.
    public var isSetOnce: Bool

    /// One short English sentence.
    public var help: String

    /// Describes a field.
    ///
    /// - Parameters:
    ///   - name: The name, as written on the command line and in the log.
    ///   - type: What it holds.
    ///   - shape: How many values it holds, and how it merges.
    ///   - isRequired: Whether a new record must have it.
    ///   - isPersonal: Whether its values may be personal data.
    ///   - isSetOnce: Whether a value, once there, is never replaced.
    ///   - help: One short English sentence.
    public init(
        name: String,
        type: FieldType,
        shape: FieldShape = .single,
        isRequired: Bool = false,
        isPersonal: Bool = false,
        isSetOnce: Bool = false,
        help: String
    ) {
        self.name = name
        self.type = type
        self.shape = shape
        self.isRequired = isRequired
        self.isPersonal = isPersonal
        self.isSetOnce = isSetOnce
        self.help = help
    }
}
