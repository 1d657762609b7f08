package import SplotMerge

/// Where a log stands: what is needed to append to it or to check what comes next, without what went before.
package struct LogHead: Hashable, Sendable {
    /// Who writes the log.
    package let inception: Inception
    /// The log's name.
    package let log: LogID
    /// The tree's right edge, which knows its size and root.
    package private(set) var edge: RightEdge
    /// The logs that this one has introduced.
    package private(set) var numbering: LogNumbering
    /// The position of the first critical entry of a newer version; nothing from there on is merged.
    package private(set) var stoppedAt: UInt64?

    /// A log of which nothing is held yet but its first entry's content.
    package init(inception: Inception) {
        self.inception = inception
        self.log = inception.log
        self.edge = RightEdge()
        self.numbering = LogNumbering(own: self.log)
        self.stoppedAt = nil
    }

    /// Restores where a log stood.
    package init(inception: Inception, edge: RightEdge, numbering: LogNumbering, stoppedAt: UInt64?) {
        self.inception = inception
        self.log = inception.log
        self.edge = edge
        self.numbering = numbering
        self.stoppedAt = stoppedAt
    }

    /// The number of entries.
    package var size: UInt64 { self.edge.size }

    /// The root of the tree at that size.
    package var root: Bytes32 { self.edge.root }

    /// Hashes and reads the entries that come next.
    ///
    /// - Parameter run: Entries from ``size`` on.
    /// - Returns: What each entry says; what stands behind a critical entry is unknown.
    /// - Throws: ``LogError`` `outOfRange` when the run begins elsewhere or the log would have more entries than a log
    ///   can, `malformedInception` when entry 0 is another.
    package mutating func append(_ run: EntryRun) throws -> AppendedRun { try self.append(HashedRun(run)) }

    /// Reads entries that come next and were hashed already.
    ///
    /// - Parameters:
    ///   - hashed: Entries from ``size`` on, with their hashes.
    ///   - isReading: Whether what the entries say is wanted. Otherwise they are read only as far as it takes to know
    ///     what follows them.
    /// - Returns: The entries; nothing of what they say unless it is wanted.
    /// - Throws: ``LogError`` as ``append(_:)-(EntryRun)``.
    package mutating func append(_ hashed: HashedRun, isReading: Bool = true) throws -> AppendedRun {
        let run = hashed.run
        guard run.start == self.size else {
            throw LogError(.outOfRange, "entries come from position \(run.start), where \(self.size) was expected")
        }
        guard UInt64(run.entries.count) <= Limits.logSize - min(self.size, Limits.logSize) else {
            throw LogError(.outOfRange, "a log has at most 2^40 entries: begin a new one")
        }
        // The log is named after its inception, which is nothing but a header.
        if let first = run.entries.first, run.start == 0 {
            guard first.slot == .none, first.header == self.inception.encoded else {
                throw LogError(.malformedInception, "a log does not begin with the inception that it is named after")
            }
        }
        var decoder = HeaderDecoder(numbering: self.numbering)
        var decoded: [DecodedEntry] = []
        if isReading { decoded.reserveCapacity(run.entries.count) }
        for (index, entry) in run.entries.enumerated() where self.stoppedAt == nil || isReading {
            let position = run.start + UInt64(index)
            guard self.stoppedAt == nil else {
                decoded.append(.unknown(critical: true))
                continue
            }
            let hash = hashed.leafHashes[index]
            let content = decoder.decode(entry, at: position, hash: hash, isReadingValues: isReading)
            if content == .unknown(critical: true) { self.stoppedAt = position }
            if isReading { decoded.append(content) }
        }
        self.numbering = decoder.numbering
        if let root = hashed.bundleRoot {
            try self.edge.append(subtreeRoot: root, level: Limits.bundleLevel)
        } else {
            for hash in hashed.leafHashes { self.edge.append(leafHash: hash) }
        }
        return AppendedRun(hashed: hashed, decoded: decoded)
    }

    /// Hashes and reads the entries of a batch, and checks that the author signed the result.
    ///
    /// - Parameters:
    ///   - batch: Entries from ``size`` on, in order.
    ///   - checkpoint: The author's checkpoint at the end of the batch.
    /// - Returns: What each run's entries say. This head has moved to the checkpoint.
    /// - Throws: ``LogError`` `rootMismatch` or `badSignature`; use this head no more then.
    package mutating func append(_ batch: [EntryRun], upTo checkpoint: Checkpoint) throws -> [AppendedRun] {
        try self.append(batch.map { HashedRun($0) }, upTo: checkpoint)
    }

    /// The same for entries that were hashed already.
    ///
    /// - Parameters:
    ///   - batch: Entries from ``size`` on, in order, with their hashes.
    ///   - checkpoint: The author's checkpoint at the end of the batch.
    ///   - isReading: Whether what the entries say is wanted.
    /// - Returns: The runs. This head has moved to the checkpoint.
    /// - Throws: ``LogError`` `rootMismatch` or `badSignature`; use this head no more then.
    package mutating func append(
        _ batch: [HashedRun],
        upTo checkpoint: Checkpoint,
        isReading: Bool = true
    ) throws -> [AppendedRun] {
        var appended: [AppendedRun] = []
        for run in batch { appended.append(try self.append(run, isReading: isReading)) }
        guard checkpoint.log == self.log, checkpoint.size == self.size else {
            throw LogError(.outOfRange, "a checkpoint is for size \(checkpoint.size), the entries reach \(self.size)")
        }
        guard checkpoint.isValid(key: self.inception.key) else {
            throw LogError(.badSignature, "the checkpoint at size \(checkpoint.size) is not signed by the log's key")
        }
        guard checkpoint.root == self.root else {
            throw LogError(.rootMismatch, "the entries up to \(checkpoint.size) do not hash to the signed root")
        }
        return appended
    }
}

/// Entries that were hashed and read.
package struct AppendedRun: Sendable {
    /// The entries and their hashes.
    package let hashed: HashedRun
    /// What each entry says; empty where that was not wanted.
    package let decoded: [DecodedEntry]

    /// The entries' bytes.
    package var run: EntryRun { self.hashed.run }
    /// The leaf hash of each entry.
    package var leafHashes: [Bytes32] { self.hashed.leafHashes }
}
