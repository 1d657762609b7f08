/// Counts the sessions that are open at once.
package struct SessionCount: Sendable {
    /// What to do with a connection.
    package enum Verdict: Hashable, Sendable {
        /// Talk to it.
        case admitted
        /// Only tell it that there is no room.
        case busy
        /// Close it; not even for telling so is there room.
        case full
    }

    private var open = 0
    private let maximum: Int

    /// Starts with none.
    ///
    /// - Parameter maximum: How many sessions may be open; a quarter as many more may be told that there is no room.
    package init(maximum: Int = 64) { self.maximum = maximum }

    /// A connection was made.
    ///
    /// Unless it is refused as ``Verdict/full``, ``ended()`` follows.
    package mutating func began() -> Verdict {
        guard self.open < self.maximum + max(1, self.maximum / 4) else { return .full }
        self.open += 1
        return self.open <= self.maximum ? .admitted : .busy
    }

    /// A connection that was not refused as full is closed.
    package mutating func ended() { self.open = max(0, self.open - 1) }
}
