import SplotDirectory
import SplotMerge
import SplotStore

/// What becomes of a record when changes are added to it: a pure function, worked out on any thread.
///
/// What it makes of a state is also how the store knows what it keeps of it: a version that makes something else has
/// ``Derivation/current`` go up.
struct RecordDerivation: Sendable {
    /// Whose logs count.
    let federation: Federation
    /// Says which fields a record is found by.
    let schema: Schema

    /// What is to be kept of a record in place of what was.
    struct Outcome: Sendable {
        var record: StoredRecord
        /// What was kept of it until now; `nil` when it is new.
        var old: StoredRecord?
        /// For a cluster's own record, which clusters it lets read the cluster's logs.
        var readers: (cluster: ClusterID, readers: Set<ClusterID>)?
    }

    /// Adds changes to a record.
    ///
    /// - Parameters:
    ///   - changes: In any order; those that are there already do nothing.
    ///   - old: The record's state as it is kept; `nil` when nothing is.
    ///   - id: The record.
    /// - Returns: What to keep of it.
    func add(_ changes: [Change], to old: RecordState?, of id: RecordID) -> Outcome {
        var state = old ?? RecordState(id: id)
        for change in changes.count > 1 ? changes.sorted(by: { $0.entry < $1.entry }) : changes { state.insert(change) }
        let view = state.compactedView(in: self.federation)
        var outcome = Outcome(record: self.stored(state, view))
        outcome.old = old.map { self.stored($0, $0.view(in: self.federation)) }
        outcome.record.isPublicChange =
            [outcome.record, outcome.old].contains { $0.map { $0.isShown && $0.isPublic } ?? false }
            || self.makesPublic(changes, id)
        if let view, view.kind == ClusterRecord.kind {
            outcome.readers = (view.owner, ClusterRecord.readers(in: view))
        }
        return outcome
    }

    // When the merged state is made again, only this tells of a record that was public once.
    private func makesPublic(_ changes: [Change], _ id: RecordID) -> Bool {
        guard let owner = self.federation.clusters[id.creator.log] else { return false }
        return changes.contains { change in
            change.operations.contains(.setVisibility(.open)) && self.federation.clusters[change.entry.log] == owner
                && !self.federation.isVoid(change.entry)
        }
    }

    // The letters alone, without what tells apart titles of the same letters.
    private static func listingKey(of title: String) -> [UInt8] {
        Array(PolishCollation.sortKey(title).prefix { $0 != 0 })
    }

    private func stored(_ state: RecordState, _ view: RecordView?) -> StoredRecord {
        let uuid = state.id.uuid
        var stored = StoredRecord(
            state: state,
            uuid: uuid.bytes,
            kind: nil,
            isShown: false,
            conflicts: 0,
            suggestions: 0,
            digest: nil,
            terms: []
        )
        guard let view else { return stored }
        stored.kind = view.kind
        stored.isShown = !view.isDeleted
        let merged = MergedRecord(view, version: state.version(in: self.federation), schema: self.schema)
        stored.conflicts = merged.conflicts.count
        stored.suggestions = merged.suggestions.count
        stored.digest = ViewDigest.digest(of: view)
        stored.changed = view.lastChange.time
        stored.isPublic = view.visibility == .open
        if let title = merged.title(schema: self.schema) { stored.title = Self.listingKey(of: title) }
        var terms: Set<String> = []
        if stored.isShown {
            terms = RecordTerms.terms(of: merged.record, schema: self.schema)
            stored.words = SearchIndexing.words(of: merged.record, schema: self.schema)
            stored.links = LinkGroups.links(of: merged.record).map(\.bytes)
            if !stored.links.isEmpty { terms.insert(StoreWriter.linkTerm) }
        }
        for cluster in view.suggestions.map(\.cluster) + view.settledSuggestions.map(\.cluster) {
            terms.insert(RecordTerms.suggested(by: cluster))
        }
        stored.terms = terms.sorted()
        return stored
    }
}
