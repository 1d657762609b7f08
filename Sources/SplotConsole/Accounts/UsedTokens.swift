import Synchronization

/// The tokens whose forms were sent, for as long as they would be good.
///
/// Those of visitors and those of accounts are kept apart, so that a flood of the former pushes out none of the latter.
final class UsedTokens: Sendable {
    /// The most that are remembered.
    private static let limit = 50_000

    private let environment: ConsoleEnvironment
    private let used = Mutex<[String: UInt64]>([:])

    init(_ environment: ConsoleEnvironment) { self.environment = environment }

    /// Uses a token up.
    ///
    /// - Returns: `false` when it was used before.
    func use(_ token: String) -> Bool {
        let now = self.environment.now()
        return self.used.withLock { used in
            guard used[token] == nil else { return false }
            if used.count >= Self.limit { used = used.filter { now <= $0.value + FormToken.lifetime } }
            if used.count >= Self.limit, let oldest = used.min(by: { $0.value < $1.value }) { used[oldest.key] = nil }
            used[token] = now
            return true
        }
    }
}
