import SplotLog
import SplotMerge
import SplotSync

/// What the steps of a session ask of a replica: all that the simulation knows of it.
///
/// `SessionReader` and `SessionWriter` do the same for real connections, each in a task of its own.
struct SessionSteps {
    let replica: any Replica
    let peerKey: Bytes32
    var capabilities: Set<Capability> = []

    /// What came of a step.
    struct Outcome<Step> {
        /// Tells the session.
        var tell: (inout Session) -> Step
        /// What the replica threw.
        var failure: (any Error)?
        /// A log that the replica has said to hold up to a size.
        var promise: (log: LogID, size: UInt64)?
    }

    /// A session that has begun.
    struct Beginning: ~Copyable {
        var session: Session
        /// What the replica threw, which the session is there to tell the peer.
        var failure: (any Error)?
    }

    /// Begins a session.
    func begin() async -> Beginning {
        do {
            var known: Peer?
            switch try await self.replica.admission(of: self.peerKey, .none) {
            case .accepted(let peer): known = peer
            case .paused(let seconds): return self.refusing(.paused(seconds: seconds))
            case .unknown, .notTrusted, .notAdmitted: break
            }
            return Beginning(
                session: Session(
                    peerKey: self.peerKey,
                    cluster: self.replica.cluster,
                    known: known,
                    capabilities: self.capabilities
                )
            )
        } catch {
            var beginning = self.refusing(Violation(.internalError, "this node cannot sync now"))
            beginning.failure = error
            return beginning
        }
    }

    private func refusing(_ violation: Violation) -> Beginning {
        Beginning(session: Session(peerKey: self.peerKey, cluster: self.replica.cluster, refusing: violation))
    }

    /// Does what the reader is told.
    ///
    /// - Returns: What to tell the session; `nil` when the replica has no part in the step.
    func perform(_ step: Session.ReaderStep) async -> Outcome<Session.ReaderStep>? {
        do {
            switch step {
            case .read, .finish:
                return nil
            case .judge(let introduction):
                let admission = try await self.replica.admission(of: self.peerKey, introduction)
                return Outcome(tell: { $0.judged(admission) })
            case .storeStatements(let statements, let cluster):
                let isNew = try await self.replica.receive(statements, of: cluster)
                return Outcome(tell: { $0.storedStatements(statements.count, isNew: isNew) })
            case .store(let batch):
                let count = try await self.replica.receive(batch)
                return Outcome(
                    tell: { $0.storedBatch(batch, new: count) },
                    promise: (batch.log, batch.checkpoint.size)
                )
            case .storeFork(let evidence):
                try await self.replica.receive(evidence)
                return Outcome(tell: { $0.storedFork(evidence) })
            }
        } catch {
            let violation = Self.violation(of: error, at: step)
            return Outcome(
                tell: { session in
                    session.end(violation)
                    return .read
                },
                failure: error
            )
        }
    }

    /// Does what the writer is told.
    ///
    /// - Returns: What to tell the session; `nil` when the replica has no part in the step.
    func perform(_ step: Session.WriterStep) async -> Outcome<Void>? {
        do {
            switch step {
            case .send, .wait, .finish:
                return nil
            case .takeInventory(let peer):
                let inventory = try await self.replica.inventory(for: peer)
                return Outcome(tell: { $0.took(inventory) })
            case .compareRoot(let log, let size):
                let root = try await self.replica.root(of: log, at: size)
                return Outcome(tell: { $0.compared(root: root) })
            case .loadStatements(let cluster, let number):
                let statements = try await self.replica.statements(of: cluster, from: number)
                return Outcome(tell: { $0.loaded(statements) })
            case .loadBatch(let log, let position):
                let batch = try await self.replica.batch(of: log, from: position)
                return Outcome(tell: { $0.loaded(batch) })
            case .loadEvidence(let log, let listing):
                let evidence = try await self.replica.evidence(of: log, against: listing)
                return Outcome(tell: { $0.loaded(evidence) })
            case .remember(let memory, let peer):
                try await self.replica.remember(memory, of: peer)
                return Outcome(tell: { $0.remembered() })
            }
        } catch {
            let violation =
                (error as? Refusal).map { Violation(.badData, $0.reason) }
                ?? Violation(.internalError, "the other node could not read what it holds")
            return Outcome(tell: { $0.end(violation) }, failure: error)
        }
    }

    private static func violation(of error: any Error, at step: Session.ReaderStep) -> Violation {
        switch (step, error) {
        case (.judge, let error as LogError):
            Violation(.notAdmitted, "your statements were refused: \(error.message)")
        case (_, let error as LogError): Violation(refusing: error)
        case (_, let error as Refusal): Violation(.badData, error.reason)
        case (_, _): Violation(.internalError, "the other node could not store what it received")
        }
    }
}
