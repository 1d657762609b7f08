package import Logging
import NIOCore
import NIOPosix
import NIOSSL
package import SplotLog
package import SplotSync

/// Calls other nodes and syncs with them.
package struct Dialer<DialerClock: Clock>: Sendable where DialerClock.Duration == Duration {
    private let contexts: TLSContexts
    private let replica: any Replica
    private let limits: SessionLimits
    private let clock: DialerClock
    private let logger: Logger

    /// Prepares to call.
    ///
    /// - Parameters:
    ///   - key: The node key.
    ///   - replica: The node that sessions speak for.
    ///   - limits: How much a session may take.
    ///   - clock: What measures the limits.
    ///   - logger: Where to log; each line carries the peer's address.
    /// - Throws: ``TransportError`` `internalError` when no certificate can be made of the key.
    package init(
        key: SigningKey,
        replica: any Replica,
        limits: SessionLimits = SessionLimits(),
        clock: DialerClock = ContinuousClock(),
        logger: Logger
    ) throws {
        self.contexts = try TLSContexts.make(key: key)
        self.replica = replica
        self.limits = limits
        self.clock = clock
        self.logger = logger
    }

    /// Syncs with the node at an address.
    ///
    /// - Parameters:
    ///   - host: A name or an address.
    ///   - port: The port.
    ///   - deadline: When the session must be over; `nil` for as long as something moves.
    ///   - news: Ticks when there is something new here; the session then stays after its first round, if the peer
    ///     does, and leaves when this ends. `nil` for one round.
    ///   - observer: Told how it goes.
    /// - Returns: What came of a session that completed.
    /// - Throws: ``TransportError`` for everything else; its `report` says what was exchanged nevertheless.
    package func sync(
        host: String,
        port: Int,
        deadline: DialerClock.Instant? = nil,
        news: AsyncStream<Void>? = nil,
        observer: SessionObserver = SessionObserver()
    ) async throws -> SyncReport {
        var logger = self.logger
        logger[metadataKey: "peer.address"] = "\(host):\(port)"
        let connection = try await self.connect(host: host, port: port)
        let result = try await connection.use(handshake: self.limits.handshake, clock: self.clock) { key, channel in
            await SessionDriver(
                replica: self.replica,
                channel: channel,
                peerKey: key,
                limits: self.limits,
                clock: self.clock,
                deadline: deadline,
                news: news,
                observer: observer
            )
            .run()
        }
        logger.logEnd(of: result)
        if let error = TransportError.failure(of: result) { throw error }
        return result.report
    }

    private func connect(host: String, port: Int) async throws -> Connection {
        let contexts = self.contexts
        do {
            return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: host, port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        // No host name: the address is not what is trusted.
                        let tls = try NIOSSLClientHandler(
                            context: contexts.client,
                            serverHostname: nil,
                            customVerificationCallback: PeerCertificate.verify
                        )
                        return try Connection(channel: channel, tls: tls)
                    }
                }
        } catch {
            throw TransportError.unreachable(host: host, port: port, cause: error)
        }
    }
}
