extension Evaluation {
    /// What other clusters proposed.
    ///
    /// - Parameter survivors: The surviving writes and visible adds of all layers but the counted one.
    /// - Returns: What still stands and the owner has not settled, and what the owner has, each sorted by entry.
    func suggestions(of survivors: [Write]) -> (open: [Suggestion], settled: [SettledSuggestion]) {
        guard !self.creation.isCommon, self.index.hasOthers || !survivors.isEmpty else { return ([], []) }
        let settled = self.settledChanges()
        var items = survivors.map { (change: $0.change, item: self.item(of: $0)) } + self.suggestedRemoves()
        items.sort { left, right in
            left.change == right.change ? left.item.index < right.item.index : left.change < right.change
        }
        var suggestions: [Suggestion] = []
        for (change, item) in items where settled[change] == nil {
            let origin = self.changes[change].origin
            if suggestions.last?.origin.entry != origin.entry {
                let cluster = self.coverage.cluster(of: change)
                suggestions.append(Suggestion(cluster: cluster, origin: origin, items: []))
            }
            suggestions[suggestions.count - 1].items.append(item)
        }
        return (suggestions, settled.sorted { $0.key < $1.key }.map(\.value))
    }

    private func item(of write: Write) -> Suggestion.Item {
        Suggestion.Item(index: write.operation, operation: self.operation(of: write))
    }

    /// Proposals to remove elements of the owner's.
    ///
    /// What a cluster removes of its own is simply gone.
    private func suggestedRemoves() -> [(change: Int, item: Suggestion.Item)] {
        var removes: [(change: Int, item: Suggestion.Item)] = []
        for change in self.inForce where self.layer(of: change) != 0 {
            for (index, operation) in self.changes[change].operations.enumerated() {
                guard case .remove(let field, let elements) = operation else { continue }
                let owned = elements.filter { self.federation.clusters[$0.entry.log] == self.owner }
                guard !owned.isEmpty else { continue }
                let remove = Operation.remove(field: field, elements: owned)
                removes.append((change, Suggestion.Item(index: index, operation: remove)))
            }
        }
        return removes
    }

    /// The changes that the owner accepted or declined, having seen them.
    private func settledChanges() -> [Int: SettledSuggestion] {
        var settled: [Int: SettledSuggestion] = [:]
        for change in self.inForce where self.layer(of: change) == 0 {
            let origin = self.changes[change].origin
            for operation in self.changes[change].operations {
                let (entry, outcome): (EntryID, SettledSuggestion.Outcome)
                switch operation {
                case .accept(let accepted): (entry, outcome) = (accepted, .accepted)
                case .decline(let declined): (entry, outcome) = (declined, .declined)
                default: continue
                }
                guard let named = self.coverage.index(of: entry, in: self.changes), self.layer(of: named) != 0,
                    self.coverage.covers(change, named)
                else { continue }
                if let known = settled[named], known.settled > origin { continue }
                settled[named] = SettledSuggestion(
                    cluster: self.coverage.cluster(of: named),
                    origin: self.changes[named].origin,
                    outcome: outcome,
                    settled: origin
                )
            }
        }
        return settled
    }
}
