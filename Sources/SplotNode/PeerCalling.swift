import Logging
import SplotMerge
import SplotSync
import SplotTransport

/// Keeps a session open to one peer for as long as the task runs, and calls again when it ends.
struct PeerCalling<CallingClock: Clock>: Sendable where CallingClock.Duration == Duration {
    let node: Node
    let address: String
    let dialer: Dialer<CallingClock>
    let board: NewsBoard
    let incoming: LiveSessions
    let clock: CallingClock
    let logger: Logger

    func run() async {
        var redial = Redial()
        var key: Bytes32?
        while !Task.isCancelled {
            var worked = false
            if let key, self.isSuperfluous(key) {
                // The peer has called itself: its session serves as well, for as long as it stays.
                worked = true
            } else {
                (worked, key) = await self.call(lastKey: key)
            }
            let wait = self.node.environment.withRandomness { redial.ended(worked: worked, using: &$0) }
            do {
                try await self.clock.sleep(for: wait)
            } catch {
                return
            }
        }
    }

    private func isSuperfluous(_ key: Bytes32) -> Bool {
        self.incoming.holds(key) && key < self.node.publicKey
    }

    /// Calls once, and stays as long as the peer does.
    private func call(lastKey: Bytes32?) async -> (worked: Bool, key: Bytes32?) {
        let (leaving, leave) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let (rounds, ended) = AsyncStream.makeStream(of: SyncReport.self, bufferingPolicy: .bufferingNewest(1))
        let observer = SessionObserver(onRound: { report in
            ended.yield(report)
            if self.isSuperfluous(report.peerKey) { leave.finish() }
        })
        // What is new reaches the session through a stream of its own, so that this session alone can be told to leave.
        let news = self.board.read()
        let feeding = Task {
            for await _ in news { leave.yield() }
            leave.finish()
        }
        let noting = Task { await self.note(rounds) }
        let result = await self.node.sync(
            with: self.address,
            by: self.dialer,
            until: nil,
            staying: leaving,
            observer: observer
        )
        feeding.cancel()
        ended.finish()
        if let key = await noting.value { return (true, key) }
        // Not even one round: that is the result.
        guard !Task.isCancelled else { return (false, lastKey) }
        await self.note(result)
        return (false, lastKey)
    }

    /// Notes rounds as they come to their end: the first, and each that exchanged something.
    ///
    /// - Returns: The peer's key, if there was a round.
    private func note(_ rounds: AsyncStream<SyncReport>) async -> Bytes32? {
        var last: SyncReport?
        for await report in rounds {
            let isNew = last.map {
                $0.entriesSent != report.entriesSent || $0.entriesReceived != report.entriesReceived
            }
            last = report
            guard isNew ?? true else { continue }
            var result = SyncResult(address: self.address, outcome: .caughtUp)
            result.take(report)
            await self.note(result)
        }
        return last?.peerKey
    }

    private func note(_ result: SyncResult) async {
        if let message = result.message {
            self.logger.info(
                "Sync did not end well",
                metadata: ["peer.address": "\(self.address)", "error": "\(message)"]
            )
        }
        do {
            try await self.node.remember(result)
        } catch {
            self.logger.warning("A sync could not be noted", metadata: ["error": "\(error)"])
        }
    }
}
