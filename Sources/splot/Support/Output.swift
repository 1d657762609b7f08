import Foundation
import SplotOffice
import Synchronization

/// Standard output, written in large pieces.
final class Output: Sendable {
    static let standard = Output()

    private static let pieceSize = 1 << 15
    private let buffer = Mutex<[UInt8]>([])

    /// Whether a person is looking.
    var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// How many characters fit beside each other; `nil` when nobody is looking.
    var width: Int? {
        guard self.isTerminal else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return nil }
        return Int(size.ws_col)
    }

    /// Writes one line.
    func line(_ text: String = "") {
        self.buffer.withLock { buffer in
            buffer += text.utf8
            buffer.append(UInt8(ascii: "\n"))
            if buffer.count >= Self.pieceSize { Self.write(&buffer) }
        }
    }

    /// Writes one JSON value on a line of its own.
    func line(_ value: JSON) { self.line(value.text) }

    /// Writes a table, cut to the width of the terminal where there is one.
    func table(_ table: Table) {
        for line in table.lines(width: self.width) { self.line(line) }
    }

    /// Hands over what was written so far.
    func flush() {
        self.buffer.withLock { Self.write(&$0) }
    }

    private static func write(_ buffer: inout [UInt8]) {
        var rest = buffer[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
                continue
            }
            switch errno {
            case EINTR: continue
            // The reader has gone: nobody wants the rest.
            case EPIPE: exit(ExitStatus.success.rawValue)
            default:
                ErrorOutput.complain("cannot write the output: \(String(cString: strerror(errno)))")
                exit(ExitStatus.inputOutput.rawValue)
            }
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
