import ArgumentParser
import SplotConsole
import SplotNode
import SplotOffice

struct UserListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the accounts.",
        discussion: """
            With --json, one object a line: name, role.

            Example: splot user list
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    func run() async throws {
        let node = try await self.data.open(isMerging: false)
        let accounts = try AccountFile(in: node.path).accounts()
        if self.json.isWanted {
            for account in accounts {
                Output.standard.line(
                    .object(["name": .string(account.name), "role": .string(account.role.rawValue)])
                )
            }
        } else if accounts.isEmpty {
            Output.standard.line("There are no accounts yet: splot user add NAME --role editor makes one.")
        } else {
            var table = Table([Table.Column("NAME", isFlexible: true), Table.Column("ROLE")])
            for account in accounts { table.add([account.name, account.role.rawValue]) }
            Output.standard.table(table)
        }
    }
}
