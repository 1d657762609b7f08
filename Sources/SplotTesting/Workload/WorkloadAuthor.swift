import SplotLog
import SplotMerge
import SplotSync

/// An author of a workload: a cluster with one log, all of it in memory.
struct WorkloadAuthor {
    let chain: StatementChain
    let log: LogID
    private var author: LogAuthor
    private var generator: SeededGenerator
    private var runs: [EntryRun] = []
    private var checkpoints: [UInt64: Checkpoint] = [:]

    /// Founds a cluster and begins its log; the same name and seed give the same keys.
    ///
    /// - Parameters:
    ///   - name: What the cluster and its node are called.
    ///   - seed: Gives the keys.
    ///   - readers: The clusters that may receive the log.
    /// - Throws: What signing throws.
    init(name: String, seed: UInt64, readers: [ClusterID]) throws {
        var generator = SeededGenerator(seed: seed)
        let clusterKey = try SigningKey.generate(using: &generator)
        let recoveryKey = try SigningKey.generate(using: &generator)
        let nodeKey = try SigningKey.generate(using: &generator)
        let recoveryHash = Statement.recoveryHash(of: recoveryKey.publicKey)
        let found = Statement.Act.found(key: clusterKey.publicKey, recoveryHash: recoveryHash, name: name)
        let founding = try Statement.sign(found, after: nil, time: 0, with: clusterKey)
        let inception = Inception(
            time: 0,
            cluster: founding.cluster,
            key: nodeKey.publicKey,
            name: name,
            nonce: Salt.random(using: &generator).bytes
        )
        let admit = Statement.Act.admit(nodeKey: nodeKey.publicKey, log: inception.log, name: name)
        let admission = try Statement.sign(admit, after: founding, time: 0, with: clusterKey)
        self.chain = try StatementChain([founding, admission])
        self.log = inception.log
        self.author = try LogAuthor(head: LogHead(inception: inception), key: nodeKey)
        self.generator = generator
        self.keep(try self.author.begin(using: &self.generator))
        let identity = WorkloadFields.operation("identity", founding.cluster.description)
        let record = EntryDraft.Body.creation(
            Creation(kind: "cluster", isCommon: false),
            operations: [WorkloadFields.operation("name", key: "pl", name), identity]
                + readers.map { .add(field: "readers", value: WorkloadFields.content($0.description)) }
        )
        _ = try self.append([EntryDraft(time: 0, body: record)])
    }

    /// What the log begins with.
    var inception: Inception { self.author.head.inception }

    /// How many entries there are.
    var size: UInt64 { self.author.head.size }

    /// Writes entries.
    ///
    /// - Returns: For each draft its entry, and the beginning of the entry's hash.
    mutating func append(_ drafts: [EntryDraft]) throws -> [ContextItem] {
        let start = self.size
        let commit = try self.author.append(drafts, using: &self.generator)
        self.keep(commit)
        let hashes = commit.runs.flatMap(\.leafHashes)
        return commit.positions.map { position in
            ContextItem(
                entry: EntryID(log: self.log, position: position),
                hashPrefix: hashes[Int(position - start)].prefix4
            )
        }
    }

    private mutating func keep(_ commit: LogAuthor.Commit) {
        self.runs += commit.runs.map(\.run)
        for checkpoint in commit.checkpoints { self.checkpoints[checkpoint.size] = checkpoint }
    }

    /// The batches from a position on, as a node would send them.
    func batches(from position: UInt64) throws -> [Batch] {
        var batches: [Batch] = []
        var batch: EntryRun?
        for run in self.runs where run.end > position {
            let fresh = run.sliced(to: max(run.start, position)..<run.end)
            let whole = try batch?.joined(with: fresh) ?? fresh
            batch = whole
            // A log's author signs at every multiple of 4,096, and wherever a commit ends.
            guard whole.end % Limits.batchEntries == 0 || whole.end == self.size else { continue }
            guard let checkpoint = self.checkpoints[whole.end] else {
                throw LogError(.outOfRange, "no checkpoint stands at \(whole.end)")
            }
            batches.append(
                Batch(
                    log: self.log,
                    cluster: self.chain.cluster,
                    start: whole.start,
                    frames: try Self.frames(of: whole),
                    checkpoint: checkpoint
                )
            )
            batch = nil
        }
        return batches
    }

    private static func frames(of run: EntryRun) throws -> [[UInt8]] {
        var frames: [[UInt8]] = []
        var start = run.start
        while start < run.end {
            let end = min((start / Limits.bundleEntries + 1) * Limits.bundleEntries, run.end)
            frames.append(try run.sliced(to: start..<end).sealed())
            start = end
        }
        return frames
    }
}
