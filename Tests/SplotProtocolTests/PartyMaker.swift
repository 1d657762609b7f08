import SplotLog
import SplotMerge

/// Founds a cluster and lets its node write.
struct PartyMaker {
    private let clusterKey: SigningKey
    private let recoveryKey: SigningKey
    private let nodeKey: SigningKey
    private var author: LogAuthor
    private var numbers: CountingGenerator
    private var commits: [LogAuthor.Commit]
    private(set) var chain: StatementChain

    /// The author's clock; each commit is a minute later than the last.
    var time: UInt64

    init(name: String, seed: UInt8, salts: UInt64, time: UInt64) throws {
        self.clusterKey = try Story.key(seed + 1)
        self.recoveryKey = try Story.key(seed + 2)
        self.nodeKey = try Story.key(seed + 3)
        self.numbers = CountingGenerator(last: salts)
        self.time = time
        let founding = try Statement.sign(
            .found(
                key: self.clusterKey.publicKey,
                recoveryHash: Statement.recoveryHash(of: self.recoveryKey.publicKey),
                name: name
            ),
            after: nil,
            time: time,
            with: self.clusterKey
        )
        let inception = Inception(
            time: time,
            cluster: founding.cluster,
            key: self.nodeKey.publicKey,
            name: "biuro",
            nonce: Array(repeating: 0xa0 + seed, count: 16)
        )
        self.chain = try StatementChain(founding: founding)
        self.author = try LogAuthor(head: LogHead(inception: inception), key: self.nodeKey)
        self.commits = [try self.author.begin(using: &self.numbers)]
        try self.state(.admit(nodeKey: self.nodeKey.publicKey, log: inception.log, name: "biuro"))
    }

    var log: LogID { self.author.head.log }

    func record(_ position: UInt64) -> RecordID { RecordID(EntryID(log: self.log, position: position)) }

    mutating func state(_ act: Statement.Act) throws {
        try self.chain.append(Statement.sign(act, after: self.chain.last, time: self.time, with: self.clusterKey))
    }

    mutating func commit(_ bodies: [EntryDraft.Body]) throws {
        self.time += 60
        let drafts = bodies.map { EntryDraft(time: self.time, body: $0) }
        self.commits.append(try self.author.append(drafts, using: &self.numbers))
    }

    func finished() throws -> Story.Party {
        let runs = self.commits.flatMap(\.runs)
        var whole = runs[0].run
        for run in runs.dropFirst() { whole = try whole.joined(with: run.run) }
        return Story.Party(
            clusterKey: self.clusterKey,
            recoveryKey: self.recoveryKey,
            nodeKey: self.nodeKey,
            chain: self.chain,
            log: self.log,
            run: whole,
            leafHashes: runs.flatMap(\.leafHashes),
            decoded: runs.flatMap(\.decoded),
            checkpoints: self.commits.flatMap(\.checkpoints)
        )
    }
}

/// Counts up, so that fresh salt nodes can be told apart on paper: the first is 00…01 00…02, the next 00…03 00…04.
private struct CountingGenerator: RandomNumberGenerator {
    var last: UInt64

    mutating func next() -> UInt64 {
        self.last += 1
        return self.last
    }
}
