public import SplotDirectory
public import SplotMerge

/// Which entries of all logs to look at, as one line in time.
public struct TimelineRequest: Sendable {
    /// Only the log of this node.
    public var log: LogID?
    /// Only the logs of this cluster.
    public var cluster: ClusterID?
    /// Only entries that wrote to this record.
    public var record: RecordUUID?
    /// Only entries that wrote to this field, whatever the key.
    public var field: String?
    /// For each log, the position before which to look; the logs that are not named from their ends.
    public var before: [LogID: UInt64]
    /// How many entries to give at most.
    public var limit: Int

    /// All entries.
    ///
    /// - Parameter limit: How many to give at most.
    public init(limit: Int) {
        self.limit = limit
        self.before = [:]
    }
}

/// A stretch of the line, the newest entry first.
public struct Timeline: Sendable {
    /// The entries.
    public var lines: [LogLine]
    /// From where to look on, as in ``TimelineRequest/before``; `nil` when there is nothing older.
    public var older: [LogID: UInt64]?

    /// Puts a stretch together.
    ///
    /// - Parameters:
    ///   - lines: The entries, the newest first.
    ///   - older: From where to look on.
    public init(lines: [LogLine], older: [LogID: UInt64]?) {
        self.lines = lines
        self.older = older
    }
}
