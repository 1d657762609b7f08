import NIOCore
import NIOSSL
import NIOTLS
import SplotMerge

/// Waits for the end of the TLS handshake and says whose key was proved, or what went wrong.
final class HandshakeHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private enum State {
        case waiting
        case finished
    }

    /// The handshake ended with another protocol, or with none, in common.
    struct NoCommonProtocol: Error {}

    private let promise: EventLoopPromise<Bytes32>
    private var state = State.waiting

    init(promise: EventLoopPromise<Bytes32>) { self.promise = promise }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted(let name)? = event as? TLSUserEvent { self.completed(name, context: context) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        self.finish(.failure(error))
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.finish(.failure(ChannelError.eof))
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { self.finish(.failure(ChannelError.eof)) }

    private func completed(_ name: String?, context: ChannelHandlerContext) {
        self.finish(
            Result {
                guard name == TLSContexts.protocolName else { throw NoCommonProtocol() }
                guard let certificate = try context.pipeline.syncOperations.nioSSL_peerCertificate() else {
                    throw PeerCertificate.Fault.notExactlyOne
                }
                return try PeerCertificate.key(of: certificate)
            }
        )
    }

    private func finish(_ result: Result<Bytes32, any Error>) {
        switch self.state {
        case .waiting:
            self.state = .finished
            self.promise.completeWith(result)
        case .finished:
            break
        }
    }
}
