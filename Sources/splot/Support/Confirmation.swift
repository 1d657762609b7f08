import Foundation

/// Asks before something that is hard to take back.
enum Confirmation {
    /// Asks whether the person agrees.
    ///
    /// - Parameters:
    ///   - question: What is asked; only a whole `yes` is a yes.
    ///   - isGiven: Whether the answer was given on the command line.
    ///   - otherwise: How to give the answer on the command line.
    /// - Returns: Whether the person agrees.
    /// - Throws: When nobody is there to be asked.
    static func ask(_ question: String, isGiven: Bool, otherwise: String) throws -> Bool {
        if isGiven { return true }
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandError(.usage, "there is no terminal to ask on: \(otherwise)")
        }
        Output.standard.flush()
        ErrorOutput.write(question + " Type yes: ")
        let isAgreed = readLine() == "yes"
        if !isAgreed { Output.standard.line("Nothing was changed.") }
        return isAgreed
    }
}
