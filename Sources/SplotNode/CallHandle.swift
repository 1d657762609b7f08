import Synchronization

/// Runs something in the task of a group, and can end it alone.
final class CallHandle: Sendable {
    private enum State {
        case waiting
        case running(Task<Void, Never>)
        case cancelled
    }

    private let state = Mutex(State.waiting)

    /// Runs to the end, or until this or the task around it is cancelled.
    func run(_ body: @escaping @Sendable () async -> Void) async {
        let task = self.state.withLock { state -> Task<Void, Never>? in
            guard case .waiting = state else { return nil }
            let task = Task { await body() }
            state = .running(task)
            return task
        }
        await withTaskCancellationHandler {
            await task?.value
        } onCancel: {
            self.cancel()
        }
    }

    /// Ends it.
    func cancel() {
        self.state.withLock { state in
            if case .running(let task) = state { task.cancel() }
            state = .cancelled
        }
    }
}
