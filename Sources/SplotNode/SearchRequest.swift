public import SplotDirectory

/// What to look for in the directory.
public struct SearchRequest: Sendable {
    /// Words, or beginnings of words, all of which a record must have; diacritics and case do not count.
    public var text: String
    /// Only records of these kinds; any when empty.
    public var kinds: [String]
    /// Only records in this country: a code or a name, in Polish, English or German.
    public var country: String?
    /// Only records in this voivodeship: its two digits or its name.
    public var region: String?
    /// Only records with this specialisation.
    public var specialisation: String?
    /// Only records of this cluster, by its record: its members, their organisations, its partners, projects and so on.
    public var cluster: RecordUUID?
    /// How many records to give at most.
    public var limit: Int
    /// How many of the best to pass over, for a further page.
    public var offset = 0
    /// Whether only records count that everybody may see.
    public var isPublicOnly = false

    /// Describes a search.
    ///
    /// - Parameters:
    ///   - text: Words, or beginnings of words; empty for everything that the filters let through.
    ///   - kinds: Only records of these kinds; any when empty.
    ///   - limit: How many records to give at most.
    public init(text: String = "", kinds: [String] = [], limit: Int = 50) {
        self.text = text
        self.kinds = kinds
        self.limit = limit
    }
}
