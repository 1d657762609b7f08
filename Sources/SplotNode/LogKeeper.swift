import SplotLog
import SplotMerge
import SplotStore

/// Keeps a log's entries: whole bundles compressed, what lies behind them as it is (Protocol.md §6).
struct LogKeeper {
    let writer: StoreWriter

    /// Entries to keep, with the frame that they came in when it can be kept as it is.
    struct Piece {
        var appended: AppendedRun
        var frame: [UInt8]?
    }

    /// Keeps entries and the checkpoint behind them.
    ///
    /// - Parameters:
    ///   - pieces: Consecutive entries, from the stored size on.
    ///   - checkpoint: The author's checkpoint behind the last of them.
    ///   - head: Where the log stands then.
    /// - Throws: `StoreError` `missing` when a bundle's first entries are not kept, `LogError` `malformedRun` when what
    ///   is kept of it is damaged or ends elsewhere, or what SQLite reports.
    func keep(_ pieces: [Piece], checkpoint: Checkpoint, head: LogHead) throws {
        let known = try self.writer.log(head.log)?.bytes ?? 0
        let bytes = pieces.reduce(known) { $0 + UInt64($1.appended.run.byteCount) }
        for piece in pieces { try self.keep(piece, of: head.log) }
        try self.writer.put(StoredLog(head: head, bytes: bytes))
        try self.writer.put(checkpoint, bytes: bytes)
    }

    private func keep(_ piece: Piece, of log: LogID) throws {
        let run = piece.appended.run
        var position = run.start
        while position < run.end {
            let boundary = (position / Limits.bundleEntries + 1) * Limits.bundleEntries
            let end = min(boundary, run.end)
            let part = run.sliced(to: position..<end)
            if end < boundary {
                try self.writer.putTail(part, of: log)
            } else if position % Limits.bundleEntries == 0 {
                let hashes = piece.appended.leafHashes[Int(position - run.start)..<Int(end - run.start)]
                let isWhole = part.range == run.range
                let root = isWhole ? piece.appended.hashed.bundleRoot : nil
                try self.seal(
                    part,
                    root: root ?? TreeHash.root(leafHashes: Array(hashes)),
                    frame: isWhole ? piece.frame : nil,
                    of: log
                )
            } else {
                guard let tail = try self.writer.tail(of: log) else {
                    throw StoreError(.missing, "entries before \(position) are missing: `splot verify` tells more")
                }
                let whole = try tail.joined(with: part)
                try self.seal(whole, root: TreeHash.root(leafHashes: whole.leafHashes), frame: nil, of: log)
                try self.writer.removeTail(of: log)
            }
            position = end
        }
    }

    private func seal(_ run: EntryRun, root: Bytes32, frame: [UInt8]?, of log: LogID) throws {
        let bundle = SealedBundle(
            start: run.start,
            root: root,
            frame: try frame ?? run.sealed()
        )
        try self.writer.put(bundle, of: log)
    }

    /// Takes payloads that were ordered to be erased, and their salts, out of what is kept.
    ///
    /// - Parameters:
    ///   - ranges: The positions whose payloads must go.
    ///   - log: The log; nothing happens when none of it is held.
    /// - Returns: Whether anything was there to go.
    /// - Throws: `StoreError` `missing` or `damaged` when entries cannot be read, or what SQLite reports.
    func erase(_ ranges: [Range<UInt64>], of log: LogID) throws -> Bool {
        guard let size = try self.writer.log(log)?.head.size else { return false }
        var isChanged = false
        let isErased = { (position: UInt64) in ranges.contains { $0.contains(position) } }
        var position: UInt64 = 0
        while position < size {
            let start = position / Limits.bundleEntries * Limits.bundleEntries
            position = start + Limits.bundleEntries
            guard ranges.contains(where: { $0.overlaps(start..<min(position, size)) }) else { continue }
            let run = try self.writer.run(of: log, from: start)
            let erased = run.erasing(where: isErased)
            guard erased != run else { continue }
            isChanged = true
            if run.entries.count == Int(Limits.bundleEntries) {
                try self.seal(erased, root: TreeHash.root(leafHashes: run.leafHashes), frame: nil, of: log)
            } else {
                try self.writer.removeTail(of: log)
                try self.writer.putTail(erased, of: log)
            }
        }
        return isChanged
    }
}
