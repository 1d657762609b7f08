import SplotLog
import SplotMerge
import SplotSync
import SplotTesting

/// What the two sides of a session led by hand hold and say.
struct Script {
    let local: FakeReplica
    let remote: FakeReplica
    let batch: Batch
    let logs: [Listing]

    init() async throws {
        (self.local, self.remote) = try await friends()
        try await self.remote.write(9)
        self.batch = try await self.remote.batch(of: self.remote.log, from: 0).unwrapped
        self.logs = [
            Listing(
                id: self.remote.log,
                standing: .held(size: 10, root: self.batch.checkpoint.root),
                signature: self.batch.checkpoint.signature
            )
        ]
    }

    var peer: Peer { Peer(cluster: self.remote.cluster, key: self.remote.key.publicKey) }

    /// What is held here of the peer's cluster: its logs, and so many of its two statements.
    func inventory(_ logs: [Listing] = [], statementCount: Int = 2, memory: PeerMemory? = nil) -> Inventory {
        let cluster = Inventory.Cluster(
            id: self.remote.cluster,
            chain: self.chain(statementCount),
            isReadable: true,
            logs: logs
        )
        return Inventory(clusters: [cluster], memory: memory)
    }

    func chain(_ count: Int = 2) -> ChainHead {
        ChainHead(count: UInt64(count), last: self.remote.chain.statements[count - 1].hash)
    }

    func holding(_ logs: [Listing]?) -> Holding {
        Holding(cluster: self.remote.cluster, chain: self.chain(), logs: logs)
    }

    /// What both hold, if that is so many entries of the remote log.
    func frontier(_ logs: [Listing]) -> Frontier {
        let logs = logs.map { Frontier.Log(id: $0.id, standing: $0.standing) }
        return Frontier(clusters: [Frontier.Cluster(id: self.remote.cluster, chain: self.chain(), logs: logs)])
    }

    /// A memory of having agreed on nothing but the statements.
    var memory: PeerMemory {
        PeerMemory(offer: self.inventory().offer(with: self.frontier([])), agreed: self.frontier([]))
    }

    /// A well-formed frame of a type.
    func frame(_ type: FrameType) throws -> Frame {
        switch type {
        case .hello: .hello(Hello(capabilities: [.live], cluster: self.remote.cluster))
        case .ask: .ask
        case .statements: .statements(self.remote.cluster, from: 0, self.remote.chain.statements)
        case .opening: .opening(Opening(base: nil))
        case .holdings: .holdings([self.holding(self.logs)], isLast: true)
        case .resume: .resume([self.holding([])], isLast: true)
        case .log: .log(self.remote.log, start: 0)
        case .entries: .entries(count: 10, run: self.batch.frames[0])
        case .checkpoint: .checkpoint(nil)
        case .fork: .fork(self.evidence)
        case .done: .done(again: false)
        case .goodbye: .goodbye(Goodbye(.ok))
        }
    }

    /// Something that looks like proof of a fork, and proves nothing.
    var evidence: ForkEvidence {
        ForkEvidence(
            cluster: self.remote.cluster,
            smaller: self.batch.checkpoint,
            larger: self.batch.checkpoint,
            root: self.batch.checkpoint.root,
            path: []
        )
    }

    /// A session in a state, of a side that holds so many of the peer's two statements.
    func session(at stage: Stage, statementCount: Int = 2) throws -> Session {
        var session = Session(
            peerKey: self.remote.key.publicKey,
            cluster: self.local.cluster,
            known: nil,
            capabilities: stage == .resting ? [.live] : []
        )
        _ = session.nextStep()
        if stage == .hello { return session }
        _ = session.received(try self.frame(.hello).raw)
        if stage == .introduction {
            _ = session.judged(.unknown)
            _ = session.nextStep()
            return session
        }
        _ = session.judged(.accepted(self.peer))
        _ = session.nextStep()
        let isRemembered = stage == .passingOver || stage == .resting
        session.took(
            self.inventory(
                stage == .resume ? self.logs : [],
                statementCount: statementCount,
                memory: isRemembered ? self.memory : nil
            )
        )
        _ = session.nextStep()
        if stage == .opening { return session }
        if isRemembered {
            // The changes do not come to the digest that is named; or there are none.
            let changed = Opening(
                base: self.memory.agreed.digest,
                digest: TreeHash.empty,
                changes: [Holding(cluster: self.remote.cluster, chain: nil, logs: self.logs)]
            )
            let opening = stage == .passingOver ? changed : Opening(base: self.memory.agreed.digest)
            _ = session.received(Frame.opening(opening).raw)
            if stage == .resting { _ = session.nextStep() }
            return session
        }
        try self.lead(&session, to: stage)
        return session
    }

    /// Leads a session that has opened its round through a listing.
    private func lead(_ session: inout Session, to stage: Stage) throws {
        _ = session.received(try self.frame(.opening).raw)
        _ = session.nextStep()
        if stage == .holdings { return }
        // Withholding makes the session wait for a resume.
        let holdings = Frame.holdings([self.holding(nil)], isLast: true)
        _ = session.received(stage == .resume ? holdings.raw : try self.frame(.holdings).raw)
        if stage == .resume || stage == .statements { return }
        if stage == .afterDone {
            _ = session.received(try self.frame(.done).raw)
            return
        }
        _ = session.received(try self.frame(.log).raw)
        if stage == .betweenBatches { return }
        _ = session.received(try self.frame(.entries).raw)
        if stage == .batch { return }
        _ = session.received(try self.frame(.checkpoint).raw)
        _ = session.storedBatch(self.batch, new: 10)
    }
}

extension Optional {
    /// The value; a test that needs it fails when there is none.
    var unwrapped: Wrapped {
        get throws {
            guard let value = self else { throw Missing() }
            return value
        }
    }
}

private struct Missing: Error {}
