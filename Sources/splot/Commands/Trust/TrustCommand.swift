import ArgumentParser

struct TrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Decide which clusters to believe.",
        discussion: """
            To trust a cluster is to let its entries count here, and to let it read yours.

            Example: splot trust list
            """,
        subcommands: [TrustAddCommand.self, TrustListCommand.self, TrustRemoveCommand.self]
    )
}
