import SplotInterchange

/// Text as it stands in HTML and its attributes.
enum HTML {
    /// Escapes everything that means something to HTML, quotes included.
    static func escaped(_ text: some StringProtocol) -> String { XMLText.escaped(text) }

    /// A link; what leads out of the console tells nobody where it was followed.
    static func link(_ href: String, _ text: String, isOutward: Bool = false) -> String {
        let relation = isOutward ? " rel=\"noopener noreferrer nofollow\"" : ""
        return "<a href=\"\(self.escaped(href))\"\(relation)>\(self.escaped(text))</a>"
    }
}
