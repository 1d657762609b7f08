import SplotLog
import SplotMerge
import SplotSync

/// A log in memory, whole.
struct HeldLog: Sendable {
    /// The cluster that admits the log.
    let cluster: ClusterID

    private var head: LogHead
    private var run: EntryRun?
    private var leafHashes: [Bytes32] = []
    private var checkpoints: [Checkpoint] = []

    /// Takes the first commit of an own log.
    init(cluster: ClusterID, commit: LogAuthor.Commit) throws {
        self.cluster = cluster
        self.head = LogHead(inception: try Self.inception(commit.runs.first?.run))
        try self.append(commit)
    }

    /// Begins another's log from its first batch, which is then to be appended.
    init(cluster: ClusterID, first batch: Batch) throws {
        self.cluster = cluster
        let run = try batch.frames.first.map { try EntryRun(sealed: $0, start: batch.start) }
        self.head = LogHead(inception: try Self.inception(run))
        guard self.head.log == batch.log else { throw LogError(.malformedInception, "this is another log") }
    }

    var size: UInt64 { self.head.size }

    /// What is said of the log to a peer.
    func listing(of log: LogID) -> Listing {
        let last = self.checkpoints.last
        return Listing(
            id: log,
            standing: .held(size: self.size, root: self.head.root),
            signature: last?.signature ?? []
        )
    }

    /// Proof that a peer's listing and this log cannot both be true.
    func evidence(of log: LogID, against listing: Listing) throws -> ForkEvidence? {
        guard case .held(let size, let root) = listing.standing, !listing.signature.isEmpty,
            let last = self.checkpoints.last
        else { return nil }
        let theirs = try Checkpoint(log: log, size: size, root: root, signature: listing.signature)
        guard theirs.isValid(key: self.head.inception.key) else {
            throw Refusal("what is listed of a log is not what its author signed")
        }
        return ForkEvidence(
            cluster: self.cluster,
            smaller: theirs,
            larger: last,
            root: self.root(at: size),
            path: try LeafTree(leafHashes: self.leafHashes).consistencyProof(from: size, to: last.size).hashes
        )
    }

    func root(at size: UInt64) -> Bytes32 { TreeHash.root(leafHashes: Array(self.leafHashes.prefix(Int(size)))) }

    mutating func append(_ commit: LogAuthor.Commit) throws {
        for (appended, checkpoint) in zip(commit.runs, commit.checkpoints) {
            try self.append([appended.run], upTo: checkpoint)
        }
    }

    /// Appends what is new of a batch.
    mutating func append(_ batch: Batch) throws -> Int {
        guard batch.checkpoint.size > self.size else { return 0 }
        var runs: [EntryRun] = []
        var position = batch.start
        for frame in batch.frames {
            let run = try EntryRun(sealed: frame, start: position)
            position = run.end
            runs.append(run.sliced(to: max(run.start, min(self.size, run.end))..<run.end))
        }
        let size = self.size
        try self.append(runs.filter { !$0.entries.isEmpty }, upTo: batch.checkpoint)
        return Int(self.size - size)
    }

    /// The batch from a position to the last checkpoint before the next multiple of 4,096.
    func batch(of log: LogID, from position: UInt64) throws -> Batch {
        let multiple = (position / Limits.batchEntries + 1) * Limits.batchEntries
        guard let run = self.run,
            let checkpoint = self.checkpoints.last(where: { $0.size > position && $0.size <= multiple })
        else { throw LogError(.outOfRange, "the position is not held") }
        var frames: [[UInt8]] = []
        var start = position
        while start < checkpoint.size {
            let end = min((start / Limits.bundleEntries + 1) * Limits.bundleEntries, checkpoint.size)
            frames.append(try run.sliced(to: start..<end).sealed())
            start = end
        }
        return Batch(log: log, cluster: self.cluster, start: position, frames: frames, checkpoint: checkpoint)
    }

    private mutating func append(_ runs: [EntryRun], upTo checkpoint: Checkpoint) throws {
        var head = self.head
        let appended = try head.append(runs, upTo: checkpoint)
        self.head = head
        for run in appended {
            self.run = try self.run?.joined(with: run.run) ?? run.run
            self.leafHashes += run.leafHashes
        }
        self.checkpoints.append(checkpoint)
    }

    private static func inception(_ run: EntryRun?) throws -> Inception {
        guard let entry = run?.entries.first else { throw LogError(.malformedInception, "the log is empty") }
        return try Inception(encoded: entry.header)
    }
}

/// A tree of which all leaf hashes are in memory.
private struct LeafTree: TreeReader {
    let leafHashes: [Bytes32]

    func root(level: Int, index: UInt64) throws -> Bytes32 {
        let start = Int(index << UInt64(level))
        return TreeHash.root(leafHashes: Array(self.leafHashes[start..<(start + 1 << level)]))
    }
}
