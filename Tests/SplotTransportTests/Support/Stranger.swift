import NIOCore
import NIOPosix
import NIOSSL

/// Somebody at the listener's port who is not a node.
enum Stranger {
    /// Sends bytes and reads until the other side closes.
    static func say(_ bytes: [UInt8], port: Int) async throws -> [UInt8] {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(bytes: bytes))
            var answer: [UInt8] = []
            do {
                for try await chunk in inbound { answer += chunk.readableBytesView }
            } catch {
                // Closed with a reset: the same to us.
            }
            return answer
        }
    }

    /// Does a TLS handshake with any configuration.
    ///
    /// - Returns: Whether bytes of a session arrived afterwards.
    static func handshake(_ configuration: TLSConfiguration, port: Int) async throws -> Bool {
        let context = try NIOSSLContext(configuration: configuration)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let tls = try NIOSSLClientHandler(
                        context: context,
                        serverHostname: nil,
                        customVerificationCallback: { $1.succeed(.certificateVerified) }
                    )
                    try channel.pipeline.syncOperations.addHandler(tls)
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, _ in
            do {
                for try await chunk in inbound where chunk.readableBytes > 0 { return true }
            } catch {
                // An alert: refused.
            }
            return false
        }
    }

    /// Waits at a free port and treats whoever comes with a handler.
    static func listen(
        _ handler: @escaping @Sendable () -> some ChannelHandler
    ) async throws -> (server: any Channel, port: Int) {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(handler()) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return (server, server.localAddress?.port ?? 0)
    }
}

/// Speaks first, like a mail server, or says nothing at all.
final class GreetingHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let text: String

    init(text: String) { self.text = text }

    func channelActive(context: ChannelHandlerContext) {
        if !self.text.isEmpty {
            context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: self.text)), promise: nil)
        }
        context.fireChannelActive()
    }
}
