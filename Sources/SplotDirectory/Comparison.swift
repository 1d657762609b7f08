/// Whether a number is exact, about right, or a bound.
public enum Comparison: String, CaseIterable, Hashable, Sendable {
    /// Less than the number.
    case less = "<"

    /// At most the number.
    case atMost = "≤"

    /// The number itself; its sign is left out of canonical text.
    case exact = "="

    /// About the number.
    case about = "≈"

    /// At least the number.
    case atLeast = "≥"

    /// More than the number.
    case more = ">"

    /// The sign in canonical text: nothing for an exact number.
    var prefix: String { self == .exact ? "" : self.rawValue }

    /// Takes a sign off the front of a text; without one, the number is exact.
    static func taken(from text: inout Substring) -> Comparison {
        let signs: [(String, Comparison)] = [
            ("<=", .atMost), (">=", .atLeast), ("≤", .atMost), ("⩽", .atMost), ("≥", .atLeast), ("⩾", .atLeast),
            ("<", .less), (">", .more), ("≈", .about), ("~", .about), ("=", .exact),
        ]
        for (sign, comparison) in signs where text.hasPrefix(sign) {
            text = text.dropFirst(sign.count).drop(while: \.isWhitespace)
            return comparison
        }
        return .exact
    }
}
