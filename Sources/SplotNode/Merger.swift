import SplotDirectory
import SplotLog
import SplotMerge
import SplotStore

/// The one way in which the merged state changes: local and remote entries both come through here.
struct Merger {
    let writer: StoreWriter
    let federation: Federation
    let schema: Schema

    /// Merges the changes among entries that a log has just taken.
    ///
    /// Each record is read, shown and written once, however many of the changes concern it.
    func merge(_ runs: [AppendedRun]) throws {
        var order: [RecordID] = []
        var changes: [RecordID: [Change]] = [:]
        for entry in runs.lazy.flatMap(\.decoded) {
            guard case .change(let record, let change) = entry else { continue }
            if changes[record] == nil { order.append(record) }
            changes[record, default: []].append(change)
        }
        for record in order {
            var state = try self.writer.state(of: record) ?? RecordState(id: record)
            for change in changes[record] ?? [] { state.insert(change) }
            state.compact(in: self.federation)
            let view = state.view(in: self.federation)
            try self.writer.put(self.stored(state, view))
            if let view, view.kind == ClusterRecord.kind {
                try self.writer.put(readers: ClusterRecord.readers(in: view), of: view.owner, by: record)
            }
        }
        try self.writer.settleLinks { states in
            LinkGroups.groups(of: states.compactMap { $0.view(in: self.federation).map(LinkGroups.Node.init) })
        }
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
        // The store keeps terms in lines; no honest name holds a control character.
        stored.terms = terms.filter { !$0.unicodeScalars.contains { $0.value < 0x20 } }.sorted()
        return stored
    }

    /// Makes the merged state again from the logs of the federation.
    ///
    /// - Parameters:
    ///   - source: Holds the logs; may be the same transaction that the state is written into.
    ///   - writer: Where the merged state is made; it must be empty of records.
    ///   - federation: Whose logs count.
    ///   - schema: Says which fields a record is found by.
    ///   - progress: Called with the number of entries read so far.
    /// - Throws: `StoreError` `missing` or `damaged` when entries cannot be read, or what SQLite reports.
    static func rebuild(
        from source: StoreReader,
        into writer: StoreWriter,
        federation: Federation,
        schema: Schema,
        progress: (UInt64) -> Void = { _ in }
    ) throws {
        let merger = Merger(writer: writer, federation: federation, schema: schema)
        var done: UInt64 = 0
        for log in try source.logs() where federation.clusters[log.head.log] != nil {
            var head = LogHead(inception: log.head.inception)
            var batch: [AppendedRun] = []
            while head.size < log.head.size {
                let run = try source.run(of: head.log, from: head.size)
                batch.append(try head.append(run))
                done += UInt64(run.entries.count)
                if batch.count == 16 || head.size >= log.head.size {
                    try merger.merge(batch)
                    batch = []
                    progress(done)
                }
            }
        }
    }
}
