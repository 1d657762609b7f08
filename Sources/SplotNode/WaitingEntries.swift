import SplotLog
import SplotMerge
import SplotStore

/// An entry that waits to be merged, as it is kept.
struct WaitingEntry: Sendable {
    /// The record that it seems to change.
    let record: RecordID
    private let position: UInt64
    private let entry: EntryRun.Entry
    private let hash: Bytes32
    private let decoder: HeaderDecoder

    init?(_ entry: EntryRun.Entry, at position: UInt64, hash: Bytes32, decoder: HeaderDecoder) {
        guard let record = decoder.record(of: entry, at: position) else { return nil }
        self.record = record
        self.position = position
        self.entry = entry
        self.hash = hash
        self.decoder = decoder
    }

    /// What it changes; `nil` when it turns out to change nothing.
    var change: Change? {
        var decoder = self.decoder
        guard case .change(_, let change) = decoder.decode(self.entry, at: self.position, hash: self.hash) else {
            return nil
        }
        return change
    }
}

/// Reads the entries that wait to be merged, a bundle of each log in turn.
///
/// An entry is read here only as far as it takes to tell whose turn it is: what it says is worked out with its record.
struct WaitingEntries {
    private let reader: StoreReader
    private var logs: [Log]
    /// How far each log was read.
    private(set) var marks: [MergeMark]

    private struct Log {
        var decoder: HeaderDecoder
        var position: UInt64
        /// Where what counts of the log ends.
        var end: UInt64
        /// Where the log is read to, whether it counts or not.
        var size: UInt64
        /// Its index among the marks.
        var index: Int
    }

    /// Begins to read.
    ///
    /// - Parameters:
    ///   - reader: Holds the logs.
    ///   - marks: Where to begin in each log.
    ///   - ends: Where to end in each; at the end of the log unless said.
    ///   - federation: Of logs that are not in it nothing is read: they are passed over.
    /// - Throws: `StoreError` `damaged`.
    init(
        reader: StoreReader,
        marks: [MergeMark],
        ends: [LogID: UInt64] = [:],
        federation: Federation
    ) throws {
        self.reader = reader
        self.marks = marks
        self.logs = []
        for (index, mark) in marks.enumerated() {
            guard let head = try reader.log(mark.log)?.head else { continue }
            let size = min(ends[mark.log] ?? head.size, head.size)
            guard federation.clusters[mark.log] != nil else {
                self.marks[index].position = size
                self.marks[index].introductions = head.numbering.logs.count - 1
                continue
            }
            guard let numbering = LogNumbering(logs: Array(head.numbering.logs.prefix(mark.introductions + 1))),
                mark.introductions < head.numbering.logs.count
            else {
                throw StoreError(.damaged, "how far a log is merged is damaged: `splot verify --rebuild` mends it")
            }
            self.logs.append(
                Log(
                    decoder: HeaderDecoder(numbering: numbering),
                    position: mark.position,
                    end: min(size, head.stoppedAt ?? size),
                    size: size,
                    index: index
                )
            )
        }
    }

    /// Reads on.
    ///
    /// - Parameter limit: About how many entries to read, give or take a bundle.
    /// - Returns: Those that change records, and how many were read in all; 0 when nothing is left.
    /// - Throws: `StoreError` `missing` or `damaged` when entries cannot be read.
    mutating func next(_ limit: Int) throws -> (entries: [WaitingEntry], count: Int) {
        var entries: [WaitingEntry] = []
        var count = 0
        while count < limit, !self.logs.isEmpty {
            for index in self.logs.indices where count < limit { count += try self.read(index, into: &entries) }
            self.logs.removeAll { $0.position >= $0.size }
        }
        return (entries, count)
    }

    private mutating func read(_ index: Int, into entries: inout [WaitingEntry]) throws -> Int {
        var log = self.logs[index]
        let run = try self.reader.run(of: log.decoder.log, from: log.position)
        let hashes = run.leafHashes
        let start = log.position
        for (offset, entry) in run.entries.enumerated() {
            let position = start + UInt64(offset)
            guard position < log.end else { break }
            if let waiting = WaitingEntry(entry, at: position, hash: hashes[offset], decoder: log.decoder) {
                entries.append(waiting)
            } else {
                // What changes no record may introduce a log, which gives a number to it from here on.
                _ = log.decoder.decode(entry, at: position, hash: hashes[offset])
            }
        }
        log.position = min(run.end, log.size)
        self.logs[index] = log
        self.marks[log.index].position = log.position
        self.marks[log.index].introductions = log.decoder.numbering.logs.count - 1
        return Int(log.position - start)
    }
}
