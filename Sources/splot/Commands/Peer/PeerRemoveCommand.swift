import ArgumentParser
import SplotNode

struct PeerRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Forget a node to call.",
        discussion: "Example: splot peer remove node.cluster.example:7420"
    )

    @OptionGroup var data: DataOptions

    @Argument(help: "Where it answers, host:port.")
    var address: String

    func run() async throws {
        try await self.data.open().removePeer(self.address)
        Output.standard.line(Plain.line("\(self.address) will not be called any more."))
    }
}
