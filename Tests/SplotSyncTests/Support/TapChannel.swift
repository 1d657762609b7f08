import SplotSync
import SplotTesting
import Synchronization

/// A connection that keeps what is sent.
struct TapChannel: ByteChannel {
    /// What was sent so far.
    final class Tap: Sendable {
        private let bytes = Mutex<[UInt8]>([])

        func append(_ new: [UInt8]) { self.bytes.withLock { $0 += new } }

        /// The frames that were sent.
        var frames: [RawFrame] {
            get throws {
                var splitter = FrameSplitter()
                splitter.append(self.bytes.withLock { $0 })
                var frames: [RawFrame] = []
                while let frame = try splitter.next(limit: .afterAcceptance) { frames.append(frame) }
                return frames
            }
        }
    }

    let base: InMemoryChannel
    let tap = Tap()

    var inbound: InMemoryChannel.Inbound { self.base.inbound }

    func send(_ bytes: [UInt8]) async throws {
        self.tap.append(bytes)
        try await self.base.send(bytes)
    }
}
