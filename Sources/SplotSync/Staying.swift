package import SplotMerge

/// What a listener needs for sessions that stay after their first round.
package struct Staying: Sendable {
    /// A stream for one session: it ticks when there is something new here, and ends when the session is to leave.
    package var news: @Sendable () -> AsyncStream<Void>
    /// Told the key of each peer that has come through its first round.
    package var onFirstRound: @Sendable (Bytes32) -> Void
    /// Told the key of each such peer when its session is over.
    package var onEnd: @Sendable (Bytes32) -> Void

    /// Names all three.
    package init(
        news: @escaping @Sendable () -> AsyncStream<Void>,
        onFirstRound: @escaping @Sendable (Bytes32) -> Void = { _ in },
        onEnd: @escaping @Sendable (Bytes32) -> Void = { _ in }
    ) {
        self.news = news
        self.onFirstRound = onFirstRound
        self.onEnd = onEnd
    }
}
