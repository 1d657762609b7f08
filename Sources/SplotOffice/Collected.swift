import Synchronization

/// Gathers what a reading of the directory hands out piece by piece.
package final class Collected<Element: Sendable>: Sendable {
    private let kept = Mutex<[Element]>([])

    package init() {}

    /// What was gathered so far, in order.
    package var all: [Element] { self.kept.withLock { $0 } }

    package func append(_ element: Element) { self.kept.withLock { $0.append(element) } }
}
