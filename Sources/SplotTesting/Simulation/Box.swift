import Synchronization

/// A value that a closure brings back.
final class Box<Value: Sendable>: Sendable {
    private let stored = Mutex<Value?>(nil)

    /// The value, once there is one.
    var value: Value? {
        get { self.stored.withLock { $0 } }
        set { self.stored.withLock { $0 = newValue } }
    }
}
