import SplotLog
import SplotMerge
import SplotTesting

/// A cluster with one node, made from a seed.
struct LogFixture {
    let clusterKey: SigningKey
    let nodeKey: SigningKey
    let recoveryKey: SigningKey
    let founding: Statement
    let inception: Inception
    var author: LogAuthor
    var generator: SeededGenerator
    var commits: [LogAuthor.Commit] = []

    init(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        self.clusterKey = try SigningKey.generate(using: &generator)
        self.recoveryKey = try SigningKey.generate(using: &generator)
        self.nodeKey = try SigningKey.generate(using: &generator)
        self.founding = try Statement.sign(
            .found(
                key: self.clusterKey.publicKey,
                recoveryHash: Statement.recoveryHash(of: self.recoveryKey.publicKey),
                name: "Klaster \(seed)"
            ),
            after: nil,
            time: 1_700_000_000,
            with: self.clusterKey
        )
        self.inception = Inception(
            time: 1_700_000_001,
            cluster: self.founding.cluster,
            key: self.nodeKey.publicKey,
            name: "biuro",
            nonce: Salt.random(using: &generator).bytes
        )
        self.author = try LogAuthor(head: LogHead(inception: self.inception), key: self.nodeKey)
        self.commits.append(try self.author.begin(using: &generator))
        self.generator = generator
    }

    @discardableResult
    mutating func append(_ bodies: [EntryDraft.Body]) throws -> LogAuthor.Commit {
        let commit = try self.author.append(
            bodies.map { EntryDraft(time: 1_700_000_002, body: $0) },
            using: &self.generator
        )
        self.commits.append(commit)
        return commit
    }

    var log: LogID { self.inception.log }

    var runs: [EntryRun] { self.commits.flatMap(\.runs).map(\.run) }

    /// A creation with one text, whose value is CBOR text of fewer than 24 bytes.
    static func creation(_ text: String) -> EntryDraft.Body {
        .creation(
            Creation(kind: "organisation", isCommon: true),
            operations: [.set(field: "name", key: "pl", value: Self.text(text))]
        )
    }

    static func text(_ text: String) -> Content { .bytes([0x60 | UInt8(text.utf8.count)] + text.utf8) }
}
