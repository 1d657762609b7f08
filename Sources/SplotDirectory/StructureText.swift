/// The text form of a structure: `step: declared; date: 2015-02-23`.
///
/// A value that holds a semicolon, or begins with a straight quotation mark, stands in straight quotation marks, those
/// inside doubled. Read scalar by scalar, so that a mark on a separator is not lost with it.
enum StructureText {
    struct Member {
        var name: String
        var text: String
    }

    /// Takes a text apart into its members, or gives `nil` for what is not of this form.
    static func members(of text: String) -> [Member]? {
        var rest = text[...].unicodeScalars
        var members: [Member] = []
        while true {
            rest = rest.drop { $0.properties.isWhitespace }
            if rest.isEmpty { return members.isEmpty ? nil : members }
            guard let colon = rest.firstIndex(of: ":") else { return nil }
            let name = Text.trimmed(Substring(rest[..<colon]))
            let isBroken = name.unicodeScalars.contains { $0.properties.isWhitespace || $0 == ";" }
            guard !name.isEmpty, !isBroken else { return nil }
            rest = rest[rest.index(after: colon)...].drop { $0.properties.isWhitespace }
            guard let value = Self.value(from: &rest) else { return nil }
            members.append(Member(name: name, text: value))
        }
    }

    /// A value as it stands after its name.
    static func quotedIfNeeded(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard scalars.isEmpty || scalars.contains(";") || scalars.first == "\"" else { return text }
        var quoted = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in scalars {
            quoted.append(scalar)
            if scalar == "\"" { quoted.append(scalar) }
        }
        quoted.append("\"")
        return String(quoted)
    }

    // Takes a value and the semicolon after it off the front.
    private static func value(from rest: inout Substring.UnicodeScalarView) -> String? {
        guard rest.first == "\"" else {
            let end = rest.firstIndex(of: ";") ?? rest.endIndex
            let value = Text.trimmed(Substring(rest[..<end]))
            rest = rest[end...].dropFirst()
            return value
        }
        var value = String.UnicodeScalarView()
        rest = rest.dropFirst()
        while let quote = rest.firstIndex(of: "\"") {
            value.append(contentsOf: rest[..<quote])
            rest = rest[rest.index(after: quote)...]
            if rest.first == "\"" {
                value.append("\"")
                rest = rest.dropFirst()
                continue
            }
            rest = rest.drop { $0.properties.isWhitespace }
            guard rest.isEmpty || rest.first == ";" else { return nil }
            rest = rest.dropFirst()
            return String(value)
        }
        return nil
    }
}
