import SplotDirectory
import SplotMerge
import SplotStore

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
