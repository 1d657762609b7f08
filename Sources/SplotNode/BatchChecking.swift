import SplotLog
import SplotMerge
import SplotSync

/// Checks a batch that came from outside, by what is held (Protocol.md §10.6).
struct BatchChecking {
    /// The statements of the batch's cluster.
    let chain: StatementChain
    /// Where the log stands here; `nil` when none of it is held.
    let stored: LogHead?
    /// What the entries of a larger batch say is not read: they wait to be merged, and are read then.
    var limit = Int.max

    /// What a batch brings that is not held yet.
    struct Fresh {
        /// The entries, with the frames that they came in where those can be kept as they are.
        var pieces: [LogKeeper.Piece]
        /// Where the log stands behind them.
        var head: LogHead

        /// How many entries there are.
        var count: Int { self.pieces.reduce(0) { $0 + $1.appended.run.entries.count } }
    }

    /// Checks a batch.
    ///
    /// - Parameter batch: The batch.
    /// - Returns: What is new in it; `nil` when nothing is, or nothing more of the log counts.
    /// - Throws: ``LogError`` when it is not what its author signed.
    func check(_ batch: Batch) throws -> Fresh? {
        guard self.chain.admitted[batch.log] != nil else {
            throw LogError(.brokenChain, "entries come of a log that no statement of its cluster admits")
        }
        let runs = try self.runs(of: batch)
        let before = try self.head(of: batch, first: runs.first?.hashed.run)
        // What another session brought meanwhile is not taken twice.
        guard batch.checkpoint.size > before.size else { return nil }
        // Nothing more is accepted of a closed log than stands.
        if let close = self.chain.closed[batch.log], before.size >= close.size { return nil }
        guard batch.start <= before.size else {
            throw LogError(.outOfRange, "entries come from position \(batch.start), where \(before.size) was expected")
        }
        let fresh = runs.compactMap { piece -> (hashed: HashedRun, frame: [UInt8]?)? in
            guard piece.hashed.run.end > before.size else { return nil }
            return piece.hashed.run.start >= before.size ? piece : (piece.hashed.suffix(from: before.size), nil)
        }
        return try self.append(fresh, of: batch, to: before)
    }

    private func append(
        _ fresh: [(hashed: HashedRun, frame: [UInt8]?)],
        of batch: Batch,
        to before: LogHead
    ) throws -> Fresh {
        var head = before
        if let close = self.chain.closed[batch.log] {
            try self.check(fresh.map(\.hashed.run), from: head, against: close)
        }
        let appended = try head.append(
            fresh.map(\.hashed),
            upTo: batch.checkpoint,
            isReading: fresh.reduce(0) { $0 + $1.hashed.run.entries.count } <= self.limit
        )
        return Fresh(
            pieces: zip(appended, fresh).map { LogKeeper.Piece(appended: $0, frame: $1.frame) },
            head: head
        )
    }

    /// What the runs of a batch may take unpacked: 4 MiB of headers and payloads and one entry more, and as much again
    /// for lengths, commitments and salts (Protocol.md §10.6).
    private static let plaintextBytes = 2 * Limits.batchBytes

    /// Of a forked log only the branch that its close names is taken (Protocol.md §7.9).
    private func check(_ runs: [EntryRun], from head: LogHead, against close: LogClose) throws {
        guard let end = runs.last?.end, end >= close.size else { return }
        var edge = head.edge
        for run in runs {
            for hash in run.sliced(to: run.start..<max(run.start, min(run.end, close.size))).leafHashes {
                edge.append(leafHash: hash)
            }
        }
        guard edge.size == close.size, edge.root == close.root else {
            throw LogError(.rootMismatch, "the entries belong to a branch that the log's cluster closed")
        }
    }

    private func runs(of batch: Batch) throws -> [(hashed: HashedRun, frame: [UInt8]?)] {
        // Checkpoints stand at every multiple of 4,096, so no batch reaches across one (Protocol.md §5.7).
        guard batch.checkpoint.size > batch.start,
            (batch.checkpoint.size - 1) / Limits.batchEntries == batch.start / Limits.batchEntries
        else { throw LogError(.malformedRun, "a batch reaches across a multiple of \(Limits.batchEntries) entries") }
        // Nothing of this is signed for yet: no more of it is unpacked than an honest author puts into a batch.
        var budget = Self.plaintextBytes
        var starts: [UInt64] = []
        for frame in batch.frames {
            let first = batch.start / Limits.bundleEntries + UInt64(starts.count)
            starts.append(max(batch.start, first * Limits.bundleEntries))
            budget -= try Zstandard.contentSize(of: frame, maximum: budget)
        }
        // Unpacking and hashing are most of the work, and no frame waits for another.
        let hashed = try concurrentMap(Array(zip(batch.frames, starts))) { frame, start in
            try HashedRun(EntryRun(sealed: frame, start: start, maximum: Limits.bundleEntries))
        }
        var start = batch.start
        return try zip(hashed, batch.frames)
            .map { hashed, frame in
                let run = hashed.run
                let boundary = (start / Limits.bundleEntries + 1) * Limits.bundleEntries
                guard run.start == start, run.end <= min(boundary, batch.checkpoint.size), !run.entries.isEmpty else {
                    throw LogError(.malformedRun, "a bundle reaches further than it may, or not far enough")
                }
                start = run.end
                return try self.erased(hashed, frame: frame, of: batch.log)
            }
    }

    /// Payloads may be missing if an order erased them, and must be gone then.
    private func erased(
        _ hashed: HashedRun,
        frame: [UInt8],
        of log: LogID
    ) throws -> (hashed: HashedRun, frame: [UInt8]?) {
        let run = hashed.run
        var mustErase = false
        let isConcerned = self.chain.overlapsErasure(run.range, in: log)
        for (index, entry) in run.entries.enumerated() {
            let isOrdered = isConcerned && self.chain.orderedErasure(of: run.start + UInt64(index), in: log)
            if case .erased = entry.slot, !isOrdered {
                throw LogError(.missingPayload, "the payload of entry \(run.start + UInt64(index)) is missing")
            }
            if case .payload = entry.slot, isOrdered { mustErase = true }
        }
        guard mustErase else { return (hashed, frame) }
        return (hashed.erasing { self.chain.orderedErasure(of: $0, in: log) }, nil)
    }

    private func head(of batch: Batch, first: EntryRun?) throws -> LogHead {
        if let stored = self.stored {
            // A log says itself whose it is: under another cluster's name that cluster's orders would apply to it.
            let inception = stored.inception
            guard inception.cluster == batch.cluster, self.chain.admitted[batch.log] == inception.key else {
                throw LogError(.brokenChain, "entries come under another cluster's name than their log's")
            }
            return stored
        }
        guard batch.start == 0, let header = first?.entries.first?.header else {
            throw LogError(.malformedInception, "a log that is not held here must come from its first entry on")
        }
        let inception = try Inception(encoded: header)
        guard inception.log == batch.log, inception.cluster == batch.cluster,
            self.chain.admitted[batch.log] == inception.key
        else { throw LogError(.malformedInception, "a log does not begin as the statement that admits it says") }
        return LogHead(inception: inception)
    }
}
