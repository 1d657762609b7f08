import Synchronization

/// A session as its reader, its writer and its timer share it.
final class Conversation<Instant: InstantProtocol>: Sendable where Instant.Duration == Duration {
    private struct State: ~Copyable {
        var session: Session
        var timer: SessionTimer<Instant>
        var bytesSent: UInt64 = 0
        var bytesReceived: UInt64 = 0
        var failure: (any Error)?
    }

    /// Ticks when the session may have something new for the writer; iterated by the writer only.
    let changes: AsyncStream<Void>

    private let state: Mutex<State>
    private let signal: AsyncStream<Void>.Continuation
    private let now: @Sendable () -> Instant
    private let observer: SessionObserver

    init(
        session: consuming sending Session,
        timer: SessionTimer<Instant>,
        now: @escaping @Sendable () -> Instant,
        observer: SessionObserver
    ) {
        // One tick is enough: the writer asks for all that is new.
        (self.changes, self.signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        self.state = Mutex(State(session: session, timer: timer))
        self.now = now
        self.observer = observer
    }

    /// Asks or tells the session something.
    ///
    /// - Parameters:
    ///   - isWriter: Whether the writer itself asks; anyone else makes it look again.
    ///   - body: Asks or tells.
    /// - Returns: What `body` returns.
    func update<Step: Sendable>(byWriter isWriter: Bool = false, _ body: (inout Session) -> Step) -> Step {
        let (step, progress, round) = self.state.withLock { state in
            let before = (progress: state.session.progress, rounds: state.session.roundCount)
            let wasResting = state.session.isResting
            let step = body(&state.session)
            switch (wasResting, state.session.isResting) {
            case (false, true): state.timer.rested(now: self.now())
            case (true, false): state.timer.began(now: self.now())
            case (_, _):
                // One round may follow the other without a rest.
                if state.session.roundCount != before.rounds { state.timer.began(now: self.now()) }
            }
            let progress = state.session.progress
            return (
                step, progress == before.progress ? nil : progress,
                state.session.roundCount == before.rounds ? nil : Self.report(of: state)
            )
        }
        if !isWriter { self.signal.yield() }
        if let progress { self.observer.onProgress(progress) }
        if let round { self.observer.onRound(round) }
        return step
    }

    /// How long frames may be now.
    var frameLimit: FrameLimit { self.state.withLock { $0.session.frameLimit } }

    /// Whether this side has ended the session early.
    var isDraining: Bool { self.state.withLock { $0.session.isDraining } }

    /// The peer was accepted.
    func accepted(now: Instant) { self.state.withLock { $0.timer.accepted(now: now) } }

    /// Bytes were sent.
    func sent(_ byteCount: Int, now: Instant) {
        self.state.withLock { state in
            state.bytesSent += UInt64(byteCount)
            state.timer.moved(now: now)
        }
    }

    /// Bytes arrived; whether they are movement depends on the frame that they belong to.
    func arrived(_ byteCount: Int) { self.state.withLock { $0.bytesReceived += UInt64(byteCount) } }

    /// A frame, or a part of one, arrived.
    func moved(now: Instant) { self.state.withLock { $0.timer.moved(now: now) } }

    /// Whether time is up.
    func check(now: Instant) -> SessionTimer<Instant>.Verdict { self.state.withLock { $0.timer.check(now: now) } }

    /// The replica failed; the first failure is kept.
    func failed(_ error: any Error, _ violation: Violation) {
        self.state.withLock { state in
            if state.failure == nil { state.failure = error }
            state.session.end(violation)
        }
        self.signal.yield()
    }

    /// What came of it.
    var result: SessionResult {
        self.state.withLock { SessionResult(report: Self.report(of: $0), failure: $0.failure) }
    }

    private static func report(of state: borrowing State) -> SyncReport {
        var report = state.session.report
        report.bytesSent = state.bytesSent
        report.bytesReceived = state.bytesReceived
        return report
    }
}
