import ArgumentParser
import SplotConsole
import SplotNode

struct UserAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Make an account, or give one a new password and role.",
        discussion: """
            Asks for the password twice; where there is no terminal, its first line of standard input is the password. \
            An editor sees everything and writes into the directory; an admin also adds and removes peers. A new \
            password ends the sessions that were begun with the old one.

            Example: splot user add anna --role editor
            """
    )

    @OptionGroup var data: DataOptions

    @Argument(help: "The name to sign in with: letters, digits, dots, dashes and underscores.")
    var name: String

    @Option(help: ArgumentHelp("What the account may do: editor or admin.", valueName: "role"))
    var role: String

    func validate() throws {
        guard Account.Role(rawValue: self.role) != nil else {
            throw ValidationError("--role takes editor or admin.")
        }
    }

    func run() async throws {
        let node = try await self.data.open(isMerging: false)
        guard let role = Account.Role(rawValue: self.role) else { return }
        let password = try PasswordPrompt.read(
            "Password for \(self.name), at least \(AccountFile.leastPassword) characters: "
        )
        let isNew = try AccountFile(in: node.path).set(self.name, role: role, password: password)
        Output.standard.line(isNew ? "\(self.name) can sign in now." : "\(self.name) has a new password and role.")
    }
}
