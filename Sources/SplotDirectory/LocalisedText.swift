/// Text in several languages: BCP 47 tag → text.
public enum LocalisedText {
    /// The languages tried when none of those preferred is there.
    public static let fallback = ["pl", "en", "de"]

    /// The text to show to a reader.
    ///
    /// A preference for `en-GB` is met by `en-GB`, then `en`, then any other English. After the preferences come
    /// ``fallback`` and then the first by tag.
    ///
    /// - Parameters:
    ///   - texts: The texts by language tag.
    ///   - languages: The reader's languages, the best first.
    /// - Returns: The text and its tag; `nil` when there are none.
    public static func best(
        of texts: [String: String],
        preferring languages: [String] = []
    ) -> (language: String, text: String)? {
        let tags = texts.keys.sorted()
        for language in languages + Self.fallback {
            guard let tag = Self.match(language, in: tags), let text = texts[tag] else { continue }
            return (tag, text)
        }
        return tags.first.flatMap { tag in texts[tag].map { (tag, $0) } }
    }

    private static func match(_ language: String, in tags: [String]) -> String? {
        var parts = language.lowercased().split(separator: "-")
        while !parts.isEmpty {
            let wanted = parts.joined(separator: "-")
            if let tag = tags.first(where: { $0.lowercased() == wanted }) { return tag }
            // What is left of the preference is the language alone: now any sort of it will do.
            if parts.count == 1, let tag = tags.first(where: { $0.lowercased().hasPrefix(wanted + "-") }) { return tag }
            parts.removeLast()
        }
        return nil
    }

    /// One element of a set of localised texts, as a structure of language tag → text.
    ///
    /// `pl: Szpitale; en: Hospitals` gives both where every part begins with a two-letter language in lower case;
    /// anything else is one text in the language given.
    static func element(_ text: String, language: String?, defaultLanguage: String) throws(Refusal) -> Value {
        let line = try Text.line(text)
        guard language == nil, let members = StructureText.members(of: line) else {
            return .structure([language ?? defaultLanguage: .text(line)])
        }
        var texts: [String: Value] = [:]
        for member in members {
            guard LanguageTag.isTwoLetterCode(member.name.prefix { $0 != "-" }), !member.text.isEmpty,
                let tag = LanguageTag.canonical(member.name), texts.updateValue(.text(member.text), forKey: tag) == nil
            else { return .structure([defaultLanguage: .text(line)]) }
        }
        return .structure(texts)
    }
}
