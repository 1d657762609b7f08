import ArgumentParser
import SplotBundle
import SplotNode
import SplotOffice

struct BundleImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take what bundles and acknowledgements bring.",
        discussion: """
            What comes in on a stick need not be sorted: a file is told by its content, a bundle from an acknowledgement. \
            Everything in a bundle is checked like what a sync brings; importing it twice changes nothing. One bad file \
            does not keep the others out. Ends with 65 when a file is damaged or does not verify, or a log has two \
            branches, 66 when a file is missing, 75 when an earlier bundle must be imported first, 77 when a bundle is \
            not for this node.

            With --json, one object: dryRun, acknowledgement (the file that was written, or null), files, each with file, \
            kind (bundle, acknowledgement, or null), result (complete, remembered, known, notABundle, newerVersion, \
            notForUs, truncated, damaged, badData, failed), message, and of a bundle entriesNew, entriesKnown, \
            statementsNew, bytes, forks (the ids of logs found to be forked), clustersPassedOver (ids of clusters that are \
            not trusted), logsPassedOver (each with log, cluster, clusterId, reason: gap, forked, otherBranch, outdated).

            Example: splot bundle import /media/stick/* --acknowledge /media/stick/office.ack
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Argument(help: "The files, or - for standard input.")
    var files: [String]

    @Option(
        name: .customLong("acknowledge"),
        help: ArgumentHelp("Write an acknowledgement here, to be carried back.", valueName: "file")
    )
    var acknowledgement: String?

    @Flag(help: "Store nothing; decrypt, check, and say what there is.")
    var dryRun = false

    func validate() throws {
        guard let acknowledgement = self.acknowledgement else { return }
        guard !self.dryRun else { throw ValidationError("What was not stored cannot be acknowledged.") }
        guard acknowledgement != "-" else { throw ValidationError("An acknowledgement is written to a file.") }
    }

    func run() async throws {
        let node = try await self.data.open()
        try self.checkAcknowledgement()
        var outcomes: [BundleImportSummary.Outcome] = []
        for file in self.files {
            let bar = ProgressBar("importing")
            defer { bar?.finish() }
            outcomes.append(await IncomingFile(file).take(into: node, isRehearsal: self.dryRun, bar: bar))
        }
        var summary = BundleImportSummary(
            files: self.files,
            outcomes: outcomes,
            isRehearsal: self.dryRun,
            clusters: try await ClusterNames(of: node)
        )
        if let path = self.acknowledgement, !summary.listed.isEmpty {
            let acknowledgement = try await node.acknowledgement(of: summary.listed)
            let file = try NewFile(path, mayReplace: true)
            defer { file.discard() }
            try file.write(Array(acknowledgement.text.utf8))
            try file.finish()
            summary.acknowledgement = path
        }
        if self.json.isWanted {
            Output.standard.line(summary.json)
        } else {
            summary.print(to: .standard)
        }
        Output.standard.flush()
        for complaint in summary.complaints { ErrorOutput.complain(complaint) }
        guard summary.status == .success else { throw ExitCode(summary.status.rawValue) }
    }

    /// An older acknowledgement may be replaced; anything else of that name is somebody's.
    private func checkAcknowledgement() throws {
        guard let path = self.acknowledgement,
            let bytes = try? LocalFile.read(path, limit: Acknowledgement.maximumBytes)
        else { return }
        guard bytes.isEmpty || IncomingFile.isAcknowledgement(bytes) else {
            throw CommandError(.cannotCreate, "\(path) is there already and no acknowledgement: choose another name")
        }
    }
}
