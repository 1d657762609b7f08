/// What is left of a name when one looks it up: case, diacritics and punctuation do not count.
public enum Folding {
    /// Lower case, without diacritics, every run of anything but letters and digits made one space.
    ///
    /// `Klaster E‑Zdrowie` gives `klaster e zdrowie`, `śląskie` gives `slaskie`, `Łódź` gives `lodz`.
    ///
    /// - Parameter text: Any text.
    /// - Returns: Words with one space between them, none around; empty when there is no letter or digit.
    public static func fold(_ text: String) -> String {
        var words = Self.folded(text, separator: UInt8(ascii: " "))
        if words.last == UInt8(ascii: " ") { words.removeLast() }
        return String(decoding: words, as: UTF8.self)
    }

    /// As ``fold(_:)``, without any spaces: a weaker key that finds "Data Technopark" for "Data Techno Park".
    ///
    /// - Parameter text: Any text.
    /// - Returns: Letters and digits only.
    public static func squash(_ text: String) -> String {
        String(decoding: Self.folded(text, separator: nil), as: UTF8.self)
    }

    // What one scalar becomes.
    private enum Folded {
        case letters([UInt8])
        case separator
        case ignored
    }

    // What a scalar below the combining marks becomes, at most three bytes: a zero where there is none.
    private struct Latin {
        var first: UInt8 = 0
        var second: UInt8 = 0
        var third: UInt8 = 0
        var isSeparator = false

        init(_ folded: Folded) {
            switch folded {
            case .letters(let letters):
                self.first = letters.first ?? 0
                self.second = letters.count > 1 ? letters[1] : 0
                self.third = letters.count > 2 ? letters[2] : 0
            case .separator: self.isSeparator = true
            case .ignored: break
            }
        }
    }

    private static func folded(_ text: String, separator: UInt8?) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count)
        func separate() {
            if let separator, let last = result.last, last != separator { result.append(separator) }
        }
        let latin = Self.latin
        // Latin letters stand in the table, and general punctuation (quotes, dashes) has nothing to take apart.
        let isSimple = text.unicodeScalars.allSatisfy { $0.value < 0x300 || (0x2000..<0x2070).contains($0.value) }
        for scalar in (isSimple ? text : text.decomposed).unicodeScalars {
            if scalar.value < 0x300 {
                let folded = latin[Int(scalar.value)]
                if folded.first != 0 { result.append(folded.first) }
                if folded.second != 0 { result.append(folded.second) }
                if folded.third != 0 { result.append(folded.third) }
                if folded.isSeparator { separate() }
                continue
            }
            switch Self.folded(scalar) {
            case .letters(let letters): result.append(contentsOf: letters)
            case .separator: separate()
            case .ignored: break
            }
        }
        return result
    }

    // Every scalar below the combining marks, folded once: none of them becomes more than three bytes.
    private static let latin: [Latin] = (0..<0x300)
        .map { value in
            let scalars = Unicode.Scalar(UInt32(value)).map { String($0).decomposed.unicodeScalars }
            return Latin(scalars?.first.map(Self.folded) ?? .separator)
        }

    private static func folded(_ scalar: Unicode.Scalar) -> Folded {
        if let letter = Self.letter(scalar) { return .letters(Array(letter.utf8)) }
        return Self.isIgnored(scalar) ? .ignored : .separator
    }

    // What a scalar of a decomposed text folds to; nil when it is neither letter nor digit.
    private static func letter(_ scalar: Unicode.Scalar) -> String? {
        if let simple = Self.withoutDecomposition[scalar] { return simple }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter:
            // İ in lower case is i and a dot above.
            let lower = scalar.properties.lowercaseMapping.unicodeScalars.filter { !Self.isIgnored($0) }
            return String(String.UnicodeScalarView(lower))
        case .lowercaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber, .otherNumber:
            return String(scalar)
        default:
            return nil
        }
    }

    // Marks on a letter, and what is not seen at all, such as a soft hyphen: neither separates words.
    private static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .format: true
        default: false
        }
    }

    // Latin letters that Unicode does not take apart into a letter and a mark.
    private static let withoutDecomposition: [Unicode.Scalar: String] = [
        "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ß": "ss", "ẞ": "ss",
        "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th", "ı": "i", "ħ": "h", "Ħ": "h",
        "ŧ": "t", "Ŧ": "t", "ŋ": "n", "Ŋ": "n", "ſ": "s", "ª": "a", "º": "o",
    ]
}
