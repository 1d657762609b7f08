import Dispatch
import Synchronization

/// A value that is being worked out on another core while this one does something else.
final class Ahead<Value: Sendable>: Sendable {
    private let result = Mutex<Value?>(nil)
    private let work: @Sendable () -> Value
    private let isDone = DispatchSemaphore(value: 0)

    /// Begins to work a value out.
    ///
    /// - Parameters:
    ///   - isInline: Whether it is worked out only when it is wanted: for what is too little to be worth a thread.
    ///   - work: Works it out.
    init(inline isInline: Bool = false, _ work: @escaping @Sendable () -> Value) {
        self.work = work
        if isInline {
            self.isDone.signal()
        } else {
            DispatchQueue.global()
                .async {
                    let value = work()
                    self.result.withLock { $0 = value }
                    self.isDone.signal()
                }
        }
    }

    /// The value, once it is there.
    ///
    /// Blocks its thread: not for the threads that Swift's tasks share.
    var value: Value {
        self.isDone.wait()
        defer { self.isDone.signal() }
        return self.result.withLock { $0 } ?? self.work()
    }
}
