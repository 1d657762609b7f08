import SplotDirectory
import SplotMerge

/// The words under which a record is found exactly: by name, identifier, place, or what it refers to.
enum RecordTerms {
    static func name(_ text: String) -> String { "name:" + Folding.fold(text) }

    static func identifier(_ text: String) -> String { "id:" + text }

    static func identity(_ cluster: ClusterID) -> String { "identity:" + cluster.description }

    static func country(_ code: String) -> String { "country:" + code }

    static func region(_ code: String) -> String { "region:" + code }

    static func specialisation(_ text: String) -> String { "topic:" + Folding.fold(text) }

    /// What stands before the UUID, in upper-case hexadecimal, in the term of whatever refers to a record.
    static let referencePrefix = "ref:"

    static func reference(_ record: RecordUUID) -> String { self.referencePrefix + record.upperHex }

    /// What stands before the UUID in the term of whatever is about a record, and is called after it.
    static let partyPrefix = "party:"

    /// The term of every record to which a cluster has suggested something.
    static func suggested(by cluster: ClusterID) -> String { "suggested:" + String(cluster.description.prefix(16)) }

    /// The field that a record without a title is about: a member's organisation, a partner's party.
    static func partyField(of kind: String, schema: Schema) -> Field? {
        guard let kind = schema.kind(named: kind), kind.titleField == nil else { return nil }
        return kind.fields.first { field in
            guard field.isRequired, case .reference = field.type else { return false }
            return true
        }
    }

    /// All terms of a record that come from its fields.
    static func terms(of record: DirectoryRecord, schema: Schema) -> Set<String> {
        var terms: Set<String> = []
        let title = schema.kind(named: record.kind)?.titleField ?? "name"
        for field in [title, "aliases", "acronym"] {
            for text in record.texts(of: field) { terms.insert(Self.name(text)) }
        }
        for text in record.texts(of: "identifiers") { terms.insert(Self.identifier(text)) }
        for text in record.texts(of: "identity") { terms.insert("identity:" + text) }
        for text in record.texts(of: "specialisations") { terms.insert(Self.specialisation(text)) }
        for field in ["country", "countries"] {
            for text in record.texts(of: field) { terms.insert(Self.country(text)) }
        }
        for field in ["region", "regions"] {
            for text in record.texts(of: field) { terms.insert(Self.region(text)) }
        }
        if case .keyed(let parts)? = record.fields["address"] {
            if case .text(let code)? = parts["country"] { terms.insert(Self.country(code)) }
            if case .text(let code)? = parts["region"] { terms.insert(Self.region(code)) }
        }
        if let party = Self.partyField(of: record.kind, schema: schema), let content = record.fields[party.name] {
            for reference in content.values.flatMap(\.references) {
                terms.insert(Self.partyPrefix + reference.upperHex)
            }
        }
        for (field, content) in record.fields where field != "sameAs" {
            for reference in content.values.flatMap(\.references) { terms.insert(Self.reference(reference)) }
        }
        return terms
    }
}

extension RecordUUID {
    /// The digits in upper case, as the database spells them.
    var upperHex: String { self.description.filter { $0 != "-" }.uppercased() }
}
