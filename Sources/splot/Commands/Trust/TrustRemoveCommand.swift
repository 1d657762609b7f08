import ArgumentParser
import SplotNode

struct TrustRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Stop trusting a cluster.",
        discussion: """
            Its entries stay on the disk but count no more, and it may not read what your cluster writes from now on.

            Example: splot trust remove "Klaster Nowoczesna Medycyna"
            """
    )

    @OptionGroup var data: DataOptions

    @Argument(help: "The cluster's name, or the beginning of its id.")
    var cluster: String

    @Flag(help: "Do not ask.")
    var yes = false

    func run() async throws {
        let node = try await self.data.open()
        let cluster = try await node.trustedCluster(self.cluster)
        let isAgreed = try Confirmation.ask(
            Plain.line("Stop trusting \(cluster.name)? Its \(cluster.entries) entries will not count any more."),
            isGiven: self.yes,
            otherwise: "say --yes"
        )
        guard isAgreed else { return }
        try await node.distrust(cluster.id)
        Output.standard.line(Plain.line("\(cluster.name) is not trusted any more."))
    }
}
