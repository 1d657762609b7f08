import SplotSync
import SplotTesting
import Synchronization

/// One end of a connection that remembers what was sent there.
final class RecordingChannel: ByteChannel {
    private let channel: InMemoryChannel
    private let record = Mutex<[UInt8]>([])

    init(_ channel: InMemoryChannel) { self.channel = channel }

    var inbound: InMemoryChannel.Inbound { self.channel.inbound }

    /// Everything sent at this end so far.
    var sent: [UInt8] { self.record.withLock { $0 } }

    func send(_ bytes: [UInt8]) async throws {
        self.record.withLock { $0 += bytes }
        try await self.channel.send(bytes)
    }
}
