import ArgumentParser
import SplotNode
import SplotOffice

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show how the node stands.",
        discussion: """
            Nodes that hold the same logs have the same directory digest. With --json, one object: cluster, clusterId, \
            node, directoryDigest, logs (each with log, cluster, clusterId, node, size, root, own, closedAt, stoppedAt), \
            forks (each with log, cluster, clusterId, foundAt, and the two signed checkpoints smaller and larger), faults \
            (node keys that sent what does not verify: key, count, lastAt, pauseSeconds), peers (each with the keys of splot peer list), counts (records of each kind), conflicts, suggestions.

            Example: splot status --json
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    func run() async throws {
        let node = try await self.data.open()
        let status = try await node.status()
        let clusters = try await ClusterNames(of: node)
        if self.json.isWanted {
            Output.standard.line(StatusReport(status: status, clusters: clusters).json)
        } else {
            StatusReport(status: status, clusters: clusters).print(to: .standard)
        }
    }
}
