import NIOCore
import SplotSync

/// The bytes inside TLS as a session wants them.
struct NIOByteChannel: ByteChannel {
    typealias Inbound = AsyncMapSequence<NIOAsyncChannelInboundStream<ByteBuffer>, [UInt8]>

    let inbound: Inbound
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>

    init(inbound: NIOAsyncChannelInboundStream<ByteBuffer>, outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>) {
        self.inbound = inbound.map { Array($0.readableBytesView) }
        self.outbound = outbound
    }

    func send(_ bytes: [UInt8]) async throws { try await self.outbound.write(ByteBuffer(bytes: bytes)) }
}
