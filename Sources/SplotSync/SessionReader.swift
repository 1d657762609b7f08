import SplotLog
import SplotMerge

/// The task that takes frames from the connection and deals with one after the other.
struct SessionReader<Channel: ByteChannel, DriverClock: Clock>: Sendable where DriverClock.Duration == Duration {
    let driver: SessionDriver<Channel, DriverClock>
    let conversation: Conversation<DriverClock.Instant>

    func run() async {
        var frames = FrameSplitter()
        var chunks = self.driver.channel.inbound.makeAsyncIterator()
        var step = Session.ReaderStep.read
        while true {
            switch step {
            case .read:
                step = await self.read(&frames, &chunks)
            case .judge(let introduction):
                step = await self.judge(introduction)
            case .storeStatements(let statements, let cluster):
                step = await self.ask { replica in
                    let isNew = try await replica.receive(statements, of: cluster)
                    return { $0.storedStatements(statements.count, isNew: isNew) }
                }
            case .store(let batch):
                step = await self.ask { replica in
                    let count = try await replica.receive(batch)
                    return { $0.storedBatch(batch, new: count) }
                }
            case .storeFork(let evidence):
                step = await self.ask { replica in
                    try await replica.receive(evidence)
                    return { $0.storedFork(evidence) }
                }
            case .finish:
                return
            }
        }
    }

    private func read(
        _ frames: inout FrameSplitter,
        _ chunks: inout Channel.Inbound.AsyncIterator
    ) async -> Session.ReaderStep {
        do {
            while true {
                if let frame = try frames.next(limit: self.conversation.frameLimit) {
                    self.noteMovement(ofType: frame.type)
                    return self.conversation.update { $0.received(frame) }
                }
                guard let chunk = await self.nextChunk(&chunks) else {
                    return self.conversation.update { $0.streamEnded() }
                }
                frames.append(chunk)
                if let type = frames.nextType { self.noteMovement(ofType: type) }
            }
        } catch {
            _ = self.conversation.update { $0.unreadable(error) }
            // Nothing more can be made out, but closing now could destroy the goodbye on its way.
            while await self.nextChunk(&chunks) != nil {}
            return self.conversation.update { $0.streamEnded() }
        }
    }

    /// Counts bytes of a frame as movement.
    ///
    /// A part of one is enough: a large one takes its time on a slow line. Frames that are passed over count for
    /// nothing, or they would hold a session open for ever.
    private func noteMovement(ofType type: UInt8) {
        guard FrameType(rawValue: type) != nil else { return }
        self.conversation.moved(now: self.driver.clock.now)
    }

    /// The next bytes; `nil` when the connection is closed or broken, which comes to the same.
    private func nextChunk(_ chunks: inout Channel.Inbound.AsyncIterator) async -> [UInt8]? {
        guard let chunk = try? await chunks.next() else { return nil }
        self.conversation.arrived(chunk.count)
        return chunk
    }

    private func judge(_ introduction: Introduction) async -> Session.ReaderStep {
        do {
            let admission = try await self.driver.replica.admission(of: self.driver.peerKey, introduction)
            if case .accepted = admission { self.conversation.accepted(now: self.driver.clock.now) }
            return self.conversation.update { $0.judged(admission) }
        } catch let error as LogError {
            self.conversation.failed(error, Violation(.notAdmitted, "your statements were refused: \(error.message)"))
        } catch {
            self.conversation.failed(error, Violation(.internalError, "the other node could not judge who you are"))
        }
        return .read
    }

    /// Has the replica store something, and tells the session.
    private func ask(
        _ body: (any Replica) async throws -> (inout Session) -> Session.ReaderStep
    ) async -> Session.ReaderStep {
        do {
            return self.conversation.update(try await body(self.driver.replica))
        } catch let error as LogError {
            self.conversation.failed(error, Violation(refusing: error))
        } catch let error as Refusal {
            self.conversation.failed(error, Violation(.badData, error.reason))
        } catch {
            self.conversation.failed(
                error,
                Violation(.internalError, "the other node could not store what it received")
            )
        }
        return .read
    }
}
