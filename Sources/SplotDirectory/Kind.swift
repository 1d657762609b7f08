/// One kind of record: a cluster, an organisation, a member.
public struct Kind: Hashable, Sendable {
    /// The name, as written on the command line and in the log.
    public var name: String

    /// Whether every trusted cluster's writes count; otherwise only those of the creator's cluster do.
    public var isCommon: Bool

    /// Whether everything in such a record may be personal data.
    public var isPersonal: Bool

    /// The field that titles a record, `name` or `title`; `nil` where a record is titled by what it refers to.
    public var titleField: String?

    /// The fields of this kind, in the order in which they are shown, without those that every record has.
    public var fields: [Field]

    /// One short English sentence.
    public var help: String

    /// Describes a kind of record.
    ///
    /// - Parameters:
    ///   - name: The name, as written on the command line and in the log.
    ///   - isCommon: Whether every trusted cluster's writes count.
    ///   - isPersonal: Whether everything in such a record may be personal data; marks every field so.
    ///   - titleField: The field that titles a record, if one does.
    ///   - fields: The kind's own fields, in the order in which they are shown.
    ///   - help: One short English sentence.
    public init(
        name: String,
        isCommon: Bool = false,
        isPersonal: Bool = false,
        titleField: String?,
        fields: [Field],
        help: String
    ) {
        self.name = name
        self.isCommon = isCommon
        self.isPersonal = isPersonal
        self.titleField = titleField
        self.fields = isPersonal ? fields.map { $0.markedPersonal() } : fields
        self.help = help
    }
}

extension Field {
    // Of the fields on every record, one of a list, such as the status, tells nothing about a person.
    var markedPersonalIfFree: Field {
        if case .choice = self.type { self } else { self.markedPersonal() }
    }

    func markedPersonal() -> Field {
        var field = self
        field.isPersonal = true
        return field
    }
}
