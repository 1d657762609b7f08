import Synchronization

/// A bar on standard error that grows with the work; only made when a person is looking.
final class ProgressBar: Sendable {
    private static let cells = 30

    private let label: String
    private let drawn = Mutex<String>("")

    /// Makes a bar, or nothing when standard error is no terminal.
    init?(_ label: String) {
        guard ErrorOutput.isTerminal else { return nil }
        self.label = label
    }

    /// Shows how far the work has come.
    func update(done: UInt64, total: UInt64) {
        let line = Self.line(self.label, done: done, total: total)
        self.drawn.withLock { drawn in
            guard line != drawn else { return }
            drawn = line
            ErrorOutput.write("\r\u{1B}[K" + line)
        }
    }

    /// Takes the bar away.
    func finish() {
        self.drawn.withLock { drawn in
            guard !drawn.isEmpty else { return }
            drawn = ""
            ErrorOutput.write("\r\u{1B}[K")
        }
    }

    /// The bar as text; it changes with each hundredth, so that drawing costs nothing beside the work.
    static func line(_ label: String, done: UInt64, total: UInt64) -> String {
        let share = total == 0 ? 0 : min(1, Double(done) / Double(total))
        let full = Int(share * Double(Self.cells))
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: Self.cells - full)
        return "\(label) \(bar) \(Int(share * 100)) %"
    }
}
