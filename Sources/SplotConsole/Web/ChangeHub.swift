import Logging
import Synchronization

/// Tells all who listen when something has changed, by one look at the database for all of them.
final class ChangeHub: Sendable {
    /// The most listeners; each holds a connection.
    static let limit = 500
    /// How long to wait before the database is looked at again that could not be read.
    static let pause: Duration = .seconds(1)

    private struct Listeners {
        var next = 0
        var continuations: [Int: AsyncStream<Void>.Continuation] = [:]
        var isOver = false
    }

    private let environment: ConsoleEnvironment
    private let logger: Logger
    private let source: @Sendable () -> AsyncStream<Void>
    private let listeners = Mutex(Listeners())

    /// A hub that watches nothing yet.
    ///
    /// - Parameters:
    ///   - environment: What measures pauses.
    ///   - logger: Told when changes cannot be watched.
    ///   - source: Begins a stream that ticks after each change and ends when changes cannot be watched any more.
    init(_ environment: ConsoleEnvironment, _ logger: Logger, source: @escaping @Sendable () -> AsyncStream<Void>) {
        self.environment = environment
        self.logger = logger
        self.source = source
    }

    /// Watches until the task is cancelled; then all streams end.
    func run() async {
        while !Task.isCancelled {
            for await _ in self.source() { self.tell() }
            guard !Task.isCancelled else { break }
            self.logger.warning("The database could not be looked at for changes; trying again")
            guard (try? await self.environment.sleep(Self.pause)) != nil else { break }
            // What has changed meanwhile nobody was told of.
            self.tell()
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

    private func tell() {
        for continuation in self.listeners.withLock({ Array($0.continuations.values) }) { continuation.yield() }
    }
}
