extension IdentifierScheme {
    /// The canonical text of a number of this scheme, or `nil` when there can be no such number.
    func canonical(_ text: String) -> String? {
        switch self {
        case .nip:
            Self.digits(text).flatMap { Self.isNIP($0) ? $0 : nil }
        case .regon:
            Self.digits(text).flatMap { Self.isREGON($0) ? $0 : nil }
        case .krs:
            Self.digits(text).flatMap { $0.utf8.count == 10 ? $0 : nil }
        case .euid:
            Self.euid(Self.compact(text).uppercased())
        case .rpwdl:
            Self.bookNumber(text)
        case .lei:
            Self.lei(Self.compact(text).uppercased())
        case .ror:
            Self.ror(text)
        case .teryt:
            Region.code(Text.trimmed(text))
        }
    }

    /// What a number of this scheme looks like, for messages.
    var rule: String {
        switch self {
        case .nip: "a NIP has 10 digits, the last of which checks the others"
        case .regon: "a REGON has 9 or 14 digits, the last of which checks the others"
        case .krs: "a KRS number has 10 digits, leading zeros included (spreadsheets eat them)"
        case .euid: "a Polish EUID is PLKRS. and a KRS number of 10 digits"
        case .rpwdl: "an RPWDL book number has up to 32 letters, digits, dashes and slashes, a digit among them"
        case .lei: "an LEI has 18 letters and digits and 2 check digits"
        case .ror: "a ROR id is 0, 6 letters or digits and 2 check digits"
        case .teryt: "a voivodeship is its name or its 2 TERYT digits"
        }
    }

    // Without spaces and dashes of any sort.
    private static func compact(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter {
                    !$0.properties.isWhitespace && $0.properties.generalCategory != .dashPunctuation && $0 != "\u{2212}"
                }
            )
        )
    }

    private static func digits(_ text: String) -> String? {
        var compact = Self.compact(text)
        if compact.uppercased().hasPrefix("PL") { compact.removeFirst(2) }
        return Digits.areAll(compact.utf8) ? compact : nil
    }

    // The sum of digits times weights, modulo 11.
    private static func remainder(_ digits: some Sequence<UInt8>, weights: [Int]) -> Int {
        zip(digits, weights).reduce(0) { $0 + Int($1.0 - UInt8(ascii: "0")) * $1.1 } % 11
    }

    private static func digit(_ character: UInt8) -> Int { Int(character) - Int(UInt8(ascii: "0")) }

    // Remainder 10 fits no digit, so such numbers are never given out.
    private static func isNIP(_ text: String) -> Bool {
        let digits = Array(text.utf8)
        guard digits.count == 10, digits.contains(where: { $0 != UInt8(ascii: "0") }) else { return false }
        return Self.remainder(digits, weights: [6, 5, 7, 2, 3, 4, 5, 6, 7]) == Self.digit(digits[9])
    }

    private static func isREGON(_ text: String) -> Bool {
        let digits = Array(text.utf8)
        guard digits.count == 9 || digits.count == 14, digits.contains(where: { $0 != UInt8(ascii: "0") }),
            Self.remainder(digits, weights: [8, 9, 2, 3, 4, 5, 6, 7]) % 10 == Self.digit(digits[8])
        else { return false }
        guard digits.count == 14 else { return true }
        let weights = [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]
        return Self.remainder(digits, weights: weights) % 10 == Self.digit(digits[13])
    }

    private static func euid(_ text: String) -> String? {
        guard text.hasPrefix("PLKRS.") else { return nil }
        let number = text.dropFirst(6)
        return number.utf8.count == 10 && Digits.areAll(number.utf8) ? text : nil
    }

    private static func bookNumber(_ text: String) -> String? {
        let compact = String(text.filter { !$0.isWhitespace }).uppercased()
        let isAccepted = compact.utf8.allSatisfy {
            Digits.contains($0) || Text.isASCIILetter($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "/")
        }
        return isAccepted && compact.utf8.count <= 32 && compact.utf8.contains(where: Digits.contains) ? compact : nil
    }

    // ISO 7064 mod 97-10: letters count as 10 to 35, and the whole leaves 1. 00, 01 and 99 are never made as checks.
    private static func lei(_ text: String) -> String? {
        let characters = Array(text.utf8)
        guard characters.count == 20, Digits.areAll(characters.suffix(2)),
            let check = Digits.number(characters.suffix(2), digits: 2...2), (2...98).contains(check)
        else { return nil }
        var remainder = 0
        for character in characters {
            if Digits.contains(character) {
                remainder = (remainder * 10 + Self.digit(character)) % 97
            } else {
                guard Text.isASCIILetter(character) else { return nil }
                remainder = (remainder * 100 + Int(character - UInt8(ascii: "A")) + 10) % 97
            }
        }
        return remainder == 1 ? text : nil
    }

    // The id is the last part of its web address. Crockford's base 32 has no i, l, o or u; the check digits are
    // 98 − (number × 100 mod 97).
    private static func ror(_ text: String) -> String? {
        var id = Text.trimmed(text).lowercased()
        for prefix in ["https://", "http://", "ror.org/"] where id.hasPrefix(prefix) {
            id.removeFirst(prefix.count)
        }
        let characters = Array(id.utf8)
        guard characters.count == 9, characters[0] == UInt8(ascii: "0"),
            let check = Digits.number(characters.suffix(2), digits: 2...2)
        else { return nil }
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
        var number = 0
        for character in characters[1..<7] {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            number = number * 32 + value
        }
        return check == 98 - number * 100 % 97 ? id : nil
    }
}
