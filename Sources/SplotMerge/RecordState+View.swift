extension RecordState {
    /// Shows the record as a federation sees it.
    ///
    /// - Parameter federation: The logs that count, whose they are, and the closed ones.
    /// - Returns: `nil` when the creating entry is not held, is void, or is in a log that does not count.
    public func view(in federation: Federation) -> RecordView? {
        Evaluation(self, WriteIndex(self.changes), in: federation)?.view()
    }
}

extension Evaluation {
    /// Puts the view together.
    func view() -> RecordView {
        var view = self.emptyView()
        let writes = self.writes()
        let removals = self.removals()
        var bounds = [Int](repeating: 0, count: self.coverage.runs.count)
        var suggested: [Write] = []
        var start = 0
        while start < writes.count {
            let first = writes[start]
            var end = start + 1
            while end < writes.count, writes[end].layer == first.layer, writes[end].place == first.place { end += 1 }
            let group = writes[start..<end]
            let place = self.index.places[first.place]
            let survivors: [Write]
            if case .set(let field) = place {
                survivors = self.visibleAdds(of: group, removals: removals)
                if first.layer == 0, !survivors.isEmpty {
                    let set = self.setView(of: field, adds: survivors)
                    view.sets.append(set)
                    view.conflicts += self.conflicts(in: set, of: group, removals: removals)
                }
            } else {
                survivors = self.survivors(of: group, bounds: &bounds)
            }
            if first.layer == 0 {
                self.show(survivors, at: place, in: &view)
            } else {
                suggested.append(contentsOf: survivors)
            }
            start = end
        }
        (view.suggestions, view.settledSuggestions) = self.suggestions(of: suggested)
        return view
    }

    private func show(_ survivors: [Write], at place: Place, in view: inout RecordView) {
        switch place {
        case .single, .keyed:
            guard let shown = self.placeView(of: place, survivors: survivors) else { return }
            view.places.append(shown)
            if !shown.others.isEmpty {
                view.conflicts.append(Conflict(place: place, alternatives: [shown.winner] + shown.others))
            }
        case .set:
            break
        case .life:
            let life = self.life(of: survivors)
            view.isDeleted = life.isDeleted
            // Life is sorted behind every field, so the conflicts stay sorted.
            if let conflict = life.conflict { view.conflicts.append(conflict) }
        case .visibility:
            (view.visibility, view.visibilityOrigins) = self.visibility(of: survivors)
        }
    }

    /// The view before any write is shown.
    private func emptyView() -> RecordView {
        let created = self.changes[self.creator].origin
        var lastChange = created
        for change in self.inForce where self.layer(of: change) == 0 {
            lastChange = max(lastChange, self.changes[change].origin)
        }
        return RecordView(
            id: self.id,
            kind: self.creation.kind,
            isCommon: self.creation.isCommon,
            owner: self.owner,
            created: created,
            lastChange: lastChange,
            isDeleted: false,
            visibility: .federation,
            visibilityOrigins: [],
            places: [],
            sets: [],
            conflicts: [],
            suggestions: [],
            settledSuggestions: []
        )
    }
}
