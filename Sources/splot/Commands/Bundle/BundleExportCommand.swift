import ArgumentParser
import SplotBundle
import SplotLog
import SplotMerge
import SplotNode
import SplotOffice

struct BundleExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a bundle for a cluster.",
        discussion: """
            The bundle holds what that cluster may read, from where the last acknowledgement of its nodes ends that was \
            imported here; everything when there is none. The file is there whole or not at all, and replaces another \
            only with --force. Ends with 73 when the file is there already, 77 when the cluster is not trusted.

            With --json, one object: file, cluster, clusterId, recipients (the logs of the nodes that can read it), since \
            (when the acknowledgement was signed that it begins behind, or null), clusters, statements, logs, entries, \
            bytes (how many are in it), forks (logs of which only proof of their fork is in it), otherBranches (logs of \
            which the receiver has acknowledged another branch), leftOut (logs that cannot be passed on). When the bundle \
            goes to standard output, what is said goes to standard error.

            Example: splot bundle export /media/stick/for-pikmed.bundle --for PIKMED
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Argument(help: "The file to write, or - for standard output.")
    var file: String

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "For whom: a file with the cluster's card, its name, or the beginning of its id.",
            valueName: "cluster"
        )
    )
    var receiver: String?

    @Option(
        name: .customLong("since"),
        help: ArgumentHelp("Begin where this acknowledgement ends; it also says for whom.", valueName: "file")
    )
    var acknowledgement: String?

    @Flag(help: "Put everything in, whatever was acknowledged.")
    var all = false

    @Flag(help: "Replace a file that is there.")
    var force = false

    func validate() throws {
        guard self.receiver != nil || self.acknowledgement != nil else {
            throw ValidationError("Say for whom the bundle is, with --for or --since.")
        }
        guard !self.all || self.acknowledgement == nil else {
            throw ValidationError("--all and --since say two different things.")
        }
    }

    func run() async throws {
        let node = try await self.data.open()
        let start = try self.start()
        let receiver = try await self.receiver(for: node, start: start)
        let file = try NewFile(self.file, mayReplace: self.force)
        let bar = ProgressBar("exporting")
        let export: BundleExport
        do {
            defer { bar?.finish() }
            export = try await receiver.export(from: node, start: start) { done, total in
                bar?.update(done: done, total: total)
            } write: {
                try file.write($0)
            }
            try file.finish()
        } catch {
            file.discard()
            throw error
        }
        let summary = BundleExportSummary(file: self.file, export: export, clusters: try await ClusterNames(of: node))
        let lines = self.json.isWanted ? [summary.json.text] : summary.lines
        for line in lines {
            if file.isStandardOutput { ErrorOutput.line(line) } else { Output.standard.line(line) }
        }
        Output.standard.flush()
        for complaint in summary.complaints { ErrorOutput.complain(complaint) }
    }

    private func start() throws -> BundleStart {
        guard let path = self.acknowledgement else { return self.all ? .beginning : .acknowledged }
        let bytes = try LocalFile.read(path, limit: Acknowledgement.maximumBytes)
        return .since(try Acknowledgement(text: String(decoding: bytes, as: UTF8.self)))
    }

    private func receiver(for node: Node, start: BundleStart) async throws -> BundleReceiver {
        if let text = self.receiver { return try await BundleReceiver(text, for: node) }
        guard case .since(let acknowledgement) = start else {
            throw CommandError(.usage, "say for whom the bundle is, with --for or --since")
        }
        return .cluster(acknowledgement.cluster)
    }
}
