import ArgumentParser
import SplotLog
import SplotNode

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Found a cluster and make its first node.",
        discussion: """
            Makes the cluster's keys, the node's key and its log in the data directory; nothing that is there is \
            overwritten.

            Example: splot init --cluster "Klaster Innowacyjna Medycyna" --node office
            """
    )

    @OptionGroup var data: DataOptions

    @Option(help: ArgumentHelp("What people call the cluster.", valueName: "name"))
    var cluster: String

    @Option(help: ArgumentHelp("What people call the node: the office, the server room.", valueName: "name"))
    var node: String

    @Option(help: ArgumentHelp("The language of the cluster's name.", valueName: "tag"))
    var language = "pl"

    func run() async throws {
        let path = self.data.path
        let node: Node
        do {
            node = try await Node.create(at: path, cluster: self.cluster, node: self.node, language: self.language)
        } catch let error as NodeError where error.code == .file {
            throw CommandError(.cannotCreate, error.message)
        }
        let output = Output.standard
        output.line(Plain.line("\(self.cluster) has its node in \(path)."))
        output.line()
        output.line("Its fingerprint, for the administrators of other clusters to compare:")
        output.line("  " + Card.fingerprint(of: node.cluster))
        output.line()
        output.line("Now move two keys to a place that is not connected to anything, and keep them apart:")
        output.line("  \(path)/cluster.key   signs who may write for the cluster")
        output.line("  \(path)/recovery.key  replaces the cluster key if it is ever stolen")
        output.line("The node needs neither of them from day to day.")
        output.line()
        output.line("Next:")
        output.line("  splot card > card.txt         introduces your cluster: send it to the others")
        output.line("  splot trust add THEIRS.txt    believes another cluster, and lets it read")
        output.line("  splot peer add HOST:PORT      says whom to call, and splot sync calls")
        output.line("  splot import FILE --kind K    takes over a list that you have")
    }
}
