import ArgumentParser
import SplotNode
import SplotOffice

struct PeerListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the nodes to call.",
        discussion: """
            With --json, one object a line: address, cluster (its name), clusterId, lastSync, lastResult, behind (how \
            many entries it was not offered yet); null for what is not known yet.

            Example: splot peer list
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    func run() async throws {
        let node = try await self.data.open()
        let peers = try await node.peers()
        let clusters = try await ClusterNames(of: node)
        if self.json.isWanted {
            for peer in peers { Output.standard.line(PeerRows.json(peer, clusters: clusters)) }
        } else if peers.isEmpty {
            Output.standard.line("There are no peers yet: splot peer add HOST:PORT adds one.")
        } else {
            Output.standard.table(PeerRows.table(peers, clusters: clusters))
        }
    }
}
