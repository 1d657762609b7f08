import Crypto
import Foundation
import Synchronization

/// What the console takes from the world around it.
public struct ConsoleEnvironment: Sendable {
    /// The wall clock, in seconds since 1970-01-01T00:00:00Z.
    public var now: @Sendable () -> UInt64
    /// Fills a key, a salt or a token with so many random bytes.
    public var random: @Sendable (_ count: Int) -> [UInt8]
    /// Waits; throws when the task is cancelled.
    var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    /// What hashing a password costs.
    var passwordCost = PasswordHash.Cost.standard

    /// Puts it together.
    ///
    /// - Parameters:
    ///   - now: The wall clock, in seconds since 1970-01-01T00:00:00Z.
    ///   - random: Gives so many random bytes.
    public init(now: @escaping @Sendable () -> UInt64, random: @escaping @Sendable (_ count: Int) -> [UInt8]) {
        self.now = now
        self.random = random
    }

    /// The machine's clock and generator.
    public static let system = ConsoleEnvironment(
        now: { UInt64(max(0, Date().timeIntervalSince1970)) },
        random: { count in
            var generator = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        }
    )
}
