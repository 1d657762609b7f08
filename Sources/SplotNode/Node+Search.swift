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
            var searches = plan.searches
            if let cluster = request.cluster {
                let group = try reader.group(of: cluster, in: federation, isPublicOnly: request.isPublicOnly)
                searches = try plan.searches(within: group, reader, federation)
            }
            var found = try searches.map { try reader.find($0, limit: plan.limit) }
            if found.allSatisfy({ $0.total == 0 }), let squashed = plan.squashed {
                for index in searches.indices { searches[index].words = [squashed] }
                found = try searches.map { try reader.find($0, limit: plan.limit) }
            }
            var records: [MergedRecord] = []
            let page = plan.page(of: found.map(\.numbers))
            try reader.forEachState(.numbers(page.numbers)) { state in
                if let merged = try reader.merged(state, in: federation) { records.append(merged) }
            }
            let ranked = Array(plan.ranked(records).dropFirst(page.skipped).prefix(request.limit))
            return SearchResult(records: ranked, total: found.reduce(0) { $0 + $1.total })
        }
    }
}
