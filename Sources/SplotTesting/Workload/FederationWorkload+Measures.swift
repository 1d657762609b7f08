import SplotLog
import SplotSync

/// What is done with the logs one step at a time, for measuring each.
extension FederationWorkload {
    /// The batches of all logs, sealed as they travel.
    ///
    /// - Returns: What the other measures work on.
    /// - Throws: What compressing throws.
    public func sealed() throws -> SealedLogs {
        SealedLogs(
            logs: try self.allAuthors.map { SealedLogs.Log(inception: $0.inception, batches: try $0.batches(from: 0)) }
        )
    }
}

/// Whole logs as they travel: zstd frames and checkpoints.
public struct SealedLogs: Sendable {
    struct Log: Sendable {
        var inception: Inception
        var batches: [Batch]
    }

    let logs: [Log]

    /// The number of entries.
    public var entryCount: UInt64 { self.logs.reduce(0) { $0 + ($1.batches.last?.checkpoint.size ?? 0) } }

    /// The bytes of all frames.
    public var byteCount: Int {
        self.logs.reduce(0) { $0 + $1.batches.reduce(0) { $0 + $1.frames.reduce(0) { $0 + $1.count } } }
    }

    /// Decompresses all frames.
    ///
    /// - Returns: The number of bytes that they hold.
    /// - Throws: What decompressing throws.
    public func decompress() throws -> Int {
        try self.frames.reduce(0) {
            $0 + (try Zstandard.decompress($1.frame, maximumSize: EntryRun.maximumBytes).count)
        }
    }

    /// Reads all frames into entries.
    ///
    /// - Returns: The entries, for ``Runs/seal()``.
    /// - Throws: What reading throws.
    public func runs() throws -> Runs {
        Runs(runs: try self.frames.map { try EntryRun(sealed: $0.frame, start: $0.start) })
    }

    /// Decompresses, reads and hashes all entries, and checks the signature of every checkpoint.
    ///
    /// - Returns: The number of entries.
    /// - Throws: `LogError` when something is not what its author signed.
    public func verify() throws -> UInt64 {
        try self.logs.reduce(0) { sum, log in
            var head = LogHead(inception: log.inception)
            for batch in log.batches {
                var start = batch.start
                let runs = try batch.frames.map { frame in
                    let run = try EntryRun(sealed: frame, start: start)
                    start = run.end
                    return run
                }
                _ = try head.append(runs, upTo: batch.checkpoint)
            }
            return sum + head.size
        }
    }

    private var frames: [(frame: [UInt8], start: UInt64)] {
        self.logs.flatMap(\.batches)
            .flatMap { batch in
                batch.frames.enumerated()
                    .map { index, frame in
                        let first = batch.start / Limits.bundleEntries * Limits.bundleEntries
                        return (frame, index == 0 ? batch.start : first + UInt64(index) * Limits.bundleEntries)
                    }
            }
    }

    /// Entries, unpacked.
    public struct Runs: Sendable {
        let runs: [EntryRun]

        /// Compresses them.
        ///
        /// - Returns: The number of bytes of all frames.
        /// - Throws: What compressing throws.
        public func seal() throws -> Int { try self.runs.reduce(0) { $0 + (try $1.sealed().count) } }
    }
}
