import SplotLog
import SplotMerge
import SplotTesting
import Testing

@testable import SplotStore

/// A database with a row in every table, and every way there is to read them.
struct DamageSample: Sendable {
    let key: SigningKey
    let founding: Statement
    let inception: Inception
    let run: EntryRun

    var log: LogID { self.inception.log }
    var record: RecordID { RecordID(EntryID(log: self.log, position: 1)) }

    init() throws {
        self.key = try SigningKey(seed: [UInt8](repeating: 1, count: 32))
        let hash = try #require(Bytes32(repeatElement(7, count: 32)))
        self.founding = try Statement.sign(
            .found(key: self.key.publicKey, recoveryHash: hash, name: "Klaster"),
            after: nil,
            time: 1,
            with: self.key
        )
        self.inception = Inception(
            time: 1,
            cluster: self.founding.cluster,
            key: self.key.publicKey,
            name: "node",
            nonce: [UInt8](repeating: 3, count: 16)
        )
        let others = (1..<300).map { EntryRun.Entry(header: [0x81, 0x18, UInt8($0 % 200 + 24)], slot: .none) }
        var generator = SeededGenerator(seed: 1)
        let first = EntryRun.Entry(header: self.inception.encoded, slot: .none)
        self.run = try EntryRun.fresh([first] + others, at: 0, using: &generator)
    }

    func fill(_ writer: StoreWriter) throws {
        try writer.set("a", to: [1, 2, 3])
        try writer.put(StoredCluster(id: self.founding.cluster, isTrusted: true, addedAt: 1))
        try writer.put(try StatementChain(founding: self.founding))
        var edge = RightEdge()
        for hash in self.run.leafHashes { edge.append(leafHash: hash) }
        let other = LogID(try #require(Bytes32(repeatElement(9, count: 32))))
        let numbering = try #require(LogNumbering(logs: [self.log, other]))
        let head = LogHead(inception: self.inception, edge: edge, numbering: numbering, stoppedAt: 5)
        try writer.put(StoredLog(head: head, bytes: 900))
        // Two, so that the bytes up to the one before are read as well.
        for size: UInt64 in [4_096, 8_192] {
            try writer.put(
                try Checkpoint.sign(log: self.log, size: size, root: edge.root, with: self.key),
                bytes: size
            )
        }
        let bundle = self.run.sliced(to: 0..<256)
        let root = TreeHash.root(leafHashes: bundle.leafHashes)
        try writer.put(SealedBundle(start: 0, root: root, frame: try bundle.sealed()), of: self.log)
        try writer.putTail(self.run.sliced(to: 256..<300), of: self.log)
        var peer = StoredPeer(address: "peer.example:4242", addedAt: 1)
        peer.cluster = self.founding.cluster
        peer.lastSync = 2
        peer.lastResult = "done"
        peer.entriesAtLastSync = 3
        try writer.put(peer)
        try writer.put(try self.stored(terms: ["name:a"]), replacing: nil)
    }

    private func stored(terms: [String]) throws -> StoredRecord {
        let change = Change(
            entry: self.record.creator,
            hashPrefix: 7,
            time: 1,
            creation: Creation(kind: "kind", isCommon: true),
            operations: [.set(field: "name", key: "pl", value: .bytes([0x61, 0x41]))]
        )
        return StoredRecord(
            state: RecordState(id: self.record, changes: [change]),
            uuid: [UInt8](0..<16),
            kind: "kind",
            isShown: true,
            conflicts: 2,
            suggestions: 1,
            digest: Bytes32(repeatElement(8, count: 32)),
            terms: terms
        )
    }

    /// Reads everything in every way, and gives what went wrong.
    static func errors(reading reader: StoreReader, _ sample: DamageSample) -> [any Error] {
        let log = sample.log
        let cluster = sample.founding.cluster
        let readings: [() throws -> Void] = [
            { _ = try reader.setting("a") }, { _ = try reader.entryCount(of: [cluster, cluster]) },
            { _ = try reader.structuralDamage() }, { _ = try reader.clusters() }, { _ = try reader.chain(of: cluster) },
            { _ = try reader.bundleRoots(of: log, count: 1) }, { _ = try reader.bundle(of: log, holding: 0) },
            { _ = try reader.tail(of: log) }, { _ = try reader.run(of: log, from: 5) },
            { _ = try reader.run(of: log, from: 290) }, { _ = try reader.logs() },
            { _ = try reader.logs(of: cluster) }, { _ = try reader.log(log) },
            { _ = try reader.checkpoint(of: log, beyond: 0) }, { _ = try reader.checkpoints(of: log) },
            { try reader.forEachLogName { _ = try reader.log($0) } }, { _ = try reader.peers() },
            { _ = try reader.state(of: sample.record) }, { try reader.forEachState(.all) { _ in } },
            { try reader.forEachState(.shown(kind: nil)) { _ in } },
            { try reader.forEachState(.withConflicts) { _ in } },
            { try reader.forEachState(.term("name:a")) { _ in } },
            { try reader.forEachState(.uuidPrefix("0001")) { _ in } }, { try reader.forEachDigest { _, _ in } },
            { _ = try reader.recordCounts() }, { _ = try reader.disagreementCounts() },
        ]
        return Self.errors(of: readings)
    }

    /// Writes in the ways that read before, and gives what went wrong.
    static func errors(writing writer: StoreWriter, _ sample: DamageSample) -> [any Error] {
        Self.errors(of: [
            {
                let old = try sample.stored(terms: ["name:a"])
                try writer.put(try sample.stored(terms: ["name:b"]), replacing: old)
            },
            {
                let root = TreeHash.root(leafHashes: sample.run.leafHashes)
                let checkpoint = try Checkpoint.sign(log: sample.log, size: 8_200, root: root, with: sample.key)
                try writer.put(checkpoint, bytes: 9_000)
            },
        ])
    }

    private static func errors(of actions: [() throws -> Void]) -> [any Error] {
        actions.compactMap { action in
            do {
                try action()
                return nil
            } catch {
                return error
            }
        }
    }
}
