extension FieldType {
    /// Checks a text and gives its value in canonical form.
    ///
    /// - Parameters:
    ///   - text: What a person gave; not empty.
    ///   - key: The language of an element of a set of localised texts, or the scheme of an identifier, if given apart.
    ///   - defaultLanguage: The canonical tag of a localised text given without a language.
    /// - Returns: The value, or what is to be looked up for it.
    /// - Throws: Why the text is not accepted.
    func parse(_ text: String, key: String? = nil, defaultLanguage: String) throws(Refusal) -> ParsedValue {
        switch self {
        case .localisedText, .localisedParagraphs:
            return .value(try LocalisedText.element(text, language: key, defaultLanguage: defaultLanguage))
        case .structure(let members):
            return try Self.structure(text, members: members, defaultLanguage: defaultLanguage)
        case .reference(let kinds, let orText):
            let name = try Text.line(text)
            return RecordUUID(name).map { .value(.reference($0)) } ?? .lookup(name: name, kinds: kinds, orText: orText)
        case .boolean:
            guard let answer = Self.answer(try Text.line(text)) else { throw self.refusal }
            return .value(.boolean(answer))
        case .identifier(let schemes):
            return .value(.text(try Self.identifier(try Text.line(text), key: key, schemes: schemes)))
        default:
            guard let canonical = self.canonical(try Text.line(text)) else { throw self.refusal }
            return .value(.text(canonical))
        }
    }

    /// One text of a localised field.
    func parseLocalised(_ text: String) throws(Refusal) -> ParsedValue {
        .value(.text(self == .localisedParagraphs ? try Text.paragraphs(text) : try Text.line(text)))
    }

    private var refusal: Refusal { Refusal(.malformed, self.accepted) }

    // The canonical text of the types that are one.
    private func canonical(_ line: String) -> String? {
        switch self {
        case .text: line
        case .partialDate: PartialDate(line)?.description
        case .moment: Moment(line)?.description
        case .period: Period(line)?.description
        case .money: Money(line)?.description
        case .quantity: Quantity(line)?.description
        case .country: Country.code(line)
        case .language: LanguageTag.canonical(line)
        case .region: Self.region(line)
        case .choice(let options): options.first { $0.lowercased() == line.lowercased() }
        case .url: WebText.url(line)
        case .email: WebText.email(line)
        case .phone: Self.phone(line)
        case .digest: Self.hexadecimal(Self.without("sha256:", line)).map { "sha256:" + $0 }
        case .clusterID: Self.hexadecimal(line)
        case .activityCode: Self.activityCode(line)
        case .localisedText, .localisedParagraphs, .identifier, .reference, .boolean, .structure: nil
        }
    }

    private static func answer(_ line: String) -> Bool? {
        switch line.lowercased() {
        case "yes", "tak", "true", "1": true
        case "no", "nie", "false", "0": false
        default: nil
        }
    }

    private static func identifier(
        _ line: String,
        key: String?,
        schemes: [IdentifierScheme]
    ) throws(Refusal) -> String {
        let names = schemes.map(\.rawValue).joined(separator: ", ")
        let unknown = Refusal(.malformed, "write the scheme, a colon and the number; the schemes are \(names)")
        var text = line
        // A scheme given twice is a number with its scheme, not a longer number.
        if let key, !line.uppercased().hasPrefix(key + ":") { text = key + ":" + line }
        guard let end = text.firstIndex(where: { $0 == ":" || $0.isWhitespace }),
            let scheme = IdentifierScheme(rawValue: text[..<end].uppercased()), schemes.contains(scheme),
            key == nil || key == scheme.rawValue
        else { throw unknown }
        guard let identifier = Identifier(text) else { throw Refusal(.malformed, scheme.rule) }
        return identifier.description
    }

    private static func region(_ line: String) -> String? {
        Region.code(Text.trimmed(Self.without("teryt:", line))).map { "TERYT:" + $0 }
    }

    private static func phone(_ line: String) -> String? {
        let text = Text.collapsed(line)
        return text.utf8.count <= 100 && text.utf8.count(where: Digits.contains) >= 5 ? text : nil
    }

    private static func hexadecimal(_ line: String) -> String? {
        let digits = line.lowercased()
        let isHexadecimal = digits.utf8.allSatisfy {
            Digits.contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
        return digits.utf8.count == 64 && isHexadecimal ? digits : nil
    }

    // `86`, `86.10`, `86.10.Z`: division, class, subclass.
    private static func activityCode(_ line: String) -> String? {
        let parts = line.uppercased().split(separator: ".", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count),
            parts.prefix(2).allSatisfy({ Digits.number($0.utf8, digits: 2...2) != nil })
        else { return nil }
        if parts.count == 3 {
            guard parts[2].utf8.count == 1, parts[2].utf8.allSatisfy(Text.isASCIILetter) else { return nil }
        }
        return parts.joined(separator: ".")
    }

    private static func without(_ prefix: String, _ line: String) -> String {
        line.lowercased().hasPrefix(prefix) ? String(line.dropFirst(prefix.count)) : line
    }
}
