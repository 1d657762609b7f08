extension Evaluation {
    /// Groups surviving writes by what they wrote; the greatest origin decides the order, and so the winner.
    func alternatives(of survivors: [Write]) -> [Alternative] {
        if survivors.count == 1, let value = self.operation(of: survivors[0]).value {
            return [Alternative(value: value, origins: [self.changes[survivors[0].change].origin])]
        }
        var alternatives: [Alternative] = []
        let sorted = survivors.sorted { self.changes[$0.change].origin > self.changes[$1.change].origin }
        for write in sorted {
            guard let value = self.operation(of: write).value else { continue }
            let origin = self.changes[write.change].origin
            if let index = alternatives.firstIndex(where: { $0.value == value }) {
                alternatives[index].origins.append(origin)
            } else {
                alternatives.append(Alternative(value: value, origins: [origin]))
            }
        }
        return alternatives
    }

    /// Shows what survives at a single or keyed place; `nil` when it holds nothing.
    func placeView(of place: Place, survivors: [Write]) -> PlaceView? {
        let alternatives = self.alternatives(of: survivors)
        guard let winner = alternatives.first, alternatives.count > 1 || winner.value != .cleared else { return nil }
        return PlaceView(place: place, winner: winner, others: Array(alternatives.dropFirst()))
    }

    /// The most restrictive of the surviving visibilities, and who set it.
    func visibility(of survivors: [Write]) -> (shown: Visibility, origins: [Origin]) {
        var shown: Visibility?
        var changes: [Int] = []
        for write in survivors {
            guard case .setVisibility(let visibility) = self.operation(of: write) else { continue }
            if let best = shown, best > visibility { continue }
            if shown != visibility { changes = [] }
            shown = visibility
            changes.append(write.change)
        }
        return (shown ?? .federation, self.origins(of: changes))
    }
}
