/// Language tags of BCP 47 (RFC 5646).
public enum LanguageTag {
    /// The canonical form of a tag: shortest language code, and the case of RFC 5646 section 2.1.1.
    ///
    /// - Parameter text: A tag in any case; underscores are taken for hyphens, `pol` and `POL` for `pl`.
    /// - Returns: `nil` for what is not well-formed, a two-letter language that ISO 639-1 does not have, or a two-letter
    ///   region that ISO 3166-1 does not have.
    public static func canonical(_ text: some StringProtocol) -> String? {
        guard text.utf8.count <= 64, text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let lower = text.lowercased()
        let parts = lower.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }.map(String.init)
        guard let first = parts.first, let language = self.language(first) else { return nil }
        var result = [language]
        var rest = parts.dropFirst()
        if let script = rest.first, script.count == 4, self.isLetters(script) {
            result.append(script.prefix(1).uppercased() + script.dropFirst())
            rest.removeFirst()
        }
        if let region = rest.first, let canonical = self.region(region) {
            result.append(canonical)
            rest.removeFirst()
        }
        while let variant = rest.first, self.isVariant(variant) {
            result.append(variant)
            rest.removeFirst()
        }
        guard self.areExtensions(rest) else { return nil }
        return (result + rest).joined(separator: "-")
    }

    /// Whether this is a two-letter language code of ISO 639-1, in lower case.
    static func isTwoLetterCode(_ text: some StringProtocol) -> Bool {
        self.twoLetterCodes.contains(String(text))
    }

    private static func language(_ text: String) -> String? {
        guard self.isLetters(text) else { return nil }
        switch text.count {
        case 2: return self.twoLetterCodes.contains(text) ? text : nil
        case 3: return self.shortened[text] ?? text
        default: return nil
        }
    }

    private static func region(_ text: String) -> String? {
        if text.count == 3, Digits.areAll(text.utf8) { return text }
        let upper = text.uppercased()
        return text.count == 2 && Country.codes.contains(upper) ? upper : nil
    }

    private static func isVariant(_ text: String) -> Bool {
        guard self.isAlphanumeric(text) else { return false }
        return (5...8).contains(text.count) || (text.count == 4 && text.utf8.first.map(Digits.contains) == true)
    }

    // A single letter or digit opens an extension of at least one part; x opens private use, with shorter parts.
    private static func areExtensions(_ parts: some Sequence<String>) -> Bool {
        var isOpen = false
        var isPrivate = false
        var isEmpty = false
        for part in parts {
            guard self.isAlphanumeric(part), part.count <= 8 else { return false }
            if part.count == 1, !isPrivate {
                guard !isEmpty else { return false }
                (isOpen, isPrivate, isEmpty) = (true, part == "x", true)
            } else {
                guard isOpen, isPrivate || part.count >= 2 else { return false }
                isEmpty = false
            }
        }
        return !isEmpty
    }

    private static func isLetters(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy(Text.isASCIILetter)
    }

    private static func isAlphanumeric(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { Text.isASCIILetter($0) || Digits.contains($0) }
    }

    // ISO 639-1.
    private static let twoLetterCodes = Set(
        """
        aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el \
        en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu \
        ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na \
        nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn \
        so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
        """
        .split(separator: " ").map(String.init)
    )

    // ISO 639-2 codes, both sorts, of European languages and the usual others; RFC 5646 section 2.2.1 wants the shortest.
    private static let shortened: [String: String] = [
        "alb": "sq", "ara": "ar", "arm": "hy", "baq": "eu", "bel": "be", "bos": "bs", "bul": "bg", "cat": "ca",
        "ces": "cs", "chi": "zh", "cym": "cy", "cze": "cs", "dan": "da", "deu": "de", "dut": "nl", "ell": "el",
        "eng": "en", "est": "et", "eus": "eu", "fin": "fi", "fra": "fr", "fre": "fr", "geo": "ka", "ger": "de",
        "gle": "ga", "glg": "gl", "gre": "el", "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu", "hye": "hy",
        "ice": "is", "ind": "id", "isl": "is", "ita": "it", "jpn": "ja", "kat": "ka", "kor": "ko", "lat": "la",
        "lav": "lv", "lit": "lt", "ltz": "lb", "mac": "mk", "may": "ms", "mkd": "mk", "mlt": "mt", "msa": "ms",
        "nld": "nl", "nno": "nn", "nob": "nb", "nor": "no", "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro",
        "rus": "ru", "slk": "sk", "slo": "sk", "slv": "sl", "spa": "es", "sqi": "sq", "srp": "sr", "swe": "sv",
        "tur": "tr", "ukr": "uk", "vie": "vi", "wel": "cy", "yid": "yi", "zho": "zh",
    ]
}
