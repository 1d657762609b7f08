import SplotDirectory

/// Numbers whose leading zeros a spreadsheet has eaten.
///
/// Only what cannot be right as it stands is looked at, and only what is right with the zeros is offered: a number of a
/// register must pass its check digits.
enum LeadingZeros {
    /// Puts the zeros back.
    ///
    /// - Parameters:
    ///   - text: What a cell holds.
    ///   - path: The path of the field that it is for.
    ///   - type: The field's type.
    /// - Returns: The text with its zeros, or `nil` when none seem to be missing.
    static func restored(_ text: String, path: String, type: FieldType?) -> String? {
        let key = path.firstIndex(of: ".").map { String(path[path.index(after: $0)...]) }
        switch type {
        case .identifier: return self.identifier(text, scheme: key)
        case .region: return self.region(text)
        case .structure where key == "postalCode": return self.postalCode(text)
        case .structure where key == "region": return self.region(text)
        default: return nil
        }
    }

    // A REGON may begin with three zeros, as those of many hospitals do; a NIP begins with no more than one.
    private static func identifier(_ text: String, scheme key: String?) -> String? {
        let parts = text.split(maxSplits: 1) { $0 == ":" || $0.isWhitespace }.map(String.init)
        let named = parts.count == 2 ? IdentifierScheme(rawValue: parts[0].uppercased()) : nil
        guard let scheme = named ?? key.flatMap({ IdentifierScheme(rawValue: $0.uppercased()) }) else { return nil }
        let digits = self.digits(named == nil ? text : parts[1])
        let width: Int
        switch (scheme, digits.utf8.count) {
        case (.nip, 9), (.krs, 1...9): width = 10
        case (.regon, 6...8): width = 9
        case (.regon, 11...13): width = 14
        default: return nil
        }
        let padded = String(repeating: "0", count: width - digits.utf8.count) + digits
        return Identifier(scheme: scheme, padded)?.description
    }

    // Of `NIP 856-734-62-15`, what a register counts; empty for anything but digits.
    private static func digits(_ text: String) -> String {
        var scalars = text.unicodeScalars.filter {
            !$0.properties.isWhitespace && $0.properties.generalCategory != .dashPunctuation
        }
        if String(scalars).uppercased().hasPrefix("PL") { scalars.removeFirst(2) }
        return scalars.allSatisfy { ("0"..."9").contains($0) } ? String(scalars) : ""
    }

    private static func region(_ text: String) -> String? {
        guard text.utf8.count == 1, Region.code("0" + text) != nil else { return nil }
        return "0" + text
    }

    // `01-234` from `1-234` or `1234`.
    private static func postalCode(_ text: String) -> String? {
        let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }
        let isDash = text.utf8.dropFirst().first == UInt8(ascii: "-")
        guard digits.count == 4, digits.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
            text.utf8.count == (isDash ? 5 : 4)
        else { return nil }
        let code = String(decoding: digits, as: UTF8.self)
        return "0\(code.prefix(1))-\(code.dropFirst())"
    }
}
