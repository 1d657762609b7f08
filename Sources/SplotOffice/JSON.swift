/// A JSON value (RFC 8259), written on one line with its keys sorted, so that equal values are equal texts.
package enum JSON: Hashable, Sendable {
    case null
    case boolean(Bool)
    /// A number as it is written.
    case number(String)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    /// A whole number.
    package static func integer(_ value: some BinaryInteger) -> JSON { .number(String(value)) }

    /// A number of seconds, to the millisecond.
    package static func seconds(_ value: Double) -> JSON {
        guard value.isFinite else { return .null }
        return .number(String((value * 1_000).rounded() / 1_000))
    }

    /// A point in time, in seconds since 1970-01-01T00:00:00Z.
    package static func time(_ seconds: UInt64?) -> JSON {
        seconds.map { .string(Timestamp($0).iso8601) } ?? .null
    }

    /// A text that may be missing.
    package static func text(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }

    /// Anything that describes itself, such as an id.
    package static func text(of value: (some CustomStringConvertible)?) -> JSON { .text(value?.description) }

    /// The value on one line.
    package var text: String {
        var text = ""
        self.write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .boolean(let answer): text += answer ? "true" : "false"
        case .number(let number): text += number
        case .string(let string): Self.write(string, to: &text)
        case .array(let values):
            text += "["
            for (index, value) in values.enumerated() {
                if index > 0 { text += "," }
                value.write(to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { text += "," }
                Self.write(member.key, to: &text)
                text += ":"
                member.value.write(to: &text)
            }
            text += "}"
        }
    }

    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            // The second group is not asked for by RFC 8259, but some terminals obey it.
            case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
