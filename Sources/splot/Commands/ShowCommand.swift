import ArgumentParser
import SplotNode

struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a record, and where each value comes from.",
        discussion: """
            With --json, one object: the keys of splot list, and common, deleted, visibility, created, changed, origins \
            (for each value path, value, cluster, clusterId, node, log, position, time), disagreements (as splot \
            conflicts), suggestions.

            Example: splot show 1a2b3c4d
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Argument(help: "The record's id, or at least its first four digits.")
    var id: String

    func run() async throws {
        let node = try await self.data.open()
        let merged = try await node.record(idPrefix: self.id)
        let details = try await RecordDetails(merged, of: node, clusters: ClusterNames(of: node))
        if self.json.isWanted {
            Output.standard.line(details.json)
        } else {
            details.print(to: .standard)
        }
    }
}
