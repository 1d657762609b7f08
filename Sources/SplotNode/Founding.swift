import FoundationEssentials
import SplotBundle
import SplotDirectory
import SplotLog
import SplotMerge
import SplotStore

/// All that a new cluster and its first node begin with.
struct Founding {
    private let clusterKey: SigningKey
    private let recoveryKey: SigningKey
    private let nodeKey: SigningKey
    private let bundleKey: BundleKey
    private let chain: StatementChain
    private let inception: Inception
    private let ownRecord: EntryDraft
    private let environment: NodeEnvironment

    init(cluster: String, node: String, language: String, environment: NodeEnvironment) throws {
        for name in [cluster, node] {
            let isPlain = name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            guard !name.isEmpty, name.utf8.count <= Limits.nameBytes, isPlain else {
                throw NodeError(.invalid, "a name is 1 to \(Limits.nameBytes) bytes long, without control characters")
            }
        }
        let time = environment.now()
        self.environment = environment
        self.clusterKey = try environment.withRandomness { try SigningKey.generate(using: &$0) }
        self.recoveryKey = try environment.withRandomness { try SigningKey.generate(using: &$0) }
        self.nodeKey = try environment.withRandomness { try SigningKey.generate(using: &$0) }
        self.bundleKey = try environment.withRandomness { try BundleKey.generate(using: &$0) }
        let founding = try Statement.sign(
            .found(
                key: self.clusterKey.publicKey,
                recoveryHash: Statement.recoveryHash(of: self.recoveryKey.publicKey),
                name: cluster
            ),
            after: nil,
            time: time,
            with: self.clusterKey
        )
        self.inception = Inception(
            time: time,
            cluster: founding.cluster,
            key: self.nodeKey.publicKey,
            name: node,
            nonce: environment.withRandomness { Salt.random(using: &$0).bytes }
        )
        let admission = try Statement.sign(
            .admit(nodeKey: self.nodeKey.publicKey, log: self.inception.log, name: node),
            after: founding,
            time: time,
            with: self.clusterKey
        )
        // So that every card from the first on says how to encrypt a bundle to this node.
        let receiving = try Statement.sign(
            .receive(log: self.inception.log, key: self.bundleKey.publicKey),
            after: admission,
            time: time,
            with: self.clusterKey
        )
        self.chain = try StatementChain([founding, admission, receiving])
        // Checked like any other record, so that a bad language or name is refused before anything is made.
        let writes = try Schema.standard.validate(
            kind: "cluster",
            assignments: [
                Assignment(path: "name.\(language)", text: cluster),
                Assignment(path: "identity", text: founding.cluster.description),
                Assignment(path: "type", text: "cluster"),
            ],
            creating: true,
            defaultLanguage: language
        )
        let operations = try writes.map { try EditPlanner.operation(settingWithoutLookup: $0) }
        self.ownRecord = EntryDraft(
            time: time,
            body: .creation(Creation(kind: "cluster", isCommon: false), operations: operations)
        )
    }

    /// Writes keys and database into an empty directory.
    func write(to directory: DataDirectory) async throws {
        try KeyFile.write(self.clusterKey, to: directory.clusterKey)
        try KeyFile.write(self.recoveryKey, to: directory.recoveryKey)
        try KeyFile.write(self.nodeKey, to: directory.nodeKey)
        try KeyFile.write(self.bundleKey, to: directory.bundleKey)
        let store = try Store.open(path: directory.database.path, mayCreate: true, disk: self.environment.disk)
        try await store.write { writer in
            try writer.set(Node.Setting.cluster, to: self.chain.cluster.hash.bytes)
            try writer.set(Node.Setting.log, to: self.inception.log.hash.bytes)
            try writer.set(Node.Setting.derivation, to: [Derivation.current])
            let own = StoredCluster(id: self.chain.cluster, isTrusted: true, addedAt: self.environment.now())
            try writer.put(own)
            try writer.put(self.chain)
            let transaction = try WriteTransaction(
                writer: writer,
                head: LogHead(inception: self.inception),
                key: self.nodeKey,
                environment: self.environment,
                schema: .standard
            )
            try transaction.begin()
            _ = try transaction.append([self.ownRecord])
            try transaction.merge()
        }
        // The last connection empties the write-ahead log into the database, which is then moved as one file.
        try store.close()
    }
}
