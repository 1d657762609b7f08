/// Counts how often each address connects, because a handshake is the most that a stranger can make this side compute.
package struct HandshakeRate<Instant: InstantProtocol>: Sendable where Instant.Duration == Duration {
    /// What to do with a connection.
    package enum Verdict: Hashable, Sendable {
        /// Go on.
        case permitted
        /// Close it.
        case tooMany
    }

    private struct Window {
        var start: Instant
        var count: Int
    }

    /// Addresses that are remembered at once.
    ///
    /// When more connect within a window, the rest share one count.
    private static var maximumAddresses: Int { 4_096 }

    private var windows: [String: Window] = [:]
    private let maximum: Int
    private let window: Duration

    /// Starts with nobody.
    ///
    /// - Parameters:
    ///   - maximum: How many handshakes an address may begin in a window.
    ///   - window: How long a window is.
    package init(maximum: Int = 60, window: Duration = .seconds(60)) {
        self.maximum = maximum
        self.window = window
    }

    /// An address connected.
    ///
    /// - Parameters:
    ///   - address: The peer's address without its port; of IPv6 the part that one customer is given.
    ///   - now: The present moment.
    /// - Returns: What to do with the connection.
    package mutating func connected(from address: String, now: Instant) -> Verdict {
        var key = address
        if self.windows[key] == nil, self.windows.count >= Self.maximumAddresses {
            self.windows = self.windows.filter { $0.value.start.duration(to: now) < self.window }
            if self.windows.count >= Self.maximumAddresses { key = "" }
        }
        var window = self.windows[key] ?? Window(start: now, count: 0)
        if window.start.duration(to: now) >= self.window { window = Window(start: now, count: 0) }
        // Stops at the maximum: what is refused costs nothing and need not be counted.
        let verdict: Verdict = window.count < self.maximum ? .permitted : .tooMany
        if verdict == .permitted { window.count += 1 }
        self.windows[key] = window
        return verdict
    }
}
