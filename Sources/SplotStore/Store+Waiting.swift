import GRDB
package import SplotMerge

/// How far a log is merged, where entries of it wait to be.
///
/// Entries are kept first and merged after that, many at once when many come: what is shown may be behind the logs for
/// a while, and never ahead of them.
package struct MergeMark: Sendable {
    /// The log.
    package var log: LogID
    /// The position of the first entry that waits.
    package var position: UInt64
    /// How many other logs the entries before it have introduced.
    package var introductions: Int

    /// Puts a mark together.
    package init(log: LogID, position: UInt64, introductions: Int) {
        self.log = log
        self.position = position
        self.introductions = introductions
    }
}

extension StoreReader {
    /// The logs of which entries wait to be merged, by name in ascending order.
    package func waitingLogs() throws -> [MergeMark] {
        try self.rows("SELECT number, merged, mergedIntroductions FROM log WHERE merged < size")
            .map { row in
                MergeMark(
                    log: try self.log(row.integer(0)),
                    position: try row.unsigned(1),
                    introductions: Int(clamping: try row.unsigned(2))
                )
            }
            .sorted { $0.log < $1.log }
    }

    /// How far a log is merged; `nil` when none of it is held.
    package func mergeMark(of log: LogID) throws -> MergeMark? {
        guard let number = try self.number(of: log),
            let row = try self.row("SELECT merged, mergedIntroductions FROM log WHERE number = ?", [number])
        else { return nil }
        return MergeMark(
            log: log,
            position: try row.unsigned(0),
            introductions: Int(clamping: try row.unsigned(1))
        )
    }

    /// The logs that are held with their sizes, in the order in which their records are kept.
    package func logsAsKept() throws -> [(log: LogID, size: UInt64)] {
        try self.rows("SELECT number, size FROM log ORDER BY number")
            .map { (try self.log($0.integer(0)), try $0.unsigned(1)) }
    }

    /// Whether entries of any log wait to be merged.
    package func hasWaitingLogs() throws -> Bool {
        try self.row("SELECT 1 FROM log WHERE merged < size LIMIT 1") != nil
    }
}

extension StoreWriter {
    /// Keeps how far a log is merged.
    package func put(_ mark: MergeMark) throws {
        try self.run(
            "UPDATE log SET merged = ?, mergedIntroductions = ? WHERE number = ?",
            [Int64(clamping: mark.position), mark.introductions, try self.numberCreating(mark.log)]
        )
    }
}
