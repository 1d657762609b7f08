import SplotLog
import SplotMerge

/// The task that sends frames, each when the connection has room for it.
struct SessionWriter<Channel: ByteChannel, DriverClock: Clock>: Sendable where DriverClock.Duration == Duration {
    /// The most bytes that are given to the connection at once.
    private static var pieceBytes: Int { 64 * 1_024 }

    let driver: SessionDriver<Channel, DriverClock>
    let conversation: Conversation<DriverClock.Instant>

    func run() async {
        var changes = self.conversation.changes.makeAsyncIterator()
        while true {
            switch self.conversation.update(byWriter: true, { $0.nextStep() }) {
            case .send(let frame):
                guard await self.send(frame.raw.bytes) else { return }
            case .takeInventory(let peer):
                await self.ask { replica in
                    let inventory = try await replica.inventory(for: peer)
                    return { $0.took(inventory) }
                }
            case .compareRoot(let log, let size):
                await self.ask { replica in
                    let root = try await replica.root(of: log, at: size)
                    return { $0.compared(root: root) }
                }
            case .loadEvidence(let log, let listing):
                await self.ask { replica in
                    let evidence = try await replica.evidence(of: log, against: listing)
                    return { $0.loaded(evidence) }
                }
            case .remember(let memory, let peer):
                await self.ask { replica in
                    try await replica.remember(memory, of: peer)
                    return { $0.remembered() }
                }
            case .loadStatements(let cluster, let from):
                await self.ask { replica in
                    let statements = try await replica.statements(of: cluster, from: from)
                    return { $0.loaded(statements) }
                }
            case .loadBatch(let log, let from):
                await self.ask { replica in
                    let batch = try await replica.batch(of: log, from: from)
                    return { $0.loaded(batch) }
                }
            case .wait:
                guard await changes.next() != nil else { return }
            case .finish:
                return
            }
        }
    }

    private func send(_ bytes: [UInt8]) async -> Bool {
        do {
            var rest = bytes[...]
            while !rest.isEmpty {
                // Piece by piece, so that a large frame on a slow line is seen to move.
                let piece = rest.prefix(Self.pieceBytes)
                rest = rest.dropFirst(piece.count)
                try await self.driver.channel.send(Array(piece))
                self.conversation.sent(piece.count, now: self.driver.clock.now)
            }
            return true
        } catch {
            // The connection is closed: the reader finds the same, after what the peer may have said last.
            return false
        }
    }

    private func ask(_ body: (any Replica) async throws -> (inout Session) -> Void) async {
        do {
            let change = try await body(self.driver.replica)
            self.conversation.update(byWriter: true, change)
        } catch let error as Refusal {
            self.conversation.failed(error, Violation(.badData, error.reason))
        } catch {
            self.conversation.failed(error, Violation(.internalError, "the other node could not read what it holds"))
        }
    }
}
