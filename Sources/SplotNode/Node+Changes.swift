import SplotStore

extension Node {
    /// How often it is looked whether something has changed.
    static var lookInterval: Duration { .milliseconds(250) }

    /// Ticks after the logs, the statements or the trust of this node have changed, whichever process has changed them.
    ///
    /// Several changes may come as one tick, also those of an instant ago: whoever hears one looks at all there is. The
    /// database is looked at four times a second.
    ///
    /// - Parameter clock: What measures the time between two looks.
    /// - Returns: A stream for one reader, which ends when its task is cancelled or the database cannot be read.
    public func changes(clock: some Clock<Duration> = ContinuousClock()) -> AsyncStream<Void> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let watching = Task {
                defer { continuation.finish() }
                var known: [Int64]?
                while let mark = try? await self.store.read({ try $0.changeMark() }) {
                    if let known, mark != known { continuation.yield() }
                    known = mark
                    guard (try? await clock.sleep(for: Self.lookInterval)) != nil else { return }
                }
            }
            continuation.onTermination = { _ in watching.cancel() }
        }
    }
}
