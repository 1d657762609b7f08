import Synchronization

/// Tells all sessions that stay when there is something new.
final class NewsBoard: Sendable {
    private struct State {
        var next = 0
        var readers: [Int: AsyncStream<Void>.Continuation] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())

    /// A stream that ticks whenever there is something new, until the board is closed.
    ///
    /// One tick is kept for whoever is busy: it then looks at all there is.
    func read() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = self.state.withLock { state -> Int? in
            guard !state.isClosed else { return nil }
            state.next += 1
            state.readers[state.next] = continuation
            return state.next
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { _ in _ = self.state.withLock { $0.readers.removeValue(forKey: id) } }
        return stream
    }

    /// There is something new.
    func tick() {
        for reader in self.state.withLock({ Array($0.readers.values) }) { reader.yield() }
    }

    /// All sessions are to leave.
    func close() {
        let readers = self.state.withLock { state in
            state.isClosed = true
            defer { state.readers = [:] }
            return Array(state.readers.values)
        }
        for reader in readers { reader.finish() }
    }
}
