public import SplotDirectory
import SplotLog
public import SplotMerge
import SplotStore

extension Node {
    /// The entries of the logs that are held, log by log in the order of ``status()``.
    ///
    /// - Parameters:
    ///   - cluster: Only the logs of this cluster; those of all trusted ones when `nil`.
    ///   - after: For each log, how many of its entries to pass over; the rest of the logs by `skipping`.
    ///   - skipping: How many entries of each log to pass over.
    ///   - body: Called with each entry; what it throws ends the reading.
    /// - Throws: What `body` throws, or `StoreError`: `missing` or `damaged` when an entry cannot be read.
    public func forEachEntry(
        of cluster: ClusterID? = nil,
        after: [LogID: UInt64] = [:],
        skipping: UInt64 = 0,
        _ body: @escaping @Sendable (LogLine) throws -> Void
    ) async throws {
        try await self.store.read { reader in
            for author in try self.logAuthors(reader) where cluster == nil || author.value.cluster == cluster {
                guard let size = try reader.log(author.key)?.head.size else { continue }
                let start = after[author.key] ?? skipping
                guard start < size else { continue }
                try self.forEachEntry(of: author.key, by: author.value, in: start..<size, reader, body)
            }
        }
    }

    /// Every entry that wrote to a record, oldest first as far as clocks can be believed, with what became of it.
    public func history(of record: RecordUUID) async throws -> [LogLine] {
        try await self.store.read { reader in
            let merged = try reader.record(record, in: try reader.federation())
            guard let state = try reader.state(of: merged.id) else { return [] }
            let authors = Dictionary(uniqueKeysWithValues: try self.logAuthors(reader))
            // A bundle holds many entries of one record: each is unpacked once.
            var runs = DecodedRuns(reader: reader)
            return try state.changes
                .sorted { $0.origin < $1.origin }
                .compactMap { change in
                    guard let author = authors[change.entry.log] else { return nil }
                    let (hash, content) = try runs.entry(change.entry)
                    return LogLine(entry: change.entry, hash: hash, content: content, author: author)
                }
        }
    }

    /// How many entries this node's own log has.
    public func logSize() async throws -> UInt64 {
        try await self.store.read { try $0.log(self.log)?.head.size ?? 0 }
    }

    /// Who writes each log of the clusters that are trusted.
    public func logAuthors() async throws -> [LogID: LogLine.Author] {
        let authors = try await self.store.read { try self.logAuthors($0) }
        return Dictionary(authors.map { ($0.key, $0.value) }) { first, _ in first }
    }

    func logAuthors(_ reader: StoreReader) throws -> [(key: LogID, value: LogLine.Author)] {
        var authors: [(key: LogID, value: LogLine.Author)] = []
        for cluster in try reader.clusters() where cluster.isTrusted {
            guard let chain = try reader.chain(of: cluster.id) else { continue }
            for log in try reader.logs(of: cluster.id) {
                let author = LogLine.Author(
                    cluster: cluster.id,
                    clusterName: chain.name,
                    node: log.head.inception.name
                )
                authors.append((log.head.log, author))
            }
        }
        return authors.sorted { left, right in
            if (left.key == self.log) != (right.key == self.log) { return left.key == self.log }
            return (left.value.clusterName, left.key) < (right.value.clusterName, right.key)
        }
    }

    private func forEachEntry(
        of log: LogID,
        by author: LogLine.Author,
        in range: Range<UInt64>,
        _ reader: StoreReader,
        _ body: (LogLine) throws -> Void
    ) throws {
        var runs = DecodedRuns(reader: reader)
        for position in range {
            let entry = EntryID(log: log, position: position)
            let (hash, content) = try runs.entry(entry)
            try body(LogLine(entry: entry, hash: hash, content: content, author: author))
        }
    }
}

/// Reads entries one by one, keeping the runs that were last unpacked.
struct DecodedRuns {
    let reader: StoreReader

    private var runs: [LogID: (run: EntryRun, hashes: [Bytes32], numbering: LogNumbering)] = [:]

    init(reader: StoreReader) { self.reader = reader }

    mutating func entry(_ id: EntryID) throws -> (hash: Bytes32, content: DecodedEntry) {
        if self.runs[id.log]?.run.range.contains(id.position) != true {
            let start = id.position / Limits.bundleEntries * Limits.bundleEntries
            let run = try self.reader.run(of: id.log, from: start)
            guard let numbering = try self.runs[id.log]?.numbering ?? self.reader.log(id.log)?.head.numbering else {
                throw StoreError(.missing, "a log is missing from the database: `splot verify` tells more")
            }
            self.runs[id.log] = (run, run.leafHashes, numbering)
        }
        guard let (run, hashes, numbering) = self.runs[id.log] else {
            throw StoreError(.missing, "entry \(id.position) is missing from the database: `splot verify` tells more")
        }
        let index = Int(id.position - run.start)
        // All logs ever introduced are known here, even those that an entry mentions too early: it is shown, though void.
        var decoder = HeaderDecoder(numbering: numbering)
        var content = decoder.decode(run.entries[index], at: id.position, hash: hashes[index])
        // Its own introduction is among them: an introduction read again looks like one too many.
        if content == .void { content = Self.introduction(run.entries[index], numbering: numbering) ?? .void }
        return (hashes[index], content)
    }

    private static func introduction(_ entry: EntryRun.Entry, numbering: LogNumbering) -> DecodedEntry? {
        var decoder = HeaderDecoder(log: numbering.logs[0])
        let content = decoder.decode(entry, at: 1, hash: LeafHash.leaf(header: entry.header, commitment: nil))
        if case .introduction(_, let log) = content, numbering.number(of: log) != nil { return content }
        return nil
    }
}
