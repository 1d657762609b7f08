import FoundationEssentials
package import SplotStore
import Synchronization

/// What a node takes from the world around it and cannot compute: the time, chance, and the disk.
public struct NodeEnvironment: Sendable {
    /// The wall clock, in seconds since 1970-01-01T00:00:00Z.
    public var now: @Sendable () -> UInt64

    /// How the disk behaves; as the machine's does unless a simulation says otherwise.
    package var disk = StoreDisk.durable

    /// How many entries that come at once are merged in the transaction that keeps them; more wait for what comes after.
    package var mergedAtOnce = 256

    /// How many waiting entries are merged in memory; more are sorted on the disk.
    package var mergedInMemory = Merger.usuallyInMemory

    /// Whether what waits to be merged is merged when the node is opened and when a round of a session is over.
    package var isMerging = true

    private let generator: Mutex<any RandomNumberGenerator & Sendable>.Shared

    /// Describes a world.
    ///
    /// - Parameters:
    ///   - now: The wall clock, in seconds since 1970-01-01T00:00:00Z.
    ///   - generator: Where keys, salts and nonces come from. Outside of tests it must be cryptographically secure.
    public init(now: @escaping @Sendable () -> UInt64, generator: any RandomNumberGenerator & Sendable) {
        self.now = now
        self.generator = .init(generator)
    }

    /// The machine's clock and its secure random numbers.
    ///
    /// The one place where a node meets either.
    public static let system = NodeEnvironment(
        now: { UInt64(max(0, Date().timeIntervalSince1970)) },
        generator: SystemRandomNumberGenerator()
    )

    /// Runs a closure with the source of chance, one caller at a time.
    func withRandomness<Result>(
        _ body: (inout any RandomNumberGenerator & Sendable) throws -> sending Result
    ) rethrows -> sending Result {
        try self.generator.value.withLock { try body(&$0) }
    }
}

extension Mutex {
    /// A mutex that several copies of a value share.
    final class Shared: Sendable where Value: Sendable {
        let value: Mutex<Value>

        init(_ value: Value) { self.value = Mutex(value) }
    }
}
