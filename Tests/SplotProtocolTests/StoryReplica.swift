import SplotLog
import SplotMerge
import SplotSync

/// One of the story's nodes, holding a part of it.
struct StoryReplica: Replica {
    let own: Story.Party
    let other: Story.Party
    let chains: [StatementChain]
    /// How much of each log is held.
    let sizes: [LogID: UInt64]

    /// What both sides agreed on when they last met; `nil` when they never did.
    let agreed: Frontier?

    var cluster: ClusterID { self.own.chain.cluster }

    func admission(of key: Bytes32, _ introduction: Introduction) -> Admission {
        if self.agreed == nil {
            switch introduction {
            case .none, .claim: return .unknown
            case .statements: break
            }
        }
        return .accepted(Peer(cluster: self.other.chain.cluster, key: key))
    }

    func inventory(for peer: Peer) -> Inventory {
        var inventory = Inventory(
            clusters: self.chains.map { chain in
                let party = self.party(of: chain.cluster)
                let size = self.sizes[party.log] ?? 0
                let checkpoint = party.checkpoints.first { $0.size == size }
                return Inventory.Cluster(
                    id: chain.cluster,
                    chain: ChainHead(count: UInt64(chain.statements.count), last: chain.last.hash),
                    isReadable: true,
                    logs: [
                        Listing(
                            id: party.log,
                            standing: .held(size: size, root: party.root(at: Int(size))),
                            signature: checkpoint?.signature ?? []
                        )
                    ]
                )
            }
        )
        inventory.memory = self.agreed.map { PeerMemory(offer: inventory.offer(with: $0), agreed: $0) }
        return inventory
    }

    func remember(_ memory: PeerMemory, of peer: Peer) {}

    func evidence(of log: LogID, against listing: Listing) -> ForkEvidence? { nil }

    func receive(_ evidence: ForkEvidence) throws { throw Refusal("there is no fork in this story") }

    func ended(_ report: SyncReport) {}

    func root(of log: LogID, at size: UInt64) -> Bytes32? { self.party(writing: log).root(at: Int(size)) }

    func statements(of cluster: ClusterID, from number: UInt64) -> [Statement] {
        Array((self.chains.first { $0.cluster == cluster }?.statements ?? []).dropFirst(Int(number)))
    }

    func batch(of log: LogID, from position: UInt64) throws -> Batch? {
        let party = self.party(writing: log)
        guard let checkpoint = party.checkpoints.first(where: { $0.size > position }) else {
            throw LogError(.outOfRange, "the position is not held")
        }
        let run = party.run.sliced(to: position..<checkpoint.size)
        return Batch(
            log: log,
            cluster: party.chain.cluster,
            start: position,
            frames: [Self.stored(run.encoded)],
            checkpoint: checkpoint
        )
    }

    func receive(_ statements: [Statement], of cluster: ClusterID) throws -> Bool {
        guard let held = self.chains.first(where: { $0.cluster == cluster }) else { throw Refusal("not trusted") }
        if statements.first?.number == 0 { return try StatementChain(statements).isPreferred(to: held) }
        var chain = held
        for statement in statements { try chain.append(statement) }
        return true
    }

    func receive(_ batch: Batch) throws -> Int {
        let party = self.party(writing: batch.log)
        guard case .inception(let inception) = party.decoded[0] else { throw Refusal("no inception") }
        var head = LogHead(inception: inception)
        _ = try head.append(party.run.sliced(to: 0..<batch.start))
        let runs = try batch.frames.map { try EntryRun(sealed: $0, start: batch.start) }
        return try head.append(runs, upTo: batch.checkpoint).reduce(0) { $0 + $1.run.entries.count }
    }

    private func party(of cluster: ClusterID) -> Story.Party {
        cluster == self.own.chain.cluster ? self.own : self.other
    }

    private func party(writing log: LogID) -> Story.Party { log == self.own.log ? self.own : self.other }

    /// A zstd frame of one raw block (RFC 8878 §3.1.1.2.2): valid, and the same whatever version of zstd is installed.
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        let size =
            bytes.count < 256
            ? [0x20, UInt8(bytes.count)]
            : [0x60, UInt8((bytes.count - 256) & 0xff), UInt8((bytes.count - 256) >> 8)]
        let block = bytes.count << 3 | 1
        return [0x28, 0xb5, 0x2f, 0xfd] + size
            + [UInt8(block & 0xff), UInt8(block >> 8 & 0xff), UInt8(block >> 16)] + bytes
    }
}
