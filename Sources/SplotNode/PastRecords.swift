import SplotDirectory
import SplotLog
import SplotMerge
import SplotStore

/// Shows records as they were.
struct PastRecords {
    let reader: StoreReader
    let federation: Federation
    private var runs: DecodedRuns

    init(reader: StoreReader, federation: Federation) {
        self.reader = reader
        self.federation = federation
        self.runs = DecodedRuns(reader: reader)
    }

    /// A record as it was; `nil` when it was not there.
    mutating func record(_ id: RecordID, at time: UInt64) throws -> MergedRecord? {
        guard let state = try self.reader.state(of: id) else { return nil }
        return try self.past(of: state, at: time)
    }

    /// What became of a record since; `nil` when it says the same, or nothing that the cluster wrote.
    mutating func difference(
        of id: RecordID,
        since time: UInt64,
        by cluster: ClusterID?
    ) throws -> RecordDifference? {
        guard let state = try self.reader.state(of: id), let now = try self.reader.merged(state, in: self.federation)
        else { return nil }
        let before = try self.past(of: state, at: time)
        let known = Set(state.until(time, in: self.federation).changes.map(\.entry))
        let recent = state.changes.filter { !known.contains($0.entry) && self.counts($0, in: now, by: cluster) }
        guard !recent.isEmpty else { return nil }
        let entries = Set(recent.map(\.entry))
        var items = Self.items(from: before, to: now)
            .map { item in
                var item = item
                let shown = Self.origins(of: item, in: now)
                // What says nothing any more was taken away by whoever wrote there.
                let all = shown.isEmpty ? recent.filter { $0.takesAway(from: item.path) }.map(\.origin) : shown
                item.origins = all.filter { entries.contains($0.entry) }.sorted(by: >)
                return item
            }
        if cluster != nil { items.removeAll { $0.origins.isEmpty } }
        let outcome: RecordDifference.Outcome
        switch (before?.isDeleted, now.isDeleted) {
        case (nil, true): return nil
        case (nil, false): outcome = .added
        case (false?, true): outcome = .deleted
        case (true?, false): outcome = .restored
        default: outcome = .changed
        }
        guard outcome != .changed || !items.isEmpty else { return nil }
        if cluster != nil, outcome == .added || outcome == .deleted, items.isEmpty,
            !recent.contains(where: { $0.creation != nil || $0.touchesLife })
        {
            return nil
        }
        return RecordDifference(record: now, before: before, outcome: outcome, items: items)
    }

    /// The entries that wrote what an item says now.
    private static func origins(of item: RecordDifference.Item, in now: MergedRecord) -> [Origin] {
        guard let after = item.after else { return [] }
        if item.path == Self.visibility { return now.visibilityOrigins }
        if let place = now.places.first(where: { $0.place.path == item.path }) { return place.winner.origins }
        return now.elements(item.path).first { $0.content.value == after }?.origins ?? []
    }

    private static let visibility = "visibility"

    private func counts(_ change: Change, in record: MergedRecord, by cluster: ClusterID?) -> Bool {
        guard let author = self.federation.clusters[change.entry.log], !self.federation.isVoid(change.entry) else {
            return false
        }
        return (record.isCommon || author == record.owner) && (cluster == nil || author == cluster)
    }

    private mutating func past(of state: RecordState, at time: UInt64) throws -> MergedRecord? {
        var past = state.until(time, in: self.federation)
        // Values that were replaced since are not kept with the state: then the log is asked.
        if past.changes.count < state.changes.count, past.changes.contains(where: \.hasErasedValues) {
            past = RecordState(id: state.id, changes: try past.changes.map { try self.whole($0) })
        }
        return try self.reader.merged(past, in: self.federation)
    }

    private mutating func whole(_ change: Change) throws -> Change {
        guard change.hasErasedValues, case .change(_, let whole) = try self.runs.entry(change.entry).content else {
            return change
        }
        return whole
    }

    private static func items(from before: MergedRecord?, to now: MergedRecord) -> [RecordDifference.Item] {
        let old = before.map(self.contents) ?? [:]
        let new = self.contents(of: now)
        return Set(old.keys).union(new.keys).sorted()
            .flatMap { path -> [RecordDifference.Item] in
                let (gone, come) = (old[path] ?? [], new[path] ?? [])
                let removed = gone.filter { !come.contains($0) }
                let added = come.filter { !gone.contains($0) }
                if removed.count <= 1, added.count <= 1, removed.count + added.count > 0 {
                    return [
                        RecordDifference.Item(path: path, before: removed.first, after: added.first, origins: [])
                    ]
                }
                return removed.map { RecordDifference.Item(path: path, before: $0, after: nil, origins: []) }
                    + added.map { RecordDifference.Item(path: path, before: nil, after: $0, origins: []) }
            }
    }

    /// All values by path; several where the field is a set.
    private static func contents(of merged: MergedRecord) -> [String: [Value]] {
        var contents: [String: [Value]] = [:]
        if merged.visibility == .open { contents[Self.visibility] = [.text("public")] }
        for (field, content) in merged.record.fields {
            switch content {
            case .single(let value): contents[field] = [value]
            case .set(let values): contents[field] = values
            case .keyed(let values): for (key, value) in values { contents["\(field).\(key)"] = [value] }
            }
        }
        return contents
    }
}

extension Change {
    /// Whether some value is not there: erased, or not kept because its own log has replaced it.
    fileprivate var hasErasedValues: Bool {
        self.operations.contains { operation in
            switch operation {
            case .set(_, _, .erased), .add(_, .erased): true
            default: false
            }
        }
    }

    /// Whether the change deletes or restores the record.
    fileprivate var touchesLife: Bool { self.operations.contains { $0 == .delete || $0 == .restore } }

    /// Whether the change empties a place, or takes something out of a set.
    fileprivate func takesAway(from path: String) -> Bool {
        self.operations.contains { operation in
            switch operation {
            case .clear(let field, let key): path == (key.map { "\(field).\($0)" } ?? field)
            case .remove(let field, _): path == field
            case .setVisibility: path == "visibility"
            default: false
            }
        }
    }
}
