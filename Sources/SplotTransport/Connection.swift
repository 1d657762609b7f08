import NIOCore
import NIOSSL
import SplotMerge

/// A TCP connection with TLS being negotiated on it.
struct Connection: Sendable {
    private let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>
    private let peerKey: EventLoopFuture<Bytes32>

    /// The peer's address and port, for the logs.
    var peerAddress: String { self.channel.channel.remoteAddress.map(String.init(describing:)) ?? "unknown" }

    /// Puts TLS on a channel.
    ///
    /// To be called on its event loop.
    init(channel: any Channel, tls: some ChannelHandler) throws {
        let promise = channel.eventLoop.makePromise(of: Bytes32.self)
        self.peerKey = promise.futureResult
        do {
            try channel.pipeline.syncOperations.addHandler(tls)
            try channel.pipeline.syncOperations.addHandler(HandshakeHandler(promise: promise))
            self.channel = try NIOAsyncChannel(wrappingChannelSynchronously: channel)
        } catch {
            promise.fail(error)
            throw error
        }
    }

    /// Waits for the handshake, uses the connection, and closes it.
    ///
    /// - Parameters:
    ///   - limit: How long the handshake may take.
    ///   - clock: What measures the limit.
    ///   - body: Uses the connection, given the key that the peer proved to hold.
    /// - Returns: What `body` returns.
    /// - Throws: ``TransportError`` when there was no handshake.
    func use<Result: Sendable, ConnectionClock: Clock>(
        handshake limit: Duration,
        clock: ConnectionClock,
        _ body: (Bytes32, NIOByteChannel) async -> Result
    ) async throws -> Result where ConnectionClock.Duration == Duration {
        try await self.channel.executeThenClose { inbound, outbound in
            let key = try await self.handshake(limit: limit, clock: clock)
            return await body(key, NIOByteChannel(inbound: inbound, outbound: outbound))
        }
    }

    private func handshake<ConnectionClock: Clock>(
        limit: Duration,
        clock: ConnectionClock
    ) async throws -> Bytes32 where ConnectionClock.Duration == Duration {
        let channel = self.channel.channel
        let outcome = await withTaskGroup(of: Bool.self) { group -> Result<Bytes32, any Error> in
            group.addTask {
                do {
                    try await clock.sleep(for: limit)
                } catch {
                    return false
                }
                // A future does not hear of time: closing is what ends the wait below.
                channel.close(promise: nil)
                return true
            }
            let outcome = await self.outcome()
            group.cancelAll()
            return await group.next() == true ? .failure(TransportError.handshakeTimedOut) : outcome
        }
        do {
            return try outcome.get()
        } catch let error as TransportError {
            throw error
        } catch {
            throw TransportError.handshakeFailed(cause: error)
        }
    }

    private func outcome() async -> Result<Bytes32, any Error> {
        let channel = self.channel.channel
        return await withTaskCancellationHandler {
            do {
                return .success(try await self.peerKey.get())
            } catch {
                return .failure(error)
            }
        } onCancel: {
            channel.close(promise: nil)
        }
    }
}
