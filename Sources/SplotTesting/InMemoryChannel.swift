import SplotSync

/// One end of a connection within the process, as narrow as asked for.
package struct InMemoryChannel: ByteChannel {
    /// What arrives at this end.
    package let inbound: Inbound

    private let outbound: InMemoryPipe

    /// Makes a connection.
    ///
    /// - Parameters:
    ///   - capacity: How many bytes may be under way in each direction before a sender has to wait.
    ///   - chunkSize: The most bytes that arrive at once.
    /// - Returns: The two ends.
    package static func pair(capacity: Int = 65_536, chunkSize: Int = .max) -> (InMemoryChannel, InMemoryChannel) {
        let first = InMemoryPipe(capacity: capacity)
        let second = InMemoryPipe(capacity: capacity)
        return (
            InMemoryChannel(inbound: Inbound(pipe: first, chunkSize: chunkSize), outbound: second),
            InMemoryChannel(inbound: Inbound(pipe: second, chunkSize: chunkSize), outbound: first)
        )
    }

    /// Sends bytes; waits while too many are under way.
    ///
    /// - Throws: `InMemoryChannel.Closed` when either end has closed.
    package func send(_ bytes: [UInt8]) async throws { try await self.outbound.send(bytes) }

    /// Closes this end: the peer reads what is under way, and then the end.
    package func close() {
        self.outbound.close()
        self.inbound.pipe.abandon()
    }

    /// The connection is closed.
    package struct Closed: Error {}

    /// Chunks of bytes as they arrive.
    package struct Inbound: AsyncSequence, Sendable {
        let pipe: InMemoryPipe
        let chunkSize: Int

        /// Begins to read; to be called once.
        package func makeAsyncIterator() -> Iterator { Iterator(pipe: self.pipe, chunkSize: self.chunkSize) }

        /// Reads chunk after chunk.
        package struct Iterator: AsyncIteratorProtocol {
            let pipe: InMemoryPipe
            let chunkSize: Int

            /// The next chunk; `nil` when the peer has closed or the task was cancelled.
            package mutating func next() async throws -> [UInt8]? { await self.pipe.receive(max: self.chunkSize) }
        }
    }
}
