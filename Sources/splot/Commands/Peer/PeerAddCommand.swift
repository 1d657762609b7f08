import ArgumentParser
import SplotNode

struct PeerAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a node to call.",
        discussion: "Example: splot peer add node.cluster.example:7420"
    )

    @OptionGroup var data: DataOptions

    @Argument(help: "Where it answers, host:port; port 7420 when none is given.")
    var address: String

    func run() async throws {
        let (address, isNew) = try await self.data.open().addPeer(self.address)
        Output.standard.line(isNew ? "\(address) will be called by splot sync." : "\(address) was there already.")
    }
}
