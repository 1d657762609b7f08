package import Logging
import NIOCore
import NIOPosix
import NIOSSL
package import SplotLog
import SplotMerge
package import SplotSync
import Synchronization

/// Waits for other nodes at an address and syncs with each that comes.
package struct Listener<ListenerClock: Clock>: Sendable where ListenerClock.Duration == Duration {
    private enum Arrival: Sendable {
        case connection(Connection, SessionCount.Verdict)
        case closed
    }

    private let host: String
    private let port: Int
    private let contexts: TLSContexts
    private let replica: any Replica
    private let limits: TransportLimits
    private let clock: ListenerClock
    private let logger: Logger

    /// Prepares to listen.
    ///
    /// - Parameters:
    ///   - host: The address to listen on, such as `0.0.0.0` or `::`.
    ///   - port: The port; 0 for any that is free.
    ///   - key: The node key.
    ///   - replica: The node that sessions speak for.
    ///   - limits: How much strangers may take.
    ///   - clock: What measures the limits.
    ///   - logger: Where to log; each line carries the peer's address.
    /// - Throws: ``TransportError`` `internalError` when no certificate can be made of the key.
    package init(
        host: String,
        port: Int,
        key: SigningKey,
        replica: any Replica,
        limits: TransportLimits = TransportLimits(),
        clock: ListenerClock = ContinuousClock(),
        logger: Logger
    ) throws {
        self.host = host
        self.port = port
        self.contexts = try TLSContexts.make(key: key)
        self.replica = replica
        self.limits = limits
        self.clock = clock
        self.logger = logger
    }

    /// Listens until the task is cancelled.
    ///
    /// - Parameters:
    ///   - staying: What sessions need that stay after their first round; `nil` when none is to.
    ///   - onBound: Told the port, once connections are accepted.
    ///   - onResult: Told of each session that ended, and of what the node itself failed at.
    /// - Throws: ``TransportError`` `cannotListen`.
    package func run(
        staying: Staying? = nil,
        onBound: @Sendable (Int) -> Void = { _ in },
        onResult: @escaping @Sendable (SessionResult) -> Void = { _ in }
    ) async throws {
        let gate = Gate<ListenerClock.Instant>(limits: self.limits)
        let server = try await self.bind(gate)
        let port = server.channel.localAddress?.port ?? self.port
        self.logger.debug("Listening", metadata: ["listener.port": "\(port)"])
        onBound(port)
        do {
            try await withThrowingDiscardingTaskGroup { group in
                try await server.executeThenClose { arrivals in
                    for try await case .connection(let connection, let verdict) in arrivals {
                        group.addTask {
                            await self.serve(connection, verdict, staying, onResult)
                            gate.ended()
                        }
                    }
                }
                // Cancelled: nothing new is accepted, and what is open need not run to its end.
                group.cancelAll()
            }
        } catch is CancellationError {
            return
        } catch {
            throw TransportError.cannotListen(host: self.host, port: self.port, cause: error)
        }
    }

    private func bind(_ gate: Gate<ListenerClock.Instant>) async throws -> NIOAsyncChannel<Arrival, Never> {
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        do {
            return try await bootstrap.bind(host: self.host, port: self.port) { channel in
                // Never fails: an error here would be the listener's, not the connection's.
                channel.eventLoop.makeCompletedFuture { self.receive(channel, gate) }
            }
        } catch {
            throw TransportError.cannotListen(host: self.host, port: self.port, cause: error)
        }
    }

    private func receive(_ channel: any Channel, _ gate: Gate<ListenerClock.Instant>) -> Arrival {
        let verdict = gate.connected(from: channel.remoteAddress, now: self.clock.now)
        guard verdict != .full else {
            channel.close(promise: nil)
            return .closed
        }
        do {
            let tls = NIOSSLServerHandler(
                context: self.contexts.server,
                customVerificationCallback: PeerCertificate.verify
            )
            return .connection(try Connection(channel: channel, tls: tls), verdict)
        } catch {
            gate.ended()
            channel.close(promise: nil)
            return .closed
        }
    }

    /// Syncs with one peer.
    ///
    /// Never throws: what one peer does is no other peer's trouble.
    private func serve(
        _ connection: Connection,
        _ verdict: SessionCount.Verdict,
        _ staying: Staying?,
        _ onResult: @Sendable (SessionResult) -> Void
    ) async {
        var logger = self.logger
        logger[metadataKey: "peer.address"] = "\(connection.peerAddress)"
        do {
            let limits = self.limits.session
            let first = FirstRound(staying)
            let result = try await connection.use(handshake: limits.handshake, clock: self.clock) { key, channel in
                let driver = SessionDriver(
                    replica: self.replica,
                    channel: channel,
                    peerKey: key,
                    limits: limits,
                    clock: self.clock,
                    news: staying?.news(),
                    observer: SessionObserver(onRound: { first.roundEnded(with: $0.peerKey) })
                )
                defer { first.sessionEnded() }
                switch verdict {
                case .admitted: return await driver.run()
                case .busy, .full:
                    return await driver.refuse(
                        Violation(.busy, "too many sessions are open here: try again in a few minutes")
                    )
                }
            }
            logger.logEnd(of: result)
            onResult(result)
        } catch {
            logger.debug("Handshake failed", metadata: ["error": "\(error)"])
        }
    }
}

/// Tells of a session's first round, and of its end if there was one.
private final class FirstRound: Sendable {
    private let staying: Staying?
    private let key = Mutex<Bytes32?>(nil)

    init(_ staying: Staying?) { self.staying = staying }

    func roundEnded(with peer: Bytes32) {
        let isFirst = self.key.withLock { key in
            defer { key = peer }
            return key == nil
        }
        if isFirst { self.staying?.onFirstRound(peer) }
    }

    func sessionEnded() {
        if let key = self.key.withLock({ $0 }) { self.staying?.onEnd(key) }
    }
}
