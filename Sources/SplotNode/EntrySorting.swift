import SplotMerge
import SplotStore

/// Sorts waiting entries by their records into buckets on the disk, each of which fits into memory.
///
/// Records that lie together come into one bucket, and the buckets lie in the order of the records.
struct EntrySorting {
    private let writer: StoreWriter
    /// Where each log's records begin, counted in entries, all logs in a row as the records are kept.
    private let starts: [LogID: UInt64]
    private let total: UInt64
    private var buckets: [Bucket]

    private struct Bucket {
        var bytes: [UInt8] = []
        var parts = 0
    }

    /// How many bytes a bucket gathers in memory before they go to the disk.
    private static let partBytes = 65_536

    /// Begins to sort.
    ///
    /// - Parameters:
    ///   - count: About how many entries come.
    ///   - size: About how many of them a bucket is to hold.
    ///   - writer: Where they go.
    /// - Throws: What SQLite reports.
    init(_ count: Int, perBucket size: Int, by writer: StoreWriter) throws {
        self.writer = writer
        var starts: [LogID: UInt64] = [:]
        var total: UInt64 = 0
        for log in try writer.logsAsKept() {
            starts[log.log] = total
            total += log.size
        }
        self.starts = starts
        self.total = max(1, total)
        self.buckets = Array(repeating: Bucket(), count: max(1, (count + size - 1) / size))
        try writer.beginSpill()
    }

    /// Takes an entry.
    mutating func add(_ entry: WaitingEntry) throws {
        let creator = entry.record.creator
        let place = min((self.starts[creator.log] ?? 0) + creator.position, self.total - 1)
        let index = Int(place * UInt64(self.buckets.count) / self.total)
        entry.append(to: &self.buckets[index].bytes)
        if self.buckets[index].bytes.count >= Self.partBytes { try self.flush(index) }
    }

    private mutating func flush(_ index: Int) throws {
        try self.writer.spill(self.buckets[index].bytes, into: index, part: self.buckets[index].parts)
        self.buckets[index].parts += 1
        self.buckets[index].bytes.removeAll(keepingCapacity: true)
    }

    /// Gives back all entries, a bucket at a time, and the room that they took.
    mutating func finish(_ body: ([WaitingEntry]) throws -> Void) throws {
        for index in self.buckets.indices {
            var entries: [WaitingEntry] = []
            func read(_ bytes: [UInt8]) {
                var offset = 0
                while let entry = WaitingEntry(bytes, at: &offset) { entries.append(entry) }
            }
            try self.writer.forEachSpilled(in: index, read)
            read(self.buckets[index].bytes)
            self.buckets[index].bytes = []
            try body(entries)
        }
        try self.writer.endSpill()
    }
}
