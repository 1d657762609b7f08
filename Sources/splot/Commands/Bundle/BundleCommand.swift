import ArgumentParser

struct BundleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: "Carry a sync in a file, where there is no line.",
        discussion: """
            A bundle is encrypted to one cluster's nodes, and checked like what a sync brings: it may travel by any \
            means. Each side exports for the other. An acknowledgement, carried back, makes the next bundle smaller.

            Example: splot bundle export /media/stick/for-pikmed.bundle --for PIKMED
            """,
        subcommands: [BundleExportCommand.self, BundleImportCommand.self, BundleKeyCommand.self]
    )
}
