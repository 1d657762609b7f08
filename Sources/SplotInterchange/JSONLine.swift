import Foundation

/// One line that holds a JSON object, whose members can be exchanged without writing the others anew.
struct JSONLine {
    private let bytes: [UInt8]

    /// Takes a line that was read as an object before.
    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

    /// The line with one member of this name, which comes last; all others stay as they are, byte for byte.
    func setting(_ name: String, to text: String) -> [UInt8] {
        var members = self.members.filter { self.name(of: $0) != name }.map { Array(self.bytes[$0]) }
        members.append(Self.encoded(name) + [UInt8(ascii: ":")] + Self.encoded(text))
        return [UInt8(ascii: "{")] + Array(members.joined(separator: [UInt8(ascii: ",")])) + [UInt8(ascii: "}")]
    }

    // What stands between the commas of the outermost object.
    private var members: [Range<Int>] {
        var members: [Range<Int>] = []
        var start: Int?
        var depth = 0
        var isQuoted = false
        var isEscaped = false
        for (position, byte) in self.bytes.enumerated() {
            if isQuoted {
                isQuoted = isEscaped || byte != UInt8(ascii: "\"")
                isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isQuoted = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                if depth == 1 { start = position + 1 }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0, let first = start { members.append(first..<position) }
            case UInt8(ascii: ",") where depth == 1:
                if let first = start { members.append(first..<position) }
                start = position + 1
            default: break
            }
        }
        return members.filter { self.bytes[$0].contains { ![0x20, 0x09, 0x0D].contains($0) } }
    }

    private func name(of member: Range<Int>) -> String? {
        var end: Int?
        var isEscaped = false
        guard let start = self.bytes[member].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        for position in self.bytes.indices[(start + 1)..<member.upperBound] where end == nil {
            if self.bytes[position] == UInt8(ascii: "\""), !isEscaped { end = position }
            isEscaped = !isEscaped && self.bytes[position] == UInt8(ascii: "\\")
        }
        guard let end else { return nil }
        let name = try? JSONDecoder().decode(String.self, from: Data(self.bytes[start...end]))
        return name?.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func encoded(_ text: String) -> [UInt8] {
        var scalars = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                scalars.append("\\")
                scalars.append(scalar)
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                scalars.append(
                    contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).unicodeScalars
                )
            default: scalars.append(scalar)
            }
        }
        scalars.append("\"")
        return Array(String(scalars).utf8)
    }
}
