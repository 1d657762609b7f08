package import SplotLog
package import SplotMerge
package import SplotSync

/// A node's part in a sync session, in memory: real keys, statements, entries and checkpoints, no store and no merge.
package actor FakeReplica: Replica {
    /// The node key.
    package nonisolated let key: SigningKey
    /// The own cluster's statements.
    package nonisolated let chain: StatementChain
    /// The log that the node writes.
    package nonisolated let log: LogID

    private let clusterKey: SigningKey
    private let recoveryKey: SigningKey
    private var generator: SeededGenerator
    private var author: LogAuthor
    private var chains: [ClusterID: StatementChain]
    private var readers: [ClusterID: Set<ClusterID>] = [:]
    private var logs: [LogID: HeldLog] = [:]
    private var forks: [LogID: ForkEvidence] = [:]
    private var memories: [Bytes32: PeerMemory] = [:]
    private var spoil: (@Sendable (Batch) -> Batch)?

    /// Founds a cluster with one node.
    ///
    /// - Parameters:
    ///   - name: What both are called.
    ///   - seed: The same seed gives the same keys and log, so that two replicas of one seed can fork it.
    ///   - isAdmitted: Whether the cluster admits the node.
    /// - Throws: `LogError` when the name is too long.
    package init(name: String, seed: UInt64, isAdmitted: Bool = true) throws {
        var generator = SeededGenerator(seed: seed)
        let clusterKey = try SigningKey.generate(using: &generator)
        let recoveryKey = try SigningKey.generate(using: &generator)
        let key = try SigningKey.generate(using: &generator)
        let recoveryHash = Statement.recoveryHash(of: recoveryKey.publicKey)
        let founding = try Statement.sign(
            .found(key: clusterKey.publicKey, recoveryHash: recoveryHash, name: name),
            after: nil,
            time: 1_700_000_000,
            with: clusterKey
        )
        let inception = Inception(
            time: 1_700_000_001,
            cluster: founding.cluster,
            key: key.publicKey,
            name: name,
            nonce: (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        )
        var chain = try StatementChain(founding: founding)
        if isAdmitted {
            try chain.append(
                Statement.sign(
                    .admit(nodeKey: key.publicKey, log: inception.log, name: name),
                    after: founding,
                    time: 1_700_000_002,
                    with: clusterKey
                )
            )
        }
        var author = try LogAuthor(head: LogHead(inception: inception), key: key)
        let commit = try author.begin(using: &generator)
        self.key = key
        self.chain = chain
        self.log = inception.log
        self.clusterKey = clusterKey
        self.recoveryKey = recoveryKey
        self.generator = generator
        self.author = author
        self.chains = [chain.cluster: chain]
        self.logs = [inception.log: try HeldLog(cluster: chain.cluster, commit: commit)]
    }

    /// The own cluster.
    package nonisolated var cluster: ClusterID { self.chain.cluster }

    /// Trusts a cluster, as by its card.
    package func trust(_ chain: StatementChain) { self.chains[chain.cluster] = chain }

    /// Says which clusters may read a cluster's logs, as far as this node knows; everyone until then.
    package func restrict(_ cluster: ClusterID, to readers: Set<ClusterID>) { self.readers[cluster] = readers }

    /// Lets the cluster make one more statement.
    package func state(_ act: Statement.Act) throws {
        var chain = self.chains[self.cluster] ?? self.chain
        try chain.append(Statement.sign(act, after: chain.last, time: 1_700_000_003, with: self.clusterKey))
        self.chains[self.cluster] = chain
    }

    /// Lets the cluster take its key back with the recovery key; the same key goes on.
    package func recover() throws {
        var chain = self.chains[self.cluster] ?? self.chain
        let act = Statement.Act.rotate(
            key: self.clusterKey.publicKey,
            recoveryHash: Statement.recoveryHash(of: self.recoveryKey.publicKey),
            recoveryKey: self.recoveryKey.publicKey
        )
        try chain.append(Statement.sign(act, after: chain.last, time: 1_700_000_004, with: self.recoveryKey))
        self.chains[self.cluster] = chain
    }

    /// The statements of a cluster that are held.
    package func chain(of cluster: ClusterID) -> StatementChain? { self.chains[cluster] }

    /// Writes entries to the own log, in one commit.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - text: What they say; at most 23 bytes.
    /// - Throws: `LogError` when the log has reached a limit.
    package func write(_ count: Int, text: String = "x") throws {
        // A CBOR text string of less than 24 bytes has its length in its first byte.
        let value = [0x60 | UInt8(min(23, text.utf8.count))] + text.utf8.prefix(23)
        let draft = EntryDraft(
            time: 1_700_000_010,
            body: .creation(
                Creation(kind: "note", isCommon: false),
                operations: [.set(field: "title", key: nil, value: .bytes(value))]
            )
        )
        try self.write(Array(repeating: draft, count: count))
    }

    /// Writes entries to the own log, in one commit.
    ///
    /// - Parameter drafts: What they say.
    /// - Throws: `LogError` when the log has reached a limit.
    package func write(_ drafts: [EntryDraft]) throws {
        let commit = try self.author.append(drafts, using: &self.generator)
        try self.logs[self.log]?.append(commit)
    }

    /// Holds what another replica has written, without a sync.
    ///
    /// - Throws: `LogError` when its log is not what it signed.
    package func copy(_ other: FakeReplica) async throws {
        self.chains[other.cluster] = other.chain
        self.logs[other.log] = try await other.held(other.log)
    }

    /// Loses a log, as after a restore.
    package func lose(_ log: LogID) { self.logs[log] = nil }

    /// Changes every batch on its way out.
    package func spoilBatches(_ spoil: @escaping @Sendable (Batch) -> Batch) { self.spoil = spoil }

    /// How many entries of a log are held.
    package func size(of log: LogID) -> UInt64 { self.logs[log]?.size ?? 0 }

    /// How many statements of a cluster are held.
    package func statementCount(of cluster: ClusterID) -> Int { self.chains[cluster]?.statements.count ?? 0 }

    /// See ``Replica/admission(of:_:)``.
    package func admission(of key: Bytes32, _ introduction: Introduction) -> Admission {
        switch introduction {
        case .none:
            let known = self.chains.values.first { Self.admits($0, key) }
            return known.map { .accepted(Peer(cluster: $0.cluster, key: key)) } ?? .unknown
        case .claim(let cluster):
            guard let chain = self.chains[cluster] else { return .notTrusted }
            return Self.admits(chain, key) ? .accepted(Peer(cluster: cluster, key: key)) : .unknown
        case .statements(let statements):
            guard let shown = try? StatementChain(statements) else { return .notAdmitted }
            guard let held = self.chains[shown.cluster] else { return .notTrusted }
            let chain = shown.isPreferred(to: held) ? shown : held
            self.chains[chain.cluster] = chain
            return Self.admits(chain, key) ? .accepted(Peer(cluster: chain.cluster, key: key)) : .notAdmitted
        }
    }

    private static func admits(_ chain: StatementChain, _ key: Bytes32) -> Bool {
        chain.admitted.contains { $0.value == key && chain.closed[$0.key] == nil }
    }

    /// See ``Replica/inventory(for:)``.
    package func inventory(for peer: Peer) -> Inventory {
        var logs: [ClusterID: [Listing]] = [:]
        for (log, held) in self.logs where self.forks[log] == nil {
            logs[held.cluster, default: []].append(held.listing(of: log))
        }
        for (log, evidence) in self.forks {
            logs[evidence.cluster, default: []].append(Listing(id: log, standing: .forked))
        }
        return Inventory(
            clusters: self.chains.values.map { chain in
                Inventory.Cluster(
                    id: chain.cluster,
                    chain: ChainHead(count: UInt64(chain.statements.count), last: chain.last.hash),
                    isReadable: self.readers[chain.cluster]?.contains(peer.cluster) ?? true,
                    logs: logs[chain.cluster] ?? []
                )
            },
            memory: self.memories[peer.key]
        )
    }

    /// See ``Replica/remember(_:of:)``.
    package func remember(_ memory: PeerMemory, of peer: Peer) { self.memories[peer.key] = memory }

    /// Forgets what is remembered of all peers, or puts something else in its place.
    package func forget(_ change: @Sendable (PeerMemory) -> PeerMemory? = { _ in nil }) {
        self.memories = self.memories.compactMapValues(change)
    }

    /// See ``Replica/evidence(of:against:)``.
    package func evidence(of log: LogID, against listing: Listing) throws -> ForkEvidence? {
        if let known = self.forks[log] { return known }
        guard let evidence = try self.held(log).evidence(of: log, against: listing) else { return nil }
        try self.receive(evidence)
        return evidence
    }

    /// See ``Replica/receive(_:)-(ForkEvidence)``.
    package func receive(_ evidence: ForkEvidence) throws {
        guard let key = self.chains[evidence.cluster]?.admitted[evidence.log], evidence.isValid(key: key) else {
            throw Refusal("what came as proof of a fork proves nothing")
        }
        self.forks[evidence.log] = evidence
    }

    /// The logs that are known to be forked.
    package var forked: Set<LogID> { Set(self.forks.keys) }

    /// See ``Replica/ended(_:)``.
    package func ended(_ report: SyncReport) {}

    /// See ``Replica/root(of:at:)``.
    package func root(of log: LogID, at size: UInt64) throws -> Bytes32? { try self.held(log).root(at: size) }

    /// See ``Replica/statements(of:from:)``.
    package func statements(of cluster: ClusterID, from number: UInt64) -> [Statement] {
        Array((self.chains[cluster]?.statements ?? []).dropFirst(Int(clamping: number)))
    }

    /// See ``Replica/batch(of:from:)``.
    package func batch(of log: LogID, from position: UInt64) throws -> Batch? {
        // Nothing of a forked log travels.
        guard self.forks[log] == nil else { return nil }
        let batch = try self.held(log).batch(of: log, from: position)
        return self.spoil?(batch) ?? batch
    }

    /// See ``Replica/receive(_:of:)``.
    package func receive(_ statements: [Statement], of cluster: ClusterID) throws -> Bool {
        guard var held = self.chains[cluster] else { throw Refusal("the cluster is not trusted") }
        if statements.first?.number == 0 {
            let shown = try StatementChain(statements)
            guard shown.isPreferred(to: held) else { return false }
            self.chains[cluster] = shown
            return true
        }
        let new = statements.filter { $0.number >= UInt64(held.statements.count) }
        for statement in new { try held.append(statement) }
        self.chains[cluster] = held
        return !new.isEmpty
    }

    /// See ``Replica/receive(_:)``.
    package func receive(_ batch: Batch) throws -> Int {
        guard self.chains[batch.cluster]?.admitted[batch.log] != nil else { throw Refusal("the log is not admitted") }
        // It may have been found to be forked while the batch was under way.
        guard self.forks[batch.log] == nil else { return 0 }
        var held = try self.logs[batch.log] ?? HeldLog(cluster: batch.cluster, first: batch)
        let count = try held.append(batch)
        self.logs[batch.log] = held
        return count
    }

    private func held(_ log: LogID) throws -> HeldLog {
        guard let held = self.logs[log] else { throw LogError(.outOfRange, "the log is not held") }
        return held
    }
}
