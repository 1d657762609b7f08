import Foundation
import NIOCore
import NIOPosix
import Synchronization
import Testing

/// The lines of a stream of server-sent events.
final class EventLines: Sendable {
    private let lines: AsyncStream<String>
    private let task: Task<Void, any Error>

    init(_ url: URL) {
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        self.lines = lines
        let (host, port, path) = (url.host() ?? "", url.port ?? 0, url.path())
        self.task = Task {
            defer { continuation.finish() }
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: host, port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            try await channel.executeThenClose { inbound, outbound in
                try await outbound.write(ByteBuffer(string: "GET \(path) HTTP/1.1\r\nHost: \(host):\(port)\r\n\r\n"))
                var rest = ""
                for try await buffer in inbound {
                    rest += String(buffer: buffer)
                    while let end = rest.firstIndex(where: \.isNewline) {
                        continuation.yield(String(rest[..<end]))
                        rest.removeSubrange(...end)
                    }
                }
            }
        }
    }

    /// Waits until the server says how soon to come back, which it does once it listens to changes.
    func waitForStart() async throws { _ = try await self.next { $0.hasPrefix("retry:") } }

    /// The next line of which something holds.
    func next(_ condition: (String) -> Bool) async throws -> String {
        for await line in self.lines where condition(line) { return line }
        throw CancellationError()
    }

    func end() { self.task.cancel() }
}
