import SplotDirectory
import SplotLog
import SplotMerge
import SplotStore

/// The one way in which the merged state changes: local and remote entries both come through here.
///
/// Few entries are merged in the transaction that keeps them. Of many only the log is kept at first; they wait, and are
/// then merged together, so that each record is read, shown and written once, however many of them concern it.
struct Merger {
    let writer: StoreWriter
    let federation: Federation
    let schema: Schema
    /// How many waiting entries are held in memory, some tens of megabytes; more are sorted on the disk.
    var inMemory = Self.usuallyInMemory

    /// How many waiting entries are held in memory unless a test says otherwise.
    static let usuallyInMemory = 65_536

    /// How many records are worked out at once, while those before them are written.
    private static let chunk = 256

    /// How many entries that wait are merged in one transaction, during which nobody else writes.
    private static let window: UInt64 = 1_048_576

    /// Merges the entries that a log has just taken.
    ///
    /// - Parameters:
    ///   - runs: The entries, the last that the log has.
    ///   - head: Where the log stands behind them.
    ///   - limit: When there are more, they wait; they do in any case behind others that do.
    /// - Throws: What SQLite reports, or `StoreError`.
    func merge(_ runs: [AppendedRun], upTo head: LogHead, unlessMoreThan limit: Int) throws {
        guard let start = runs.first?.run.start, try self.writer.mergeMark(of: head.log)?.position == start,
            runs.reduce(0, { $0 + $1.run.entries.count }) <= limit
        else { return }
        var changes: [RecordID: [Change]] = [:]
        for entry in runs.lazy.flatMap(\.decoded) {
            if case .change(let record, let change) = entry { changes[record, default: []].append(change) }
        }
        try self.merge(changes, areNew: false) { $0 }
        try self.writer.put(
            MergeMark(log: head.log, position: head.size, introductions: head.numbering.logs.count - 1)
        )
        try self.settleLinks()
    }

    /// Merges entries that wait, a window of them.
    ///
    /// - Returns: How many entries it were; 0 when none waits any more.
    /// - Throws: `StoreError` `missing` or `damaged` when entries cannot be read, or what SQLite reports.
    func mergeWindow() throws -> Int {
        var waiting = try WaitingEntries(
            reader: self.writer,
            marks: self.writer.waitingLogs(),
            federation: self.federation
        )
        let count = try self.mergeWindow(of: &waiting)
        for mark in waiting.marks { try self.writer.put(mark) }
        try self.settleLinks()
        return count
    }

    /// Makes the merged state again from the logs of the federation.
    ///
    /// - Parameters:
    ///   - source: Holds the logs, each of which counts up to where it is merged there.
    ///   - progress: Called with the number of entries read so far.
    /// - Throws: `StoreError` `missing` or `damaged` when entries cannot be read, or what SQLite reports.
    func mergeAll(of source: StoreReader, progress: (UInt64) -> Void) throws {
        let ends = try source.logs().compactMap { try source.mergeMark(of: $0.head.log) }
        var waiting = try WaitingEntries(
            reader: source,
            marks: ends.map { MergeMark(log: $0.log, position: 0, introductions: 0) },
            ends: Dictionary(uniqueKeysWithValues: ends.map { ($0.log, $0.position) }),
            federation: self.federation
        )
        var done: UInt64 = 0
        while case let count = try self.mergeWindow(of: &waiting), count > 0 {
            done += UInt64(count)
            progress(done)
        }
        try self.settleLinks()
    }

    private func mergeWindow(of waiting: inout WaitingEntries) throws -> Int {
        let decoders = waiting.decoders
        let isEmpty = try self.writer.isWithoutRecords()
        let count = Int(min(waiting.count, Self.window))
        var done = 0
        func merge(_ entries: [WaitingEntry]) throws {
            try self.merge(Dictionary(grouping: entries, by: \.record), areNew: isEmpty) { entries in
                entries.compactMap { $0.change(decoders) }
            }
        }
        func read(_ body: (WaitingEntry) throws -> Void) throws {
            while done < count, case (let entries, let read) = try waiting.next(), read > 0 {
                for entry in entries { try body(entry) }
                done += read
            }
        }
        if count <= self.inMemory {
            var entries: [WaitingEntry] = []
            try read { entries.append($0) }
            try merge(entries)
        } else {
            var sorting = try EntrySorting(count, perBucket: max(1, self.inMemory / 4), by: self.writer)
            try read { try sorting.add($0) }
            try sorting.finish(merge)
        }
        return done
    }

    /// Merges changes, record by record: worked out on one core, written on another.
    private func merge<Item: Sendable>(
        _ items: [RecordID: [Item]],
        areNew: Bool,
        changes: @escaping @Sendable ([Item]) -> [Change]
    ) throws {
        guard !items.isEmpty else { return }
        let records = try self.writer.sortedAsKept(items.keys)
        let derivation = RecordDerivation(federation: self.federation, schema: self.schema)
        var pending: Ahead<[RecordDerivation.Outcome]>?
        for start in stride(from: 0, to: records.count, by: Self.chunk) {
            let chunk = try records[start..<min(start + Self.chunk, records.count)]
                .map { id in (id, areNew ? nil : try self.writer.state(of: id), items[id] ?? []) }
            let work = { @Sendable in chunk.map { id, old, items in derivation.add(changes(items), to: old, of: id) } }
            let next = Ahead(inline: records.count < Self.chunk, work)
            try pending?.value.forEach(self.put)
            pending = next
        }
        try pending?.value.forEach(self.put)
    }

    private func put(_ outcome: RecordDerivation.Outcome) throws {
        try self.writer.put(outcome.record, replacing: outcome.old)
        if let (cluster, readers) = outcome.readers {
            try self.writer.put(readers: readers, of: cluster, by: outcome.record.state.id)
        }
    }

    private func settleLinks() throws {
        try self.writer.settleLinks { states in
            LinkGroups.groups(of: states.compactMap { $0.view(in: self.federation).map(LinkGroups.Node.init) })
        }
    }
}

extension StoreWriter {
    /// Makes the merged state again after the federation changed, or because it was lost.
    func rebuild(_ schema: Schema) throws {
        try self.removeAllRecords()
        let merger = Merger(writer: self, federation: try self.federation(), schema: schema)
        while try merger.mergeWindow() > 0 {}
    }
}

extension Store {
    /// Merges all entries that wait, some at a time, so that others may write in between.
    ///
    /// - Parameters:
    ///   - schema: Says which fields a record is found by.
    ///   - count: How many entries are held in memory at most.
    /// - Throws: `StoreError`.
    func mergeWaiting(schema: Schema, inMemory count: Int = Merger.usuallyInMemory) async throws {
        guard try await self.read({ try $0.hasWaitingLogs() }) else { return }
        while try await self.write({ writer in
            try Merger(writer: writer, federation: writer.federation(), schema: schema, inMemory: count).mergeWindow()
        }) > 0 {}
    }
}
