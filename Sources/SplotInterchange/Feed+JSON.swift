extension Feed {
    /// The feed as JSON Feed 1.1.
    public var json: String {
        var members = [
            ("version", Self.string("https://jsonfeed.org/version/1.1")), ("title", Self.string(self.title)),
            ("home_page_url", Self.string(self.home)), ("feed_url", Self.string(self.address)),
            ("language", Self.string(self.language)),
        ]
        members.append(("items", "[\(self.sorted.map(Self.item).joined(separator: ","))]"))
        return Self.object(members) + "\n"
    }

    private static func item(_ item: Item) -> String {
        var members = [
            ("id", self.string(item.id)), ("url", self.string(item.address)), ("title", self.string(item.title)),
            ("content_text", self.string(item.summary)), ("language", self.string(item.language)),
            ("date_modified", self.string(UTCTime(item.updated).rfc3339)),
        ]
        if let published = item.published {
            members.append(("date_published", self.string(UTCTime(published).rfc3339)))
        }
        if !item.categories.isEmpty {
            members.append(("tags", "[\(item.categories.map(self.string).joined(separator: ","))]"))
        }
        return self.object(members)
    }

    private static func object(_ members: [(String, String)]) -> String {
        "{\(members.map { "\(self.string($0.0)):\($0.1)" }.joined(separator: ","))}"
    }

    private static func string(_ text: String) -> String {
        var written = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": written += "\\\""
            case "\\": written += "\\\\"
            case "\n": written += "\\n"
            case "\r": written += "\\r"
            case "\t": written += "\\t"
            case "\u{0}"..<" ", "\u{7F}"..<"\u{A0}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                written += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: written.unicodeScalars.append(scalar)
            }
        }
        return written + "\""
    }
}
