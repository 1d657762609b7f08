/// Web and e-mail addresses.
enum WebText {
    /// An `http` or `https` address with scheme and host in lower case, or `nil` for anything else.
    ///
    /// Names of people in an address, `https://someone@host`, are refused: they deceive readers.
    static func url(_ line: String) -> String? {
        let text = line.lowercased().hasPrefix("www.") ? "https://" + line : line
        guard text.utf8.count <= 2048, let colon = text.firstIndex(of: ":") else { return nil }
        let scheme = text[..<colon].lowercased()
        guard scheme == "http" || scheme == "https", text[colon...].hasPrefix("://"),
            text.unicodeScalars.allSatisfy(self.isOfURL)
        else { return nil }
        let rest = text[text.index(colon, offsetBy: 3)...]
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        let authority = rest[..<end].split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(authority.count), self.isHost(authority[0], needsDot: false) else { return nil }
        if authority.count == 2 {
            guard let port = Digits.number(authority[1].utf8, digits: 1...5), (1...65535).contains(port) else {
                return nil
            }
        }
        return (scheme + "://" + rest[..<end].lowercased() + rest[end...]).normalised
    }

    /// An e-mail address with the domain in lower case, or `nil` for anything else.
    static func email(_ line: String) -> String? {
        let text = line.lowercased().hasPrefix("mailto:") ? String(line.dropFirst(7)) : line
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, (1...64).contains(parts[0].utf8.count),
            !parts[0].unicodeScalars.contains(where: Self.isRefusedInEmail),
            parts[0].first != ".", parts[0].last != ".", !parts[0].contains(".."),
            self.isHost(parts[1], needsDot: true)
        else { return nil }
        return (parts[0] + "@" + parts[1].lowercased()).normalised
    }

    // Labels of letters, digits and inner hyphens; letters of any script, for internationalised names.
    private static func isHost(_ text: some StringProtocol, needsDot: Bool) -> Bool {
        var labels = text.split(separator: ".", omittingEmptySubsequences: false)
        if labels.count > 1, labels.last?.isEmpty == true { labels.removeLast() }
        guard text.utf8.count <= 253, !needsDot || labels.count > 1 else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || self.isDigitOrHyphen($0) }
        }
    }

    private static func isRefusedInEmail(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || "\"(),:;<>[\\]".unicodeScalars.contains(scalar)
    }

    private static func isDigitOrHyphen(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "-" || ("0"..."9").contains(scalar) || scalar.properties.generalCategory == .nonspacingMark
    }

    // Anything but white space and the delimiters that RFC 3986 leaves out because text uses them around addresses.
    private static func isOfURL(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.properties.isWhitespace && !"<>\"\\^`{|}".unicodeScalars.contains(scalar)
    }
}
