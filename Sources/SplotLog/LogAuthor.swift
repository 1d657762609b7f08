import SplotMerge

/// Writes a node's own log: turns drafts into entries, draws their salts, and signs checkpoints (Protocol.md §5.7).
package struct LogAuthor {
    /// Where the log stands.
    package private(set) var head: LogHead

    private let key: SigningKey

    /// Goes on where the log stands.
    ///
    /// - Throws: ``LogError`` `malformedKey` when the key is not the one that the log's inception names.
    package init(head: LogHead, key: SigningKey) throws {
        guard head.inception.key == key.publicKey else {
            throw LogError(.malformedKey, "the node key is not the one that this log was begun with")
        }
        self.head = head
        self.key = key
    }

    /// What one commit adds to a log.
    package struct Commit: Sendable {
        /// The new entries, split where checkpoints stand; introductions included.
        package var runs: [AppendedRun] = []
        /// A checkpoint for the end of each run.
        package var checkpoints: [Checkpoint] = []
        /// The position of each draft's entry, in the order of the drafts.
        package var positions: [UInt64] = []
    }

    /// Begins the log with its inception.
    package mutating func begin(using generator: inout some RandomNumberGenerator) throws -> Commit {
        let entry = EntryRun.Entry(header: self.head.inception.encoded, slot: .none)
        return try self.commit([entry], positions: [], using: &generator)
    }

    /// Appends entries in one commit.
    ///
    /// - Parameters:
    ///   - drafts: What to write. Logs that they mention for the first time are introduced before them.
    ///   - generator: Where fresh salt nodes come from.
    /// - Returns: What the log has grown by, with signed checkpoints.
    /// - Throws: ``LogError`` when a draft exceeds a limit; nothing is appended then.
    package mutating func append(
        _ drafts: [EntryDraft],
        using generator: inout some RandomNumberGenerator
    ) throws -> Commit {
        var numbering = self.head.numbering
        var entries: [EntryRun.Entry] = []
        var positions: [UInt64] = []
        for draft in drafts {
            for log in draft.mentionedLogs where numbering.number(of: log) == nil {
                guard numbering.introduce(log) else {
                    throw LogError(.tooLarge, "a log may speak of \(Limits.introductions) others: begin a new one")
                }
                entries.append(EntryEncoder.introduction(of: log, time: draft.time))
            }
            positions.append(self.head.size + UInt64(entries.count))
            entries.append(try EntryEncoder(numbering: numbering).entry(for: draft))
        }
        return try self.commit(entries, positions: positions, using: &generator)
    }

    private mutating func commit(
        _ entries: [EntryRun.Entry],
        positions: [UInt64],
        using generator: inout some RandomNumberGenerator
    ) throws -> Commit {
        var commit = Commit(positions: positions)
        var head = self.head
        var rest = try EntryRun.fresh(entries, at: head.size, using: &generator)
        while !rest.entries.isEmpty {
            let end = Self.batchEnd(of: rest)
            commit.runs.append(try head.append(rest.sliced(to: rest.start..<end)))
            commit.checkpoints.append(
                try Checkpoint.sign(log: head.log, size: head.size, root: head.root, with: self.key)
            )
            rest = rest.sliced(to: end..<rest.end)
        }
        self.head = head
        return commit
    }

    /// Where the next checkpoint stands: at a multiple of 4,096 entries, after 4 MiB, or at the end.
    private static func batchEnd(of run: EntryRun) -> UInt64 {
        let multiple = (run.start / Limits.batchEntries + 1) * Limits.batchEntries
        var bytes = 0
        for (index, entry) in run.entries.enumerated() {
            bytes += entry.byteCount
            let position = run.start + UInt64(index) + 1
            if position == multiple || bytes >= Limits.batchBytes { return position }
        }
        return run.end
    }
}
