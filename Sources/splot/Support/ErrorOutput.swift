import Foundation

/// Standard error: complaints, questions and progress.
enum ErrorOutput {
    /// Whether a person is looking.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Says what is wrong: `splot: <what is wrong>: <what to do>`.
    static func complain(_ message: String) { self.write("splot: " + Plain.lines(message) + "\n") }

    /// Writes one line.
    static func line(_ text: String) { self.write(text + "\n") }

    /// Writes text as it is.
    static func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if count <= 0 {
                // Nobody can be told that nobody can be told.
                if errno == EINTR { continue }
                return
            }
            rest = rest.dropFirst(count)
        }
    }
}
