extension FieldType {
    /// Checks the text form of a structure, `key: value; key: value`.
    static func structure(
        _ text: String,
        members: [Field],
        defaultLanguage: String
    ) throws(Refusal) -> ParsedValue {
        let names = members.map(\.name).joined(separator: ", ")
        guard let given = StructureText.members(of: try Text.line(text)) else {
            throw Refusal(.malformed, "write 'name: value; name: value' with these names: \(names)")
        }
        var parsed: [String: ParsedValue] = [:]
        for item in given where !item.text.isEmpty {
            let path = FieldPath(item.name)
            guard let member = members.first(where: { $0.name == path.field }) else {
                throw Refusal(.unknownKey, "the names inside are \(names)")
            }
            let value = try Self.member(item, of: member, key: path.key, defaultLanguage: defaultLanguage)
            guard let merged = Self.merged(parsed[member.name], value) else {
                throw Refusal(.repeated, "give '\(member.name)' once")
            }
            parsed[member.name] = merged
        }
        if let missing = members.first(where: { $0.isRequired && parsed[$0.name] == nil }) {
            throw Refusal(.missing, "give '\(missing.name)' too; the names inside are \(names)")
        }
        return .members(parsed)
    }

    private static func member(
        _ item: StructureText.Member,
        of member: Field,
        key: String?,
        defaultLanguage: String
    ) throws(Refusal) -> ParsedValue {
        var language: String?
        if let key {
            language = LanguageTag.canonical(key)
            guard member.type == .localisedText, language != nil else {
                throw Refusal(.unknownKey, "only texts in several languages take a language: 'label.en: …'")
            }
        }
        if member.type == .localisedText {
            return .value(.structure([language ?? defaultLanguage: .text(try Text.line(item.text))]))
        }
        do {
            return try member.type.parse(item.text, defaultLanguage: defaultLanguage)
        } catch {
            throw Refusal(error.code, "\(member.name): \(error.message)")
        }
    }

    // Two languages of one text are one value; anything else given twice is a mistake.
    private static func merged(_ old: ParsedValue?, _ new: ParsedValue) -> ParsedValue? {
        guard let old else { return new }
        guard case .value(.structure(let left)) = old, case .value(.structure(let right)) = new else { return nil }
        guard left.keys.allSatisfy({ right[$0] == nil }) else { return nil }
        return .value(.structure(left.merging(right) { first, _ in first }))
    }
}

extension ParsedValue {
    /// A structure, as a value when nothing in it is left to look up.
    static func members(_ members: [String: ParsedValue]) -> ParsedValue {
        var values: [String: Value] = [:]
        for (name, member) in members {
            guard case .value(let value) = member else { return .structure(members) }
            values[name] = value
        }
        return .value(.structure(values))
    }
}
