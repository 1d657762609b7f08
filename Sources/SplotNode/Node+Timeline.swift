import SplotLog
import SplotMerge
import SplotStore

extension Node {
    /// How many entries are looked at before a search for older ones pauses with what it has found.
    static var timelineLookLimit: Int { 100_000 }

    /// The entries of all logs as one line in time, the newest first.
    ///
    /// Each log is gone through from its end, so that its entries keep their order whatever its clock says; of several
    /// logs the one comes first whose next entry is the newest.
    ///
    /// - Parameter request: Which entries.
    /// - Returns: The entries, and where older ones begin.
    /// - Throws: `StoreError` when entries cannot be read.
    public func timeline(_ request: TimelineRequest) async throws -> Timeline {
        try await self.store.read { reader in
            var walks: [LogWalk] = []
            for (log, author) in try self.logAuthors(reader)
            where (request.log ?? log) == log && (request.cluster ?? author.cluster) == author.cluster {
                guard let size = try reader.log(log)?.head.size else { continue }
                walks.append(LogWalk(log: log, author: author, end: min(request.before[log] ?? size, size)))
            }
            var runs = DecodedRuns(reader: reader)
            var timeline = Timeline(lines: [], older: nil)
            var looked = 0
            for index in walks.indices { try walks[index].load(&runs) }
            while timeline.lines.count < request.limit, looked < Self.timelineLookLimit {
                let next = walks.indices.filter { walks[$0].line != nil }
                    .max { (walks[$0].line?.time ?? 0) < (walks[$1].line?.time ?? 0) }
                guard let next, let line = walks[next].line else { break }
                if request.fits(line) { timeline.lines.append(line) }
                looked += 1
                walks[next].end -= 1
                try walks[next].load(&runs)
            }
            if walks.contains(where: { $0.end > 0 }) {
                timeline.older = Dictionary(walks.map { ($0.log, $0.end) }) { first, _ in first }
            }
            return timeline
        }
    }
}

/// One log on the way from its end to its beginning.
private struct LogWalk {
    let log: LogID
    let author: LogLine.Author
    /// The entry before this position comes next.
    var end: UInt64
    private(set) var line: LogLine?

    init(log: LogID, author: LogLine.Author, end: UInt64) {
        self.log = log
        self.author = author
        self.end = end
    }

    mutating func load(_ runs: inout DecodedRuns) throws {
        guard self.end > 0 else {
            self.line = nil
            return
        }
        let entry = EntryID(log: self.log, position: self.end - 1)
        let (hash, content) = try runs.entry(entry)
        self.line = LogLine(entry: entry, hash: hash, content: content, author: self.author)
    }
}

extension TimelineRequest {
    fileprivate func fits(_ line: LogLine) -> Bool {
        if let record = self.record, line.record != record { return false }
        guard let field = self.field else { return true }
        return line.writes.contains { write in write.path.map { $0 == field || $0.hasPrefix(field + ".") } ?? false }
    }
}
