/// Text as it stands in HTML and its attributes.
enum HTML {
    /// Escapes everything that means something to HTML, quotes included.
    static func escaped(_ text: some StringProtocol) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// A link; what leads out of the console tells nobody where it was followed.
    static func link(_ href: String, _ text: String, isOutward: Bool = false) -> String {
        let relation = isOutward ? " rel=\"noopener noreferrer nofollow\"" : ""
        return "<a href=\"\(self.escaped(href))\"\(relation)>\(self.escaped(text))</a>"
    }
}
