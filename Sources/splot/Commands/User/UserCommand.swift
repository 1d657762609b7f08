import ArgumentParser

struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Look after the accounts of the web console.",
        discussion: """
            Accounts are of this node alone: they are no part of the directory, and no other node learns of them.

            Example: splot user add anna --role editor
            """,
        subcommands: [UserAddCommand.self, UserListCommand.self, UserRemoveCommand.self]
    )
}
