package import SplotMerge

/// Runs a session between a replica and a connection.
///
/// Reader and writer are tasks of their own, so that both directions flow at once. The writer asks the replica for the
/// next batch only when the connection took the last; the reader takes the next frame only when the last is dealt with.
/// So what is held in memory does not depend on how much there is to exchange. Closing the connection is left to
/// whoever opened it.
package struct SessionDriver<Channel: ByteChannel, DriverClock: Clock>: Sendable
where DriverClock.Duration == Duration {
    private enum Role: Hashable {
        case reader
        case writer
        case timer
    }

    let replica: any Replica
    let channel: Channel
    let peerKey: Bytes32
    let limits: SessionLimits
    let clock: DriverClock
    let deadline: DriverClock.Instant?
    let onProgress: @Sendable (SyncProgress) -> Void

    /// Prepares a session.
    ///
    /// - Parameters:
    ///   - replica: Whom to ask.
    ///   - channel: The connection.
    ///   - peerKey: The public node key that the transport authenticated.
    ///   - limits: How much the session may take.
    ///   - clock: What measures the limits.
    ///   - deadline: When the whole session must be over; `nil` for as long as it takes.
    ///   - onProgress: Told after each batch, from either task.
    package init(
        replica: any Replica,
        channel: Channel,
        peerKey: Bytes32,
        limits: SessionLimits = SessionLimits(),
        clock: DriverClock,
        deadline: DriverClock.Instant? = nil,
        onProgress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
    ) {
        self.replica = replica
        self.channel = channel
        self.peerKey = peerKey
        self.limits = limits
        self.clock = clock
        self.deadline = deadline
        self.onProgress = onProgress
    }

    /// Runs the session to its end.
    ///
    /// Never throws: what went wrong stands in the report.
    package func run() async -> SessionResult {
        do {
            let greeting = try await self.replica.greeting()
            var known: Peer?
            if case .accepted(let peer) = try await self.replica.admission(of: self.peerKey, greeting: nil) {
                known = peer
            }
            return await self.run(Session(peerKey: self.peerKey, greeting: greeting, known: known))
        } catch {
            var result = await self.refuse(Violation(.internalError, "this node cannot sync now"))
            result.failure = error
            return result
        }
    }

    /// Tells the peer why there will be no session, and waits for it to close.
    package func refuse(_ violation: Violation) async -> SessionResult {
        await self.run(Session(peerKey: self.peerKey, refusing: violation))
    }

    private func run(_ session: consuming sending Session) async -> SessionResult {
        let timer = SessionTimer(limits: self.limits, deadline: self.deadline, now: self.clock.now)
        let conversation = Conversation(session: session, timer: timer, onProgress: self.onProgress)
        await withTaskGroup(of: Role.self) { group in
            group.addTask {
                await SessionReader(driver: self, conversation: conversation).run()
                return .reader
            }
            group.addTask {
                await SessionWriter(driver: self, conversation: conversation).run()
                return .writer
            }
            group.addTask {
                await self.watch(conversation)
                return .timer
            }
            var running: Set<Role> = [.reader, .writer]
            for await role in group {
                running.remove(role)
                switch role {
                case .writer where !running.isEmpty && conversation.isDraining:
                    // The peer was told that it is over and gets a moment to notice. (After a good end it gets more:
                    // it may still be storing.)
                    group.addTask {
                        try? await self.clock.sleep(for: self.limits.linger)
                        return .timer
                    }
                case .timer:
                    group.cancelAll()
                case .reader, .writer:
                    if running.isEmpty { group.cancelAll() }
                }
            }
        }
        return conversation.result
    }

    private func watch(_ conversation: Conversation<DriverClock.Instant>) async {
        do {
            while case .wait(let moment) = conversation.check(now: self.clock.now) {
                try await self.clock.sleep(until: moment, tolerance: nil)
            }
            conversation.update { $0.end(Violation(.timeout, "nothing moved for too long, or time was up")) }
            // Room for the goodbye, and for the peer's.
            try await self.clock.sleep(for: self.limits.linger)
        } catch {
            // Cancelled: the session is over.
        }
    }
}
