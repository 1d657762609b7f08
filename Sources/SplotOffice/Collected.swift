import Synchronization

/// Gathers what a reading of the directory hands out piece by piece.
final class Collected<Element: Sendable>: Sendable {
    private let kept = Mutex<[Element]>([])

    /// What was gathered so far, in order.
    var all: [Element] { self.kept.withLock { $0 } }

    func append(_ element: Element) { self.kept.withLock { $0.append(element) } }
}
