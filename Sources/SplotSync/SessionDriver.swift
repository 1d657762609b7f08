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
        case news
    }

    let replica: any Replica
    let channel: Channel
    let peerKey: Bytes32
    let limits: SessionLimits
    let clock: DriverClock
    let deadline: DriverClock.Instant?
    let news: AsyncStream<Void>?
    let observer: SessionObserver

    /// Prepares a session.
    ///
    /// - Parameters:
    ///   - replica: Whom to ask.
    ///   - channel: The connection.
    ///   - peerKey: The public node key that the transport authenticated.
    ///   - limits: How much the session may take.
    ///   - clock: What measures the limits.
    ///   - deadline: When the whole session must be over; `nil` for as long as it takes.
    ///   - news: Ticks when there is something new here; the session then stays after its first round, if the peer
    ///     does, and leaves when this ends. `nil` for one round.
    ///   - observer: Told how it goes.
    package init(
        replica: any Replica,
        channel: Channel,
        peerKey: Bytes32,
        limits: SessionLimits = SessionLimits(),
        clock: DriverClock,
        deadline: DriverClock.Instant? = nil,
        news: AsyncStream<Void>? = nil,
        observer: SessionObserver = SessionObserver()
    ) {
        self.replica = replica
        self.channel = channel
        self.peerKey = peerKey
        self.limits = limits
        self.clock = clock
        self.deadline = deadline
        self.news = news
        self.observer = observer
    }

    /// Runs the session to its end.
    ///
    /// Never throws: what went wrong stands in the report.
    package func run() async -> SessionResult {
        do {
            var known: Peer?
            switch try await self.replica.admission(of: self.peerKey, .none) {
            case .accepted(let peer): known = peer
            case .paused(let seconds): return await self.refuse(.paused(seconds: seconds))
            case .unknown, .notTrusted, .notAdmitted: break
            }
            let capabilities: Set<Capability> = self.news == nil ? [] : [.live]
            return await self.run(
                Session(
                    peerKey: self.peerKey,
                    cluster: self.replica.cluster,
                    known: known,
                    capabilities: capabilities
                )
            )
        } catch {
            var result = await self.refuse(Violation(.internalError, "this node cannot sync now"))
            result.failure = error
            return result
        }
    }

    /// Tells the peer why there will be no session, and waits for it to close.
    package func refuse(_ violation: Violation) async -> SessionResult {
        await self.run(Session(peerKey: self.peerKey, cluster: self.replica.cluster, refusing: violation))
    }

    private func run(_ session: consuming sending Session) async -> SessionResult {
        let timer = SessionTimer(limits: self.limits, deadline: self.deadline, now: self.clock.now)
        let conversation = Conversation(
            session: session,
            timer: timer,
            now: { self.clock.now },
            observer: self.observer
        )
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
            if let news = self.news {
                group.addTask {
                    for await _ in news { conversation.update { $0.begin() } }
                    conversation.update { $0.leave() }
                    return .news
                }
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
                case .news:
                    break
                case .reader, .writer:
                    if running.isEmpty { group.cancelAll() }
                }
            }
        }
        let result = conversation.result
        await self.replica.ended(result.report)
        return result
    }

    private func watch(_ conversation: Conversation<DriverClock.Instant>) async {
        do {
            waiting: while true {
                switch conversation.check(now: self.clock.now) {
                case .wait(let moment): try await self.clock.sleep(until: moment, tolerance: nil)
                case .beginRound: conversation.update { $0.begin() }
                case .expired: break waiting
                }
            }
            conversation.update { $0.end(Violation(.timeout, "nothing moved for too long, or time was up")) }
            // Room for the goodbye, and for the peer's.
            try await self.clock.sleep(for: self.limits.linger)
        } catch {
            // Cancelled: the session is over.
        }
    }
}
