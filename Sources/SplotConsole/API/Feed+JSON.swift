import SplotInterchange
import SplotOffice

extension Feed {
    /// The feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).
    var json: JSON {
        .object([
            "version": .string("https://jsonfeed.org/version/1.1"), "title": .string(self.title),
            "home_page_url": .string(self.home), "feed_url": .string(self.address), "language": .string(self.language),
            "items": .array(self.newestFirst.map(Self.json)),
        ])
    }

    private static func json(_ item: Item) -> JSON {
        var members: [String: JSON] = [
            "id": .string(item.id), "url": .string(item.address), "title": .string(item.title),
            "content_text": .string(item.summary), "language": .string(item.language),
            "date_modified": .time(item.updated),
        ]
        if let published = item.published { members["date_published"] = .time(published) }
        if !item.categories.isEmpty { members["tags"] = .array(item.categories.map(JSON.string)) }
        return .object(members)
    }
}
