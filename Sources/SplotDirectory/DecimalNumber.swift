/// A decimal number as text, never as floating point: as many digits as were published, none of them changed.
///
/// Canonical text has no exponent, no sign `+`, no zeros that mean nothing and no `-0`: `0.5`, `22000000`, `-3`.
public struct DecimalNumber: Hashable, Sendable {
    /// The canonical text.
    public let text: String

    /// The most digits a number may have, before and after the point together.
    public static let digitLimit = 38

    /// Reads a number written with a decimal point or comma, and with spaces between groups of three digits if any.
    ///
    /// Gives `nil` for anything else, an exponent or both a point and a comma included.
    ///
    /// - Parameter text: Without white space around it.
    public init?(_ text: some StringProtocol) {
        var rest = text[...]
        var isNegative = false
        switch rest.first {
        case "-", "−":
            isNegative = true
            rest = rest.dropFirst()
        case "+":
            rest = rest.dropFirst()
        default:
            break
        }
        let parts = rest.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard (1...2).contains(parts.count), let whole = Self.ungrouped(parts[0]) else { return nil }
        var fraction = parts.count == 2 ? String(parts[1]) : ""
        guard parts.count == 1 || Digits.areAll(fraction.utf8) else { return nil }
        while fraction.utf8.last == UInt8(ascii: "0") { fraction.removeLast() }
        let leading = String(whole.drop { $0 == "0" })
        guard leading.utf8.count + fraction.utf8.count <= Self.digitLimit else { return nil }
        let digits = (leading.isEmpty ? "0" : leading) + (fraction.isEmpty ? "" : "." + fraction)
        self.text = isNegative && digits != "0" ? "-" + digits : digits
    }

    // `22 000 000` with any sort of space; a group that has not three digits is a mistake, not a number.
    private static func ungrouped(_ text: some StringProtocol) -> String? {
        let groups = text.split(omittingEmptySubsequences: false, whereSeparator: \.isWhitespace)
        guard groups.allSatisfy({ Digits.areAll($0.utf8) }) else { return nil }
        guard groups.count > 1 else { return String(text) }
        guard groups[0].utf8.count <= 3, groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }) else { return nil }
        return groups.joined()
    }
}

extension DecimalNumber: CustomStringConvertible {
    /// The canonical text.
    public var description: String { self.text }
}
