/// Says how long to wait before a node is called again whose session has ended.
///
/// Each failure in a row doubles the wait, up to five minutes; chance spreads it, so that nodes which lost the same line
/// do not all come back at once ("full jitter" over the upper half).
package struct Redial: Sendable, Hashable {
    /// The wait after a session that worked, at most.
    package static let shortest: Duration = .seconds(2)
    /// The wait after many failures, at most.
    package static let longest: Duration = .seconds(300)

    private var failures = 0

    /// Starts without a failure.
    package init() {}

    /// A session ended, or there was none.
    ///
    /// - Parameters:
    ///   - worked: Whether at least one round came to its end.
    ///   - generator: Where chance comes from.
    /// - Returns: How long to wait before calling again.
    package mutating func ended(worked: Bool, using generator: inout some RandomNumberGenerator) -> Duration {
        self.failures = worked ? 0 : min(self.failures + 1, 16)
        let wait = min(Self.shortest * (1 << self.failures), Self.longest)
        return wait / 2 + wait / 2 * Double.random(in: 0...1, using: &generator)
    }
}
