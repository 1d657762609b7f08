/// Who is told how a session goes; called from any of its tasks.
package struct SessionObserver: Sendable {
    /// Told after each batch.
    package var onProgress: @Sendable (SyncProgress) -> Void
    /// Told after each round that came to its end, of all that the session has done so far.
    package var onRound: @Sendable (SyncReport) -> Void

    /// Names whom to tell.
    package init(
        onProgress: @escaping @Sendable (SyncProgress) -> Void = { _ in },
        onRound: @escaping @Sendable (SyncReport) -> Void = { _ in }
    ) {
        self.onProgress = onProgress
        self.onRound = onRound
    }
}
