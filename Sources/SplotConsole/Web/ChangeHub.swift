import SplotNode
import Synchronization

/// Tells all who listen when something has changed, by one look at the database for all of them.
final class ChangeHub: Sendable {
    /// The most listeners; each holds a connection.
    static let limit = 500

    private struct Listeners {
        var next = 0
        var continuations: [Int: AsyncStream<Void>.Continuation] = [:]
        var isOver = false
    }

    private let node: Node
    private let listeners = Mutex(Listeners())

    init(node: Node) { self.node = node }

    /// Watches until the task is cancelled; then all streams end.
    func run() async {
        for await _ in self.node.changes() {
            let all = self.listeners.withLock { Array($0.continuations.values) }
            for continuation in all { continuation.yield() }
        }
        let all = self.listeners.withLock { listeners in
            listeners.isOver = true
            return Array(listeners.continuations.values)
        }
        for continuation in all { continuation.finish() }
    }

    /// A stream that ticks after each change; `nil` when too many listen.
    func listen() -> AsyncStream<Void>? {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number: Int? = self.listeners.withLock { listeners in
            guard listeners.continuations.count < Self.limit, !listeners.isOver else { return nil }
            listeners.next += 1
            listeners.continuations[listeners.next] = continuation
            return listeners.next
        }
        guard let number else { return nil }
        continuation.onTermination = { [weak self] _ in
            self?.listeners.withLock { $0.continuations[number] = nil }
        }
        return stream
    }

    /// How many listen.
    var count: Int { self.listeners.withLock { $0.continuations.count } }
}
