import Foundation

/// Asks for a password without showing it.
enum PasswordPrompt {
    /// Asks twice on a terminal; otherwise takes the first line of standard input.
    ///
    /// - Throws: ``CommandError`` `data` when nothing is given or the two differ.
    static func read(_ question: String) throws -> String {
        guard isatty(STDIN_FILENO) == 1 else {
            guard let line = readLine(), !line.isEmpty else {
                throw CommandError(.usage, "there is no password in standard input: write it as the first line")
            }
            return line
        }
        let first = try self.ask(question)
        guard try self.ask("The same again: ") == first else {
            throw CommandError(.data, "the two passwords differ: nothing was changed")
        }
        return first
    }

    private static func ask(_ question: String) throws -> String {
        Output.standard.flush()
        ErrorOutput.write(question)
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else {
            throw CommandError(.unavailable, "the terminal cannot be kept from showing the password")
        }
        let before = settings
        settings.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
        defer {
            var before = before
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            ErrorOutput.write("\n")
        }
        guard let line = readLine(), !line.isEmpty else { throw CommandError(.data, "no password was given") }
        return line
    }
}
