import Synchronization

/// Bytes under way in one direction, at most so many.
final class InMemoryPipe: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var isClosed = false
        var waiting: [CheckedContinuation<Void, Never>] = []

        /// Lets everybody who waits look again.
        mutating func takeWaiting() -> [CheckedContinuation<Void, Never>] {
            defer { self.waiting = [] }
            return self.waiting
        }
    }

    private let state = Mutex(State())
    private let capacity: Int

    init(capacity: Int) { self.capacity = max(1, capacity) }

    /// Sends bytes piece by piece, each when there is room for it.
    func send(_ bytes: [UInt8]) async throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let room = await self.wait { $0.isClosed || $0.bytes.count < self.capacity }
            try Task.checkCancellation()
            let piece = rest
            let (isClosed, count) = self.change { state -> (Bool, Int) in
                guard room, !state.isClosed else { return (true, 0) }
                let count = min(piece.count, self.capacity - state.bytes.count)
                state.bytes.append(contentsOf: piece.prefix(max(0, count)))
                return (false, max(0, count))
            }
            if isClosed { throw InMemoryChannel.Closed() }
            rest = rest.dropFirst(count)
        }
    }

    /// Takes what is there, at most so much; `nil` at the end.
    func receive(max maximum: Int) async -> [UInt8]? {
        guard await self.wait({ $0.isClosed || !$0.bytes.isEmpty }) else { return nil }
        return self.change { state in
            guard !state.bytes.isEmpty else { return nil }
            let chunk = Array(state.bytes.prefix(maximum))
            state.bytes.removeFirst(chunk.count)
            return chunk
        }
    }

    /// Nothing more is sent; what is under way arrives.
    func close() { self.change { $0.isClosed = true } }

    /// Nothing more is received: what is under way is lost, and whoever sends learns of it.
    func abandon() {
        self.change { state in
            state.isClosed = true
            state.bytes = []
        }
    }

    private func change<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
        let (result, waiting) = self.state.withLock { state in
            let result = body(&state)
            return (result, state.takeWaiting())
        }
        for continuation in waiting { continuation.resume() }
        return result
    }

    /// Waits for a condition; `false` when the task was cancelled first.
    private func wait(_ isReady: @Sendable (borrowing State) -> Bool) async -> Bool {
        await withTaskCancellationHandler {
            while !Task.isCancelled {
                if self.state.withLock({ isReady($0) }) { return true }
                await withCheckedContinuation { continuation in
                    let resumesAtOnce = self.state.withLock { state in
                        if isReady(state) || Task.isCancelled { return true }
                        state.waiting.append(continuation)
                        return false
                    }
                    if resumesAtOnce { continuation.resume() }
                }
            }
            return false
        } onCancel: {
            // Whoever was cancelled looks again and finds it out; the others find nothing new.
            self.change { _ in }
        }
    }
}
