/// What every text goes through before it is written.
enum Text {
    /// The most that one text may hold, in bytes of UTF-8.
    static let limit = 16 * 1024

    /// Without white space at either end, non-breaking spaces included.
    static func trimmed(_ text: some StringProtocol) -> String {
        let scalars = Substring(text).unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(Substring(scalars[first...last]))
    }

    /// With each run of white space made one space.
    static func collapsed(_ text: some StringProtocol) -> String {
        Substring(text).unicodeScalars.split { $0.properties.isWhitespace }
            .map { String(Substring($0)) }.joined(separator: " ")
    }

    /// One line as it is written: normalised and trimmed, everything inside kept as published.
    static func line(_ text: String, limit: Int = Self.limit) throws(Refusal) -> String {
        let line = Self.trimmed(text.normalised)
        try Self.check(line, limit: limit) { $0.isControlOrLineBreak }
        return line
    }

    /// Paragraphs as they are written: as ``line(_:limit:)``, with every sort of line break made a line feed.
    static func paragraphs(_ text: String) throws(Refusal) -> String {
        var result = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in Self.trimmed(text.normalised).unicodeScalars {
            switch scalar {
            case "\n" where afterReturn: break
            case "\r", "\u{2028}", "\u{2029}": result.append("\n")
            default: result.append(scalar)
            }
            afterReturn = scalar == "\r"
        }
        try Self.check(String(result), limit: Self.limit) { $0.isControlOrLineBreak && $0 != "\n" && $0 != "\t" }
        return String(result)
    }

    static func isASCIILetter(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: false
        }
    }

    private static func check(
        _ text: String,
        limit: Int,
        isRefused: (Unicode.Scalar) -> Bool
    ) throws(Refusal) {
        guard text.utf8.count <= limit else {
            throw Refusal(.tooLong, "shorten the text to at most \(limit) bytes")
        }
        guard !text.unicodeScalars.contains(where: isRefused) else {
            throw Refusal(.controlCharacter, "take out line breaks, tabs and other control characters")
        }
    }
}

/// Why a text is not accepted, before it is known where it was given.
struct Refusal: Error, Hashable {
    var code: FieldProblem.Code
    var message: String

    init(_ code: FieldProblem.Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension Unicode.Scalar {
    fileprivate var isControlOrLineBreak: Bool {
        switch self.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
