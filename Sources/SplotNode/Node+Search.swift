public import SplotDirectory
import SplotMerge
import SplotStore

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

/// What a search has found.
public struct SearchResult: Sendable {
    /// The records, the best first; of those that are shown as one only the one that stands for the others.
    public var records: [MergedRecord]
    /// How many there are in all; records that are shown as one are counted each.
    public var total: Int
}

extension Node {
    /// Finds records by their words.
    ///
    /// A member or partner is found by the words of its organisation.
    ///
    /// - Parameter request: What to look for.
    /// - Returns: The best matches, those first that are called just so, then by how much the words weigh; those that
    ///   weigh the same as Poles sort.
    /// - Throws: ``NodeError`` `invalid` for an unknown country or voivodeship or a text without letters and digits,
    ///   `notFound` for an unknown cluster.
    public func search(_ request: SearchRequest) async throws -> SearchResult {
        let plan = try SearchPlan(request, schema: self.schema)
        return try await self.store.read { reader in
            let federation = try reader.federation()
            var search = plan.search
            if let cluster = request.cluster {
                let group = try reader.joinedRecords(with: try reader.record(cluster, in: federation).id).map(\.uuid)
                search = try plan.search(within: group, reader, federation)
            }
            var found = try reader.find(search, limit: request.limit)
            if found.total == 0, let squashed = plan.squashed {
                search.words = [squashed]
                found = try reader.find(search, limit: request.limit)
            }
            var records: [MergedRecord] = []
            var seen: Set<RecordUUID> = []
            try reader.forEachState(.numbers(found.numbers)) { state in
                guard let merged = try reader.merged(state, in: federation) else { return }
                guard seen.insert(merged.canonical).inserted else { return }
                let isCanonical = merged.canonical == merged.record.id
                records.append(isCanonical ? merged : try reader.record(merged.canonical, in: federation))
            }
            return SearchResult(records: plan.ranked(records), total: found.total)
        }
    }
}
