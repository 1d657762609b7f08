public import SplotNode
import Synchronization

/// A wall clock that stands still unless it is moved.
public final class SteppedWallClock: Sendable {
    private let seconds: Mutex<UInt64>

    /// Sets the clock.
    ///
    /// - Parameter seconds: Seconds since 1970-01-01T00:00:00Z.
    public init(_ seconds: UInt64 = 1_790_000_000) { self.seconds = Mutex(seconds) }

    /// What the clock shows, in seconds since 1970-01-01T00:00:00Z.
    public var now: UInt64 {
        get { self.seconds.withLock { $0 } }
        set { self.seconds.withLock { $0 = newValue } }
    }
}

extension NodeEnvironment {
    /// A world that repeats: chance from a seed, and a clock that the test moves.
    ///
    /// - Parameters:
    ///   - seed: Any number; print it when a test fails.
    ///   - clock: What the node takes the time from.
    /// - Returns: An environment that gives the same keys, salts and nonces whenever the seed is the same.
    public static func seeded(_ seed: UInt64, clock: SteppedWallClock = SteppedWallClock()) -> NodeEnvironment {
        NodeEnvironment(now: { clock.now }, generator: SeededGenerator(seed: seed))
    }
}
