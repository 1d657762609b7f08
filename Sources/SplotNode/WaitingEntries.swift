import SplotLog
import SplotMerge
import SplotStore

/// Reads the entries that wait to be merged, a bundle of each log in turn.
///
/// An entry is read here only as far as it takes to tell which record it changes: what it says is worked out with that.
struct WaitingEntries {
    private let reader: StoreReader
    private var logs: [Log]
    /// How far each log was read.
    private(set) var marks: [MergeMark]
    /// What reads each log, as it stands at its end.
    let decoders: [HeaderDecoder]

    private struct Log {
        var decoder: HeaderDecoder
        var position: UInt64
        /// Where what counts of the log ends.
        var end: UInt64
        /// Where the log is read to, whether it counts or not.
        var size: UInt64
        /// Its index among the marks and decoders.
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
        var logs: [Log] = []
        var decoders: [HeaderDecoder] = []
        for (index, mark) in marks.enumerated() {
            guard let head = try reader.log(mark.log)?.head, mark.introductions < head.numbering.logs.count else {
                throw StoreError(.damaged, "how far a log is merged is damaged: `splot verify --rebuild` mends it")
            }
            let size = min(ends[mark.log] ?? head.size, head.size)
            decoders.append(HeaderDecoder(numbering: head.numbering))
            guard federation.clusters[mark.log] != nil else {
                self.marks[index].position = size
                self.marks[index].introductions = head.numbering.logs.count - 1
                continue
            }
            let numbering = LogNumbering(logs: Array(head.numbering.logs.prefix(mark.introductions + 1)))
            logs.append(
                Log(
                    decoder: HeaderDecoder(numbering: numbering ?? LogNumbering(own: mark.log)),
                    position: mark.position,
                    end: min(size, head.stoppedAt ?? size),
                    size: size,
                    index: index
                )
            )
        }
        self.logs = logs
        self.decoders = decoders
    }

    /// How many entries are left to be read.
    var count: UInt64 { self.logs.reduce(0) { $0 + ($1.size - $1.position) } }

    /// How many logs are read at once: each gives a bundle.
    private static let logsAtOnce = 16

    /// Reads on: the next bundle of some logs, and of the others when this is called again.
    ///
    /// - Returns: Those that change records, and how many were read in all; 0 when nothing is left.
    /// - Throws: `StoreError` `missing` or `damaged` when entries cannot be read.
    mutating func next() throws -> (entries: [WaitingEntry], count: Int) {
        var entries: [WaitingEntry] = []
        var count = 0
        let turn = self.logs.prefix(Self.logsAtOnce)
        let runs = try turn.map { try self.reader.run(of: $0.decoder.log, from: $0.position) }
        let hashes = try concurrentMap(runs) { $0.leafHashes }
        for index in turn.indices { count += self.take(runs[index], hashes[index], of: index, into: &entries) }
        let read = self.logs.prefix(turn.count).filter { $0.position < $0.size }
        self.logs = self.logs.dropFirst(turn.count) + read
        return (entries, count)
    }

    private mutating func take(
        _ run: EntryRun,
        _ hashes: [Bytes32],
        of index: Int,
        into entries: inout [WaitingEntry]
    ) -> Int {
        let start = self.logs[index].position
        let mark = self.logs[index].index
        for (offset, entry) in run.entries.enumerated() {
            let position = start + UInt64(offset)
            guard position < self.logs[index].end else { break }
            guard let record = self.logs[index].decoder.record(of: entry, at: position) else {
                // What changes no record may introduce a log, which has a number from here on.
                _ = self.logs[index].decoder.decode(entry, at: position, hash: hashes[offset])
                continue
            }
            var payload: [UInt8]?
            if case .payload(let bytes) = entry.slot { payload = bytes }
            entries.append(
                WaitingEntry(
                    record: record,
                    log: mark,
                    position: position,
                    introductions: self.logs[index].decoder.introductions,
                    hashPrefix: hashes[offset].prefix4,
                    header: entry.header,
                    payload: payload
                )
            )
        }
        let end = min(run.end, self.logs[index].size)
        self.logs[index].position = end
        self.marks[mark].position = end
        self.marks[mark].introductions = self.logs[index].decoder.introductions
        return Int(end - start)
    }
}
