/// The kinds of record a node knows, and their fields.
///
/// The merge never asks it: fields and kinds it does not name are stored, merged and shown as unknown all the same.
/// It checks what people write here, and says how to show what is known.
public struct Schema: Sendable {
    /// The kinds, in the order in which they are shown.
    public let kinds: [Kind]

    /// The fields on every record, whatever its kind.
    public let commonFields: [Field]

    private let fieldsByKind: [String: [Field]]

    /// Puts a schema together.
    ///
    /// - Parameters:
    ///   - kinds: The kinds; of two with one name the first counts.
    ///   - commonFields: The fields on every record.
    public init(kinds: [Kind], commonFields: [Field]) {
        self.kinds = kinds
        self.commonFields = commonFields
        let fields = kinds.map { kind in
            (kind.name, kind.fields + (kind.isPersonal ? commonFields.map(\.markedPersonalIfFree) : commonFields))
        }
        self.fieldsByKind = Dictionary(fields) { first, _ in first }
    }

    /// The kind of this name.
    ///
    /// - Parameter name: Such as `organisation`.
    /// - Returns: `nil` for a kind that this version does not know.
    public func kind(named name: String) -> Kind? {
        self.kinds.first { $0.name == name }
    }

    /// The fields of a kind, its own first, then those on every record.
    ///
    /// - Parameter kind: Such as `organisation`.
    /// - Returns: No fields for a kind that this version does not know.
    public func fields(of kind: String) -> [Field] {
        self.fieldsByKind[kind] ?? []
    }

    /// One field of a kind, its own or one on every record.
    ///
    /// - Parameters:
    ///   - name: Such as `identifiers`.
    ///   - kind: Such as `organisation`.
    /// - Returns: `nil` for a field or kind that this version does not know.
    public func field(named name: String, of kind: String) -> Field? {
        self.fields(of: kind).first { $0.name == name }
    }
}
