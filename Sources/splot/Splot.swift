import ArgumentParser

/// The command line: parse, call the library, print.
@main
struct Splot: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "splot",
        abstract: "A directory that several clusters share, with nobody above them.",
        discussion: """
            Every cluster runs a node. A node keeps what its cluster says in a signed log, swaps logs with the nodes of \
            the clusters it trusts, and shows what all of them say together.

            Begin with: splot init --cluster "PIKMED" --node office
            """,
        version: "splot 0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "Setting up",
                subcommands: [InitCommand.self, CardCommand.self, TrustCommand.self, PeerCommand.self]
            ),
            CommandGroup(
                name: "Writing",
                subcommands: [
                    ImportCommand.self, AddCommand.self, EditCommand.self, DeleteCommand.self, RestoreCommand.self,
                ]
            ),
            CommandGroup(
                name: "Agreeing",
                subcommands: [
                    ConflictsCommand.self, ResolveCommand.self, SuggestionsCommand.self, AcceptCommand.self,
                    DeclineCommand.self, DuplicatesCommand.self, LinkCommand.self, UnlinkCommand.self,
                ]
            ),
            CommandGroup(
                name: "Reading",
                subcommands: [
                    ListCommand.self, SearchCommand.self, ShowCommand.self, HistoryCommand.self, DiffCommand.self,
                    ReportCommand.self, KindsCommand.self,
                ]
            ),
            CommandGroup(
                name: "Exchanging",
                subcommands: [SyncCommand.self, ServeCommand.self, BundleCommand.self]
            ),
            CommandGroup(
                name: "Looking after a node",
                subcommands: [StatusCommand.self, LogCommand.self, VerifyCommand.self, UserCommand.self]
            ),
            CommandGroup(
                name: "Trying it out",
                subcommands: [DemoCommand.self]
            ),
        ]
    )

    // What the parser itself complains about reads like everything else that goes wrong.
    static var _errorLabel: String { "splot" }

    static func main() async {
        BrokenPipe.ignoreSignal()
        do {
            var command = try Self.parseAsRoot()
            do {
                if var asynchronous = command as? any AsyncParsableCommand {
                    try await asynchronous.run()
                } else {
                    try command.run()
                }
                Output.standard.flush()
            } catch {
                Output.standard.flush()
                if let failure = Failure(error) { failure.exit() }
                throw error
            }
        } catch {
            Self.exit(withError: error)
        }
    }
}
