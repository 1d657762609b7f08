import Synchronization

/// A clock that stands still until it is moved: what waits by it waits until then, however slow the machine.
public final class ManualClock: Clock {
    /// A moment by this clock.
    public struct Instant: InstantProtocol {
        /// How long after the clock was made.
        public var offset: Duration

        /// Names a moment.
        ///
        /// - Parameter offset: How long after the clock was made.
        public init(offset: Duration) { self.offset = offset }

        /// The moment that comes a while after this one.
        public func advanced(by duration: Duration) -> Instant { Instant(offset: self.offset + duration) }

        /// How long after this moment another one comes.
        public func duration(to other: Instant) -> Duration { other.offset - self.offset }

        /// Whether `left` comes first.
        public static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct Sleeper {
        var deadline: Instant
        var continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var now = Instant(offset: .zero)
        var nextID = 0
        var sleepers: [Int: Sleeper] = [:]
    }

    private let state = Mutex(State())
    private let sleeps: AsyncStream<Instant>
    private let slept: AsyncStream<Instant>.Continuation

    /// Makes a clock.
    public init() { (self.sleeps, self.slept) = AsyncStream.makeStream() }

    /// The moment where the clock stands.
    public var now: Instant { self.state.withLock { $0.now } }

    /// Nothing is too short for this clock.
    public var minimumResolution: Duration { .zero }

    /// Waits until the clock was moved to a moment, or the task is cancelled.
    public func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let id = self.state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = self.state.withLock { state in
                    if Task.isCancelled || deadline <= state.now { return true }
                    state.sleepers[id] = Sleeper(deadline: deadline, continuation: continuation)
                    return false
                }
                if isOver { continuation.resume() } else { self.slept.yield(deadline) }
            }
        } onCancel: {
            self.state.withLock { $0.sleepers.removeValue(forKey: id) }?.continuation.resume()
        }
        try Task.checkCancellation()
    }

    /// Waits until somebody sleeps to a moment, and moves there.
    public func skipToNextSleep() async {
        for await deadline in self.sleeps {
            self.advance(to: deadline)
            return
        }
    }

    /// Moves forward.
    public func advance(by duration: Duration) { self.advance(to: self.now.advanced(by: duration)) }

    private func advance(to moment: Instant) {
        let due = self.state.withLock { state in
            state.now = max(state.now, moment)
            let due = state.sleepers.filter { $0.value.deadline <= state.now }
            for id in due.keys { state.sleepers.removeValue(forKey: id) }
            return due.values.map(\.continuation)
        }
        for continuation in due { continuation.resume() }
    }
}
