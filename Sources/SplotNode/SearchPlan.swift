import SplotDirectory
import SplotMerge
import SplotStore

/// How a search is put to the store.
struct SearchPlan {
    private let request: SearchRequest
    private let schema: Schema
    private let words: [String]

    /// What to ask the store for, before it is narrowed to a cluster: for records with words of their own, and for those
    /// that are found through what they are about.
    let searches: [StoreSearch]

    /// The most words of a search that count; nobody types more, and each costs.
    private static let wordLimit = 16

    init(_ request: SearchRequest, schema: Schema) throws {
        self.request = request
        self.schema = schema
        self.words = Array(Folding.fold(request.text).split(separator: " ").map(String.init).prefix(Self.wordLimit))
        guard !self.words.isEmpty || request.text.allSatisfy(\.isWhitespace) else {
            throw NodeError(.invalid, "there is no letter or digit in what to search for")
        }
        for kind in request.kinds where schema.kind(named: kind) == nil {
            let names = schema.kinds.map(\.name).joined(separator: ", ")
            throw NodeError(.invalid, "there is no such kind of record; the kinds are \(names)")
        }
        var terms: [String] = []
        if let text = request.country {
            guard let code = Country.code(text) else {
                throw NodeError(.invalid, "country: \(FieldType.country.accepted)")
            }
            terms.append(RecordTerms.country(code))
        }
        if let text = request.region {
            guard let code = Region.code(text) else {
                throw NodeError(.invalid, "region: \(FieldType.region.accepted)")
            }
            terms.append(RecordTerms.region("TERYT:" + code))
        }
        if let text = request.specialisation { terms.append(RecordTerms.specialisation(text)) }
        // What has no title of its own is found, and sorted, by what it is about.
        let untitled = request.kinds.filter { schema.kind(named: $0)?.titleField == nil }
        let titled = request.kinds.filter { !untitled.contains($0) }
        var searches: [StoreSearch] = []
        if !titled.isEmpty || request.kinds.isEmpty {
            searches.append(StoreSearch(words: self.words, kinds: titled, terms: terms))
        }
        if !untitled.isEmpty {
            let targets = Set(untitled.flatMap { Self.targets(of: $0, schema: schema) }).sorted()
            let referring = StoreSearch.Referring(prefix: RecordTerms.partyPrefix, kinds: untitled)
            searches.append(StoreSearch(words: self.words, kinds: targets, terms: terms, referring: referring))
        }
        if request.isPublicOnly { for index in searches.indices { searches[index].isPublicOnly = true } }
        self.searches = searches
    }

    /// The words as one, for a name that is written apart in one place and together in another.
    var squashed: String? {
        let squashed = Folding.squash(self.request.text)
        return squashed.utf8.count > 3 ? squashed : nil
    }

    /// How many records are at least looked at, so that one that is called just so is among them.
    private static let leastRanked = 50

    /// How many records the store is asked for.
    var limit: Int { max(self.request.offset + self.request.limit, Self.leastRanked) }

    /// Of the numbers that each search has found, those of the page that is asked for, and what may come before them.
    ///
    /// Where two searches have found something, what belongs on a page is known only when both are ranked together.
    func page(of found: [[Int64]]) -> (numbers: [Int64], skipped: Int) {
        guard found.count == 1, self.request.offset > 0 else { return (found.flatMap { $0 }, self.request.offset) }
        return (Array(found[0].dropFirst(self.request.offset).prefix(self.request.limit)), 0)
    }

    /// The searches among what belongs to a cluster.
    ///
    /// - Parameters:
    ///   - group: The cluster's record, and those that are shown as one with it.
    ///   - reader: Knows who refers to them.
    ///   - federation: Whose logs count.
    /// - Returns: What to ask the store for.
    /// - Throws: `StoreError` when the database cannot be read.
    func searches(
        within group: [RecordUUID],
        _ reader: StoreReader,
        _ federation: Federation
    ) throws -> [StoreSearch] {
        var belonging: Set<RecordUUID> = Set(group)
        var numbers: Set<Int64> = []
        for record in group { numbers.formUnion(try reader.numbers(withTerm: RecordTerms.reference(record))) }
        try reader.forEachState(.numbers(numbers.sorted())) { state in
            guard let merged = try reader.merged(state, in: federation), !merged.isDeleted else { return }
            // Who belongs to the cluster by what a reader may not see does not belong to it for that reader.
            guard merged.isPublic || !self.request.isPublicOnly else { return }
            belonging.insert(merged.record.id)
            // Whom a membership is about belongs to the cluster as well.
            guard let party = RecordTerms.partyField(of: merged.record.kind, schema: self.schema) else { return }
            belonging.formUnion((merged.record.fields[party.name]?.values ?? []).flatMap(\.references))
        }
        return self.searches.map { search in
            var search = search
            search.among = belonging.map(\.upperHex).sorted()
            search.referring?.anyTerm = group.map(RecordTerms.reference)
            return search
        }
    }

    /// The records with those first that are called just what was searched for; the rest as they come, but those without
    /// words as Poles sort.
    func ranked(_ records: [MergedRecord]) -> [MergedRecord] {
        let wanted = self.words.joined(separator: " ")
        let keyed = records.enumerated()
            .map { offset, record in
                let title = record.title(schema: self.schema) ?? ""
                let isExact =
                    !wanted.isEmpty && record.titles(schema: self.schema).contains { Folding.fold($0) == wanted }
                let key = wanted.isEmpty ? PolishCollation.sortKey(title) : []
                return (rank: isExact ? 0 : 1, key: key, offset: offset, record: record)
            }
        return
            keyed.sorted { left, right in
                if left.rank != right.rank { return left.rank < right.rank }
                if left.key != right.key { return left.key.lexicographicallyPrecedes(right.key) }
                return left.offset < right.offset
            }
            .map(\.record)
    }

    private static func targets(of kind: String, schema: Schema) -> [String] {
        guard let field = RecordTerms.partyField(of: kind, schema: schema), case .reference(let kinds, _) = field.type
        else { return [] }
        return kinds
    }
}

extension MergedRecord {
    /// What the record is called, in every language, and its aliases.
    fileprivate func titles(schema: Schema) -> [String] {
        let title = schema.kind(named: self.record.kind)?.titleField ?? "name"
        return [title, "aliases", "acronym"].flatMap { self.record.texts(of: $0) }
    }
}
