@testable import SplotMerge

extension NaiveRule {
    func view() -> RecordView? {
        guard let creating = self.creating, let creation = creating.creation, let owner = self.owner else { return nil }
        let counted = self.layer(nil)
        let survivors = self.survivors(counted)
        let places = self.places(survivors)
        let life = self.life(counted, survivors.filter { self.place($0.operation) == ["life"] })
        let visibilities = survivors.compactMap { write -> (value: Visibility, origin: Origin)? in
            guard case .setVisibility(let value) = write.operation else { return nil }
            return (value, write.origin)
        }
        let visibility = visibilities.map(\.value).max() ?? .federation
        let fieldConflicts = places.filter { !$0.others.isEmpty }
            .map { place in
                Conflict(place: place.place, alternatives: [place.winner] + place.others)
            }
        let sets = self.sets(counted)
        let setConflicts = sets.flatMap { self.conflicts(in: $0, counted) }
        let settled = creation.isCommon ? [] : self.settledSuggestions(owner)
        return RecordView(
            id: self.record,
            kind: creation.kind,
            isCommon: creation.isCommon,
            owner: owner,
            created: creating.origin,
            lastChange: counted.map(\.origin).max() ?? creating.origin,
            isDeleted: life.isDeleted,
            visibility: visibility,
            visibilityOrigins: visibilities.filter { $0.value == visibility }.map(\.origin).sorted(by: >),
            places: places,
            sets: sets,
            conflicts: self.sorted(fieldConflicts + setConflicts) + life.conflicts,
            suggestions: creation.isCommon ? [] : self.suggestions(owner),
            settledSuggestions: settled
        )
    }

    private func value(of write: Write) -> Alternative.Value {
        switch write.operation {
        case .set(_, _, let content): .content(content)
        case .clear: .cleared
        case .delete: .deleted
        default: .restored
        }
    }

    private func alternatives(_ survivors: [Write]) -> [Alternative] {
        var alternatives: [Alternative] = []
        for write in survivors.sorted(by: { $0.origin > $1.origin }) {
            let value = self.value(of: write)
            if alternatives.contains(where: { $0.value == value }) { continue }
            let same = survivors.filter { self.value(of: $0) == value }
            alternatives.append(Alternative(value: value, origins: same.map(\.origin).sorted(by: >)))
        }
        return alternatives
    }

    private func places(_ survivors: [Write]) -> [PlaceView] {
        let spelled = Set(survivors.compactMap { self.place($0.operation) }).filter { $0[0] == "field" }
        return spelled.sorted { $0.lexicographicallyPrecedes($1) }
            .compactMap { spelling in
                let here = survivors.filter { self.place($0.operation) == spelling }
                let alternatives = self.alternatives(here)
                if alternatives.map(\.value) == [.cleared] { return nil }
                let place: Place =
                    spelling.count == 4 ? .keyed(field: spelling[1], key: spelling[3]) : .single(field: spelling[1])
                return PlaceView(place: place, winner: alternatives[0], others: Array(alternatives.dropFirst()))
            }
    }

    private func sets(_ counted: [Change]) -> [SetView] {
        var sets: [String: [Content: [(ElementID, Origin)]]] = [:]
        for write in self.visibleAdds(counted) {
            guard case .add(let field, let content) = write.operation else { continue }
            let name = ElementID(entry: write.change.entry, index: UInt16(write.index))
            sets[field, default: [:]][content, default: []].append((name, write.origin))
        }
        return sets.keys.sorted()
            .map { field in
                let elements = (sets[field] ?? [:])
                    .map { content, adds in
                        let sorted = adds.sorted { $0.0 < $1.0 }
                        return SetView.Element(content: content, adds: sorted.map(\.0), origins: sorted.map(\.1))
                    }
                return SetView(field: field, elements: elements.sorted { self.key($0.content) < self.key($1.content) })
            }
    }

    /// By place; those of one set stay as they are, in the order of its elements.
    private func sorted(_ conflicts: [Conflict]) -> [Conflict] {
        conflicts.enumerated()
            .sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }
            .map(\.element)
    }

    private func conflicts(in set: SetView, _ counted: [Change]) -> [Conflict] {
        set.elements.compactMap { element in
            guard element.content != .erased else { return nil }
            let adds = counted.filter { change in element.adds.contains { $0.entry == change.entry } }
            let removers = counted.filter { remover in
                // Somebody removed an equal element …
                let removed = counted.contains { change in
                    self.covers(remover, change.entry)
                        && change.operations.enumerated()
                            .contains { index, operation in
                                let name = ElementID(entry: change.entry, index: UInt16(index))
                                return operation == .add(field: set.field, value: element.content)
                                    && remover.operations.contains { operation in
                                        guard case .remove(set.field, let names) = operation else { return false }
                                        return names.contains(name)
                                    }
                            }
                }
                // … without having seen every add that still stands, and unseen by all who made them.
                let hasSeenAll = adds.allSatisfy { self.covers(remover, $0.entry) }
                let isSeen = adds.contains { $0 == remover || self.covers($0, remover.entry) }
                return removed && !hasSeenAll && !isSeen
            }
            guard !removers.isEmpty else { return nil }
            let stays = Alternative(
                value: .content(element.content),
                origins: adds.map(\.origin).sorted(by: >)
            )
            let goes = Alternative(value: .removed, origins: removers.map(\.origin).sorted(by: >))
            return Conflict(place: .set(field: set.field), alternatives: [stays, goes])
        }
    }

    private func settledSuggestions(_ owner: ClusterID) -> [SettledSuggestion] {
        let others = self.held.filter { self.federation.clusters[$0.entry.log].map { $0 != owner } ?? false }
        return others.sorted { $0.entry < $1.entry }
            .compactMap { change in
                let settling = self.layer(nil)
                    .filter { settler in
                        self.covers(settler, change.entry)
                            && settler.operations.contains {
                                $0 == .accept(change.entry) || $0 == .decline(change.entry)
                            }
                    }
                guard let last = settling.max(by: { $0.origin < $1.origin }),
                    let cluster = self.federation.clusters[change.entry.log],
                    // Of several in one entry the last counts.
                    let operation = last.operations.last(where: {
                        $0 == .accept(change.entry) || $0 == .decline(change.entry)
                    })
                else { return nil }
                return SettledSuggestion(
                    cluster: cluster,
                    origin: change.origin,
                    outcome: operation == .accept(change.entry) ? .accepted : .declined,
                    settled: last.origin
                )
            }
    }

    /// Random values are one byte long.
    private func key(_ content: Content) -> Int {
        if case .bytes(let bytes) = content { return Int(bytes[0]) }
        return .max
    }

    private func life(_ counted: [Change], _ survivors: [Write]) -> (isDeleted: Bool, conflicts: [Conflict]) {
        let deletes = survivors.filter { $0.operation == .delete }
        if deletes.isEmpty { return (false, []) }
        let edits = counted.filter { change in
            let isEdit = self.writes([change])
                .contains { write in
                    switch write.operation {
                    case .set, .clear, .add, .remove, .setVisibility: true
                    default: false
                    }
                }
            let isSeen = deletes.contains { $0.change == change || self.covers($0.change, change.entry) }
            let isConcurrent = deletes.contains { delete in
                !self.covers(change, delete.change.entry) && !self.covers(delete.change, change.entry)
            }
            return isEdit && isConcurrent && !isSeen
        }
        var alternatives = self.alternatives(survivors)
        let deleteWins = alternatives[0].value == .deleted
        if !edits.isEmpty {
            let edited = Alternative(value: .edited, origins: edits.map(\.origin).sorted(by: >))
            alternatives = deleteWins ? [edited] + alternatives : alternatives + [edited]
        }
        let conflicts = alternatives.count > 1 ? [Conflict(place: .life, alternatives: alternatives)] : []
        return (deleteWins && edits.isEmpty, conflicts)
    }

    private func suggestions(_ owner: ClusterID) -> [Suggestion] {
        let closed = self.layer(nil)
            .flatMap { change in
                change.operations.compactMap { operation -> EntryID? in
                    switch operation {
                    case .accept(let entry), .decline(let entry): self.covers(change, entry) ? entry : nil
                    default: nil
                    }
                }
            }
        var found: [Suggestion] = []
        for cluster in Set(self.federation.clusters.values) where cluster != owner {
            let layer = self.layer(cluster)
            let standing = self.survivors(layer) + self.visibleAdds(layer)
            for change in layer where !closed.contains(change.entry) {
                let items = change.operations.enumerated()
                    .compactMap { index, operation -> Suggestion.Item? in
                        if case .remove(let field, let elements) = operation {
                            let owned = elements.filter { self.federation.clusters[$0.entry.log] == owner }
                            let remove = Operation.remove(field: field, elements: owned)
                            return owned.isEmpty ? nil : Suggestion.Item(index: index, operation: remove)
                        }
                        let stands = standing.contains { $0.change == change && $0.index == index }
                        return stands ? Suggestion.Item(index: index, operation: operation) : nil
                    }
                if !items.isEmpty {
                    found.append(Suggestion(cluster: cluster, origin: change.origin, items: items))
                }
            }
        }
        return found.sorted { $0.origin.entry < $1.origin.entry }
    }
}
