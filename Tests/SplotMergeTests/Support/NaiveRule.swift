@testable import SplotMerge

/// The merge rule written down once more, change against change, without a thought about speed.
struct NaiveRule {
    let record: RecordID
    let changes: [Change]
    let federation: Federation

    struct Write {
        var change: Change
        var index: Int
        var operation: Operation { self.change.operations[self.index] }
        var origin: Origin { Origin(entry: self.change.entry, time: self.change.time) }
    }

    /// Changes that are held: inserted and not void.
    var held: [Change] {
        self.changes.filter { $0.entry.position < self.federation.closedSizes[$0.entry.log] ?? .max }
    }

    func isEffective(_ item: ContextItem, of change: Change) -> Bool {
        if item.entry.log == change.entry.log { return false }
        if let size = self.federation.closedSizes[item.entry.log], item.entry.position >= size { return true }
        return self.held.contains { $0.entry == item.entry && $0.hashPrefix == item.hashPrefix }
    }

    func covers(_ change: Change, _ entry: EntryID) -> Bool {
        if change.entry.log == entry.log { return entry.position < change.entry.position }
        return change.context.contains { item in
            item.entry.log == entry.log && entry.position <= item.entry.position && self.isEffective(item, of: change)
        }
    }

    var owner: ClusterID? { self.federation.clusters[self.record.creator.log] }

    var creating: Change? { self.held.first { $0.entry == self.record.creator } }

    /// The changes of one layer; `nil` is the counted one.
    func layer(_ cluster: ClusterID?) -> [Change] {
        self.held.filter { change in
            guard let author = self.federation.clusters[change.entry.log] else { return false }
            return self.creating?.creation?.isCommon == true ? cluster == nil : author == (cluster ?? self.owner)
        }
    }

    func counts(_ write: Write) -> Bool {
        guard case .setVisibility(.open) = write.operation, self.creating?.creation?.isCommon == true else {
            return true
        }
        return self.federation.clusters[write.change.entry.log] == self.owner
    }

    /// Which place a write goes to, spelled so that sorting the spellings sorts the places.
    func place(_ operation: Operation) -> [String]? {
        switch operation {
        case .set(let field, nil, _), .clear(let field, nil): ["field", field, "0"]
        case .set(let field, let key?, _), .clear(let field, let key?): ["field", field, "1", key]
        case .delete, .restore: ["life"]
        case .setVisibility: ["visibility"]
        default: nil
        }
    }

    func writes(_ layer: [Change]) -> [Write] {
        layer.flatMap { change in change.operations.indices.map { Write(change: change, index: $0) } }
            .filter(self.counts)
    }

    func replaces(_ later: Write, _ write: Write) -> Bool {
        guard let place = self.place(write.operation), self.place(later.operation) == place else { return false }
        if later.change.entry == write.change.entry { return later.index > write.index }
        return self.covers(later.change, write.change.entry)
    }

    func survivors(_ layer: [Change]) -> [Write] {
        let writes = self.writes(layer)
        return writes.filter { write in
            self.place(write.operation) != nil && !writes.contains { self.replaces($0, write) }
        }
    }

    func visibleAdds(_ layer: [Change]) -> [Write] {
        let writes = self.writes(layer)
        return writes.filter { add in
            guard case .add(let field, _) = add.operation else { return false }
            return !writes.contains { remove in
                guard case .remove(field, let elements) = remove.operation else { return false }
                let names = elements.contains { $0.entry == add.change.entry && Int($0.index) == add.index }
                return names && self.covers(remove.change, add.change.entry)
            }
        }
    }
}
