import SplotBundle
import SplotCBOR
import SplotLog
import SplotMerge

/// Two clusters with a node each, made from fixed seeds: what all worked examples are about.
struct Story {
    /// One cluster, its node and its log.
    struct Party {
        var clusterKey: SigningKey
        var recoveryKey: SigningKey
        var nodeKey: SigningKey
        var chain: StatementChain
        var log: LogID
        var run: EntryRun
        var leafHashes: [Bytes32]
        var decoded: [DecodedEntry]
        var checkpoints: [Checkpoint]

        /// The root of the log's tree at a size.
        func root(at size: Int) -> Bytes32 { TreeHash.root(leafHashes: Array(self.leafHashes.prefix(size))) }
    }

    /// The first cluster; its log has eight entries.
    let first: Party
    /// The second cluster; its log has three entries.
    let second: Party
    /// The first cluster's statements with those that follow what its log says: the order that erases two payloads, and
    /// the key that bundles are encrypted to.
    let erasing: StatementChain

    /// The federation that trusts both.
    var federation: Federation {
        Federation(clusters: [self.first.log: self.first.chain.cluster, self.second.log: self.second.chain.cluster])
    }

    /// The two records, as everything in both logs makes them.
    var records: [RecordState] {
        var states: [RecordID: RecordState] = [:]
        for case .change(let record, let change) in self.first.decoded + self.second.decoded {
            states[record, default: RecordState(id: record)].insert(change)
        }
        return states.values.sorted { $0.id < $1.id }
    }

    init() throws {
        var second = try PartyMaker(name: "Drugi Klaster", seed: 0x10, salts: 0x1000, time: 1_790_001_000)
        try second.commit([.creation(Self.common, operations: Self.secondCreation)])
        try second.commit([.change(second.record(1), context: [], operations: [Self.set("website", Self.newSite)])])
        let other = try second.finished()

        var first = try PartyMaker(name: "Pierwszy Klaster", seed: 0, salts: 0, time: 1_790_000_000)
        let record = first.record(1)
        try first.commit([
            .creation(Self.common, operations: Self.firstCreation),
            .change(record, context: [], operations: [Self.set("website", "https://szpital.example/")]),
            .change(record, context: [], operations: Self.phones),
        ])
        let shown = ContextItem(
            entry: EntryID(log: other.log, position: 1),
            hashPrefix: other.leafHashes[1].prefix4
        )
        let removed = ElementID(entry: EntryID(log: first.log, position: 3), index: 0)
        first.time = 1_790_002_000
        try first.commit([
            .change(second.record(1), context: [shown], operations: Self.foreignEdit),
            .change(record, context: [], operations: [.remove(field: "otherPhones", elements: [removed]), Self.email]),
            .change(record, context: [], operations: [.delete]),
        ])
        try first.state(.admit(nodeKey: Self.key(0x04).publicKey, log: Self.secondLog(first), name: "filia"))
        self.first = try first.finished()
        try first.state(.erase(log: first.log, ranges: [3..<4, 6..<7]))
        try first.state(.receive(log: first.log, key: Self.bundleKey(0x05).publicKey))
        self.erasing = first.chain
        self.second = other
    }

    /// A key whose seed is one byte, 32 times.
    static func key(_ byte: UInt8) throws -> SigningKey { try SigningKey(seed: Array(repeating: byte, count: 32)) }

    /// A key for bundles whose bytes are one byte, 32 times.
    static func bundleKey(_ byte: UInt8) throws -> BundleKey {
        try BundleKey(privateKey: Array(repeating: byte, count: 32))
    }

    /// Whether this platform's Ed25519 signs as RFC 8032 §5.1.6 says, without randomness of its own.
    static let signsDeterministically: Bool = {
        guard let key = try? Self.key(0x01), let signature = try? key.sign([0x53]) else { return false }
        return (try? key.sign([0x53])) == signature
    }()

    private static func secondLog(_ first: PartyMaker) throws -> LogID {
        Inception(
            time: first.time,
            cluster: first.chain.cluster,
            key: try Self.key(0x04).publicKey,
            name: "filia",
            nonce: Array(repeating: 0xa1, count: 16)
        )
        .log
    }
}

/// What is written in the story.
extension Story {
    private static let newSite = "https://www.drugi.example/"
    private static let common = Creation(kind: "organisation", isCommon: true)
    private static let firstCreation = [
        Self.set("name", key: "en", "Example Hospital"), Self.set("name", key: "pl", "Szpital Przykładowy"),
    ]
    private static let secondCreation = [
        Self.set("name", key: "pl", "Drugi Szpital"), Self.set("website", "http://drugi.example/"),
    ]
    private static let phones = [
        Self.add("otherPhones", "+48 56 100 00 00"), Self.add("otherPhones", "+48 56 200 00 00"),
    ]
    private static let email = Self.add("otherEmails", "biuro@szpital.example")
    private static let foreignEdit = [
        Self.set("address", key: "city", "Toruń"), Self.set("website", "https://drugi.example/"),
        Operation.clear(field: "size", key: nil),
    ]

    static func text(_ text: String) -> [UInt8] {
        var writer = CBORWriter()
        writer.text(text)
        return writer.bytes
    }

    private static func set(_ field: String, key: String? = nil, _ text: String) -> Operation {
        .set(field: field, key: key, value: .bytes(Self.text(text)))
    }

    private static func add(_ field: String, _ text: String) -> Operation {
        .add(field: field, value: .bytes(Self.text(text)))
    }
}
