extension Feed {
    /// The feed as an Atom document (RFC 4287).
    ///
    /// Its entries need no author of their own, since the feed has one (§4.1.2).
    public var atom: String {
        let updated = self.items.map(\.updated).max() ?? 0
        var text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        text += "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"\(XMLText.escaped(self.language))\">\n"
        text += Self.element("title", self.title) + Self.element("id", self.id)
        text += Self.element("updated", UTCTime(updated).rfc3339)
        text += "<author>\(Self.element("name", self.title))</author>\n"
        text += Self.link("self", self.address, type: "application/atom+xml")
        text += Self.link("alternate", self.home, type: "text/html")
        for item in self.newestFirst { text += self.entry(item) }
        return text + "</feed>\n"
    }

    private func entry(_ item: Item) -> String {
        var text = "<entry xml:lang=\"\(XMLText.escaped(item.language))\">\n"
        text += Self.element("title", item.title) + Self.element("id", item.id)
        text += Self.element("updated", UTCTime(item.updated).rfc3339)
        if let published = item.published { text += Self.element("published", UTCTime(published).rfc3339) }
        text += Self.link("alternate", item.address, type: "text/html")
        for category in item.categories { text += "<category term=\"\(XMLText.escaped(category))\"/>\n" }
        if !item.summary.isEmpty { text += "<summary type=\"text\">\(XMLText.escaped(item.summary))</summary>\n" }
        return text + "</entry>\n"
    }

    private static func element(_ name: String, _ text: String) -> String {
        "<\(name)>\(XMLText.escaped(text))</\(name)>\n"
    }

    private static func link(_ relation: String, _ address: String, type: String) -> String {
        "<link rel=\"\(relation)\" type=\"\(type)\" href=\"\(XMLText.escaped(address))\"/>\n"
    }
}
