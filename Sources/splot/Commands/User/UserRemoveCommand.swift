import ArgumentParser
import SplotConsole
import SplotNode

struct UserRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take an account away, and end its sessions.",
        discussion: "Example: splot user remove anna"
    )

    @OptionGroup var data: DataOptions

    @Argument(help: "The name of the account.")
    var name: String

    func run() async throws {
        let node = try await self.data.open(isMerging: false)
        try AccountFile(in: node.path).remove(self.name)
        Output.standard.line("\(self.name) cannot sign in any more.")
    }
}
