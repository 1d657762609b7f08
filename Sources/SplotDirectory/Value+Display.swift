extension Value {
    /// The value as one reads it, and, but for lists and what is unknown, as one may write it back.
    ///
    /// Structures read `key: value; key: value` in the order of their keys; an inner one gives its keys after a dot.
    public var displayText: String {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .boolean(let answer): answer ? "yes" : "no"
        case .reference(let uuid): uuid.description
        case .structure(let members): Self.lines(of: members, prefix: "").joined(separator: "; ")
        case .list(let values): values.map(\.displayText).joined(separator: ", ")
        case .opaque(let bytes): "(unknown, \(bytes.count) bytes)"
        }
    }

    private static func lines(of members: [String: Value], prefix: String) -> [String] {
        members.sorted { $0.key < $1.key }
            .flatMap { name, value in
                if case .structure(let inner) = value {
                    return self.lines(of: inner, prefix: prefix + name + ".")
                }
                return [prefix + name + ": " + StructureText.quotedIfNeeded(value.displayText)]
            }
    }
}
