import Testing

struct HelpTests {
    private let program: Program

    init() async throws { self.program = Program(scratch: try Scratch()) }

    @Test(arguments: [["--help"], ["-h"], ["help"], []])
    func theProgramSaysWhatItCanDo(arguments: [String]) async throws {
        let run = try await self.program.run(arguments)
        #expect(run.status == 0)
        #expect(run.errors == "")
        #expect(
            run.output == """
                OVERVIEW: A directory that several clusters share, with nobody above them.

                Every cluster runs a node. A node keeps what its cluster says in a signed log,
                swaps logs with the nodes of the clusters it trusts, and shows what all of them
                say together.

                Begin with: splot init --cluster "PIKMED" --node office

                USAGE: splot <subcommand>

                OPTIONS:
                  --version               Show the version.
                  -h, --help              Show help information.

                SETTING UP SUBCOMMANDS:
                  init                    Found a cluster and make its first node.
                  card                    Print the card by which your cluster introduces
                                          itself.
                  trust                   Decide which clusters to believe.
                  peer                    Say which nodes to call.

                WRITING SUBCOMMANDS:
                  import                  Take over a list from a file.
                  add                     Add a record.
                  edit                    Change a record.
                  delete                  Delete a record; it can be brought back.
                  restore                 Bring a deleted record back.

                AGREEING SUBCOMMANDS:
                  conflicts               List the disagreements between clusters, the oldest
                                          first.
                  resolve                 Settle a conflict, or many by a rule.
                  suggestions             List what other clusters suggest about your records.
                  accept                  Take over what another cluster suggests about your
                                          record.
                  decline                 Turn down what another cluster suggests about your
                                          record.
                  duplicates              List organisations and clusters that are in the
                                          directory twice.
                  link                    Say that two records are about the same thing.
                  unlink                  Say that two linked records are not about the same
                                          thing.

                READING SUBCOMMANDS:
                  list                    List the directory.
                  search                  Find records by their words.
                  show                    Show a record, and where each value comes from.
                  history                 List every entry that wrote to a record.
                  diff                    Show what changed in the directory since a date.
                  report                  Count members by type, region and cluster.
                  kinds                   List the kinds of record, or the fields of one kind.

                EXCHANGING SUBCOMMANDS:
                  sync                    Exchange logs with other nodes once, as cron does.
                  serve                   Answer other nodes, keep in touch with the peers, and
                                          show the web console.
                  bundle                  Carry a sync in a file, where there is no line.

                LOOKING AFTER A NODE SUBCOMMANDS:
                  status                  Show how the node stands.
                  log                     Print the entries of the logs, one a line.
                  verify                  Hash everything again and compare it with what was
                                          signed.
                  user                    Look after the accounts of the web console.

                TRYING IT OUT SUBCOMMANDS:
                  demo                    Play the story of three clusters that share one
                                          directory.

                  See 'splot help <subcommand>' for detailed help.

                """
        )
    }

    @Test func theVersionIsNamed() async throws {
        #expect(try await self.program.run(["--version"]).output == "splot 0.1.0\n")
    }

    @Test(arguments: [
        "init", "card", "trust", "peer", "import", "add", "edit", "delete", "restore", "resolve", "list", "show",
        "history", "conflicts", "suggestions", "accept", "decline", "duplicates", "link", "unlink", "search", "diff",
        "report", "kinds", "sync", "serve", "bundle", "status", "log", "verify", "user", "demo",
    ])
    func everyCommandGivesAnExample(command: String) async throws {
        let run = try await self.program.run(["help", command])
        #expect(run.status == 0)
        #expect(run.output.contains("Example: splot \(command)"))
    }

    @Test(arguments: [
        ["frobnicate"], ["list", "--frobnicate"], ["show"], ["sync", "--deadline", "soon"], ["sync", "--deadline=-1"],
        ["bundle", "export", "x"], ["bundle", "export", "x", "--all", "--since", "y"], ["bundle", "import"],
        ["log", "--after", "x"], ["report", "--by", "size"], ["report", "--at", "soon"], ["search"], ["diff"],
        ["duplicates", "--kind", "member"], ["report", "--json", "--format", "csv"], ["resolve", "1a2b", "phone"],
        ["import", "x.csv", "--kind", "member", "--set", "nothing"],
        ["serve", "--public"], ["serve", "--console", "0.0.0.0:1"], ["serve", "--console", "1", "--tls-key", "x"],
        ["user", "add", "anna"], ["user", "add", "anna", "--role", "boss"],
    ])
    func aWrongCommandLineEndsWith64(arguments: [String]) async throws {
        let run = try await self.program.run(arguments)
        #expect(run.status == 64)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("splot: "))
        #expect(run.errors.contains("--help"))
    }
}
