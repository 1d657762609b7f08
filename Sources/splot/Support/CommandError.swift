/// What the command line itself finds wrong.
struct CommandError: Error, Equatable {
    /// How the program ends.
    var status: ExitStatus

    /// What is wrong, and what to do about it.
    var message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }
}
