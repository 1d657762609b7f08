/// News for feed readers: items to be written as Atom (RFC 4287) and in other forms.
public struct Feed: Hashable, Sendable {
    /// One piece of news.
    public struct Item: Hashable, Sendable {
        /// A URI that never changes, such as `urn:uuid:…`.
        public var id: String
        /// Where it is shown.
        public var address: String
        /// The title.
        public var title: String
        /// The text, without markup.
        public var summary: String
        /// The BCP 47 tag of title and text.
        public var language: String
        /// When it was published, in seconds since 1970-01-01T00:00:00Z, if it is known.
        public var published: UInt64?
        /// When it last changed, in seconds since 1970-01-01T00:00:00Z.
        public var updated: UInt64
        /// What it is about, in a word each.
        public var categories: [String]

        /// Puts an item together.
        ///
        /// - Parameters:
        ///   - id: A URI that never changes.
        ///   - address: Where it is shown.
        ///   - title: The title.
        ///   - summary: The text, without markup.
        ///   - language: The BCP 47 tag of title and text.
        ///   - published: When it was published, in seconds since 1970-01-01T00:00:00Z.
        ///   - updated: When it last changed, likewise.
        ///   - categories: What it is about, in a word each.
        public init(
            id: String,
            address: String,
            title: String,
            summary: String,
            language: String,
            published: UInt64?,
            updated: UInt64,
            categories: [String] = []
        ) {
            self.id = id
            self.address = address
            self.title = title
            self.summary = summary
            self.language = language
            self.published = published
            self.updated = updated
            self.categories = categories
        }
    }

    /// The title, which also stands for the author.
    public var title: String
    /// A URI that never changes.
    public var id: String
    /// The page that shows the same.
    public var home: String
    /// Where the feed itself is.
    public var address: String
    /// The BCP 47 tag of the title.
    public var language: String
    /// The items, in any order.
    public var items: [Item]

    /// Puts a feed together.
    ///
    /// - Parameters:
    ///   - title: The title.
    ///   - id: A URI that never changes.
    ///   - home: The page that shows the same.
    ///   - address: Where the feed itself is.
    ///   - language: The BCP 47 tag of the title.
    ///   - items: The items, in any order.
    public init(title: String, id: String, home: String, address: String, language: String, items: [Item]) {
        self.title = title
        self.id = id
        self.home = home
        self.address = address
        self.language = language
        self.items = items
    }

    /// The items, the newest first.
    public var newestFirst: [Item] {
        self.items.sorted { ($1.updated, $0.id) < ($0.updated, $1.id) }
    }
}
