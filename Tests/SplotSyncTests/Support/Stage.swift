import SplotLog
import SplotMerge
import SplotSync
import SplotTesting

/// A session led into one of its states by hand, with the frames of a peer that does everything right.
enum Stage: String, CaseIterable {
    case hello
    case holdings
    case resume
    case statements
    case betweenBatches
    case batch
    case afterBatch
    case goodbye

    /// The types that may arrive in this state, a goodbye aside.
    var allowed: Set<FrameType> {
        switch self {
        case .hello: [.hello]
        case .holdings: [.holdings]
        case .resume: [.resume]
        case .statements: [.statements, .log, .done]
        case .betweenBatches: [.log, .entries, .done]
        case .batch: [.entries, .checkpoint]
        case .afterBatch: [.log, .entries, .done]
        case .goodbye: []
        }
    }
}

/// What the two sides of a session led by hand hold and say.
struct Script {
    let local: FakeReplica
    let remote: FakeReplica
    let batch: Batch
    let logs: [Inventory.Log]

    init() async throws {
        (self.local, self.remote) = try await friends()
        try await self.remote.write(9)
        self.batch = try await self.remote.batch(of: self.remote.log, from: 0)
        self.logs = [
            Inventory.Log(id: self.remote.log, size: 10, root: try await self.remote.root(of: self.remote.log, at: 10))
        ]
    }

    var peer: Peer { Peer(cluster: self.remote.cluster, key: self.remote.key.publicKey) }

    func inventory(_ logs: [Inventory.Log] = []) -> Inventory {
        let chain = self.remote.chain
        return Inventory(clusters: [
            Inventory.Cluster(
                id: chain.cluster,
                statementCount: UInt64(chain.statements.count),
                lastStatement: chain.last.hash,
                isReadable: true,
                logs: logs
            )
        ])
    }

    func holding(_ logs: [Inventory.Log]?) -> Holding {
        let chain = self.remote.chain
        return Holding(
            cluster: chain.cluster,
            statementCount: UInt64(chain.statements.count),
            lastStatement: chain.last.hash,
            logs: logs
        )
    }

    /// A well-formed frame of a type.
    func frame(_ type: FrameType) -> Frame {
        switch type {
        case .hello: .hello(Hello(statements: self.remote.chain.statements, log: self.remote.log))
        case .holdings: .holdings([self.holding(self.logs)])
        case .resume: .resume([self.holding([])])
        case .statements: .statements(self.remote.cluster, from: 0, self.remote.chain.statements)
        case .log: .log(self.remote.log, of: self.remote.cluster, start: 0)
        case .entries: .entries(count: 10, run: self.batch.frames[0])
        case .checkpoint:
            .checkpoint(size: 10, root: self.batch.checkpoint.root, signature: self.batch.checkpoint.signature)
        case .done: .done
        case .goodbye: .goodbye(Goodbye(.ok))
        }
    }

    /// A session in a state.
    func session(at stage: Stage) async -> Session {
        var session = Session(
            peerKey: self.remote.key.publicKey,
            greeting: await self.local.greeting(),
            known: nil
        )
        _ = session.nextStep()
        if stage == .hello { return session }
        _ = session.received(self.frame(.hello).raw)
        _ = session.judged(.accepted(self.peer))
        _ = session.nextStep()
        session.took(self.inventory(stage == .resume ? self.logs : []))
        _ = session.nextStep()
        if stage == .holdings { return session }
        // Withholding makes the session wait for a resume.
        _ = session.received((stage == .resume ? Frame.holdings([self.holding(nil)]) : self.frame(.holdings)).raw)
        if stage == .resume || stage == .statements { return session }
        if stage == .goodbye {
            _ = session.received(Frame.done.raw)
            return session
        }
        _ = session.received(self.frame(.log).raw)
        if stage == .betweenBatches { return session }
        _ = session.received(self.frame(.entries).raw)
        if stage == .batch { return session }
        _ = session.received(self.frame(.checkpoint).raw)
        _ = session.storedBatch(self.batch, new: 10)
        return session
    }
}
