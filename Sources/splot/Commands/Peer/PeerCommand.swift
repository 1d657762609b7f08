import ArgumentParser

struct PeerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "peer",
        abstract: "Say which nodes to call.",
        discussion: """
            One node of the federation is enough: it passes on what it has of the others.

            Example: splot peer add node.cluster.example:7420
            """,
        subcommands: [PeerAddCommand.self, PeerListCommand.self, PeerRemoveCommand.self]
    )
}
