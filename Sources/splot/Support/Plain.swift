/// Text of others made safe to show: what came from a peer must not command the terminal.
enum Plain {
    /// One line: line breaks become `⏎`, what cannot be seen becomes `�`.
    static func line(_ text: String) -> String { self.cleaned(text, lineBreak: "⏎") }

    /// Text whose line breaks stay.
    static func lines(_ text: String) -> String { self.cleaned(text, lineBreak: "\n") }

    private static func cleaned(_ text: String, lineBreak: Unicode.Scalar) -> String {
        guard text.unicodeScalars.contains(where: Self.isHidden) else { return text }
        var cleaned = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": cleaned.append(lineBreak)
            case _ where Self.isHidden(scalar): cleaned.append("\u{FFFD}")
            default: cleaned.append(scalar)
            }
        }
        return String(cleaned)
    }

    // Control characters, and marks that turn the direction of what follows.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
