public import Logging
import SplotMerge
import SplotStore
import SplotSync
import SplotTransport

extension Node {
    /// Answers other nodes, and keeps sessions to the known peers open, until the task is cancelled.
    ///
    /// What is new here, whoever on this machine has written it, goes out within a second to all that stay. A peer that
    /// was added or removed meanwhile is called, or called no more.
    ///
    /// - Parameters:
    ///   - address: Where to listen; port 0 for any that is free.
    ///   - isCalling: Whether to call the known peers; otherwise only those that call are answered.
    ///   - logger: Where to log; each line carries the peer's address.
    ///   - ready: Told the address that is listened on.
    /// - Throws: `TransportError` when the address cannot be listened on, `StoreError` when the database cannot be read.
    public func serve(
        on address: PeerAddress,
        isCalling: Bool = true,
        logger: Logger,
        ready: @escaping @Sendable (PeerAddress) -> Void = { _ in }
    ) async throws {
        let clock = ContinuousClock()
        let board = NewsBoard()
        let incoming = LiveSessions()
        let listener = try Listener(
            host: address.host,
            port: address.port,
            key: self.key,
            replica: NodeReplica(node: self),
            clock: clock,
            logger: logger
        )
        let staying = Staying(
            news: { board.read() },
            onFirstRound: { incoming.began($0) },
            onEnd: { incoming.ended($0) }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await listener.run(
                    staying: staying,
                    onBound: { port in
                        var bound = address
                        bound.port = port
                        ready(bound)
                    }
                )
            }
            let changes = self.changes(clock: clock)
            group.addTask { for await _ in changes { board.tick() } }
            if isCalling {
                let dialer = try Dialer(key: self.key, replica: NodeReplica(node: self), clock: clock, logger: logger)
                group.addTask {
                    try await self.call(by: dialer, board: board, incoming: incoming, clock: clock, logger: logger)
                }
            }
            defer { board.close() }
            // Whichever ends first, by an error or because all are cancelled, ends the others.
            try await group.next()
            group.cancelAll()
        }
    }

    /// Keeps one call going for each known peer.
    private func call<CallingClock: Clock>(
        by dialer: Dialer<CallingClock>,
        board: NewsBoard,
        incoming: LiveSessions,
        clock: CallingClock,
        logger: Logger
    ) async throws where CallingClock.Duration == Duration {
        try await withThrowingDiscardingTaskGroup { group in
            var calls: [String: CallHandle] = [:]
            while !Task.isCancelled {
                let addresses = Set(try await self.peers().map(\.address))
                for (address, handle) in calls where !addresses.contains(address) {
                    handle.cancel()
                    calls[address] = nil
                }
                for address in addresses where calls[address] == nil {
                    let calling = PeerCalling(
                        node: self,
                        address: address,
                        dialer: dialer,
                        board: board,
                        incoming: incoming,
                        clock: clock,
                        logger: logger
                    )
                    let handle = CallHandle()
                    calls[address] = handle
                    group.addTask { await handle.run { await calling.run() } }
                }
                do {
                    try await clock.sleep(for: Self.lookInterval * 8)
                } catch {
                    break
                }
            }
            group.cancelAll()
        }
    }
}
