/// A number, exact or compared with, and its unit if it has one: `184`, `>90 %`, `≥200`.
public struct Quantity: Hashable, Sendable {
    /// How the quantity compares with the number.
    public let comparison: Comparison

    /// The number.
    public let number: DecimalNumber

    /// The unit, such as `%` or `m²`; `nil` for a bare number.
    public let unit: String?

    /// The most bytes of UTF-8 a unit may have.
    public static let unitLimit = 64

    /// Reads `184`, `>90%`, `> 90 %`, `≈ 1 200,5 kg`, and `200+` as `≥200`.
    ///
    /// Gives `nil` for anything else.
    ///
    /// - Parameter text: Without white space around it.
    public init?(_ text: some StringProtocol) {
        var rest = Substring(text)
        let comparison = Comparison.taken(from: &rest)
        let numberEnd = Self.numberEnd(in: rest)
        guard let number = DecimalNumber(Text.trimmed(rest[..<numberEnd])) else { return nil }
        var unit = Text.collapsed(rest[numberEnd...])
        self.comparison =
            if comparison == .exact, unit.first == "+" {
                .atLeast
            } else {
                comparison
            }
        if unit.first == "+" { unit = Text.trimmed(unit.dropFirst()) }
        // A digit here is the rest of a number that was not understood.
        guard unit.utf8.count <= Self.unitLimit, !Self.startsLikeNumber(unit) else { return nil }
        self.number = number
        self.unit = unit.isEmpty ? nil : unit
    }

    private static func numberEnd(in text: Substring) -> Substring.Index {
        text.indices.first { index in
            let character = text[index]
            let isPart = character.isASCII && character.isNumber || ".,-−".contains(character) || character.isWhitespace
            return !isPart && !(character == "+" && index == text.startIndex)
        } ?? text.endIndex
    }

    private static func startsLikeNumber(_ unit: String) -> Bool {
        guard let first = unit.first else { return false }
        // `e5` is an exponent, which nobody means when they write 1e5 as a unit.
        let isExponent = first.lowercased() == "e" && unit.dropFirst().first.map { "+-0123456789".contains($0) } == true
        return first.isNumber || "+-−.,<>=≤≥≈~".contains(first) || isExponent
    }
}

extension Quantity: CustomStringConvertible {
    /// The canonical text: comparator, number, and after a space the unit.
    public var description: String {
        self.comparison.prefix + self.number.text + (self.unit.map { " " + $0 } ?? "")
    }
}
