import ArgumentParser
import Logging
import SplotNode
import SplotOffice

struct SyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Exchange logs with other nodes once, as cron does.",
        discussion: """
            Says nothing when there was nothing to exchange. Ends with 0 when all is caught up, 69 when a peer was \
            unreachable, 75 when another sync is running here or the deadline came first, 77 when a peer refused, 65 when \
            a peer sent something that does not verify.

            With --json, one object: peers, each with address, cluster, result (caughtUp, unreachable, refused, badData, \
            timeout, failed), message, entriesSent, entriesReceived, bytesSent, bytesReceived (inside TLS), roundTrips, \
            seconds, forks (the ids of logs with two branches), notReceived (of logs \
            that the peer has more of and did not send).

            Example: splot sync --deadline 300
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Argument(help: "The nodes to call, host:port; without any, all known peers.")
    var peers: [String] = []

    @Option(help: ArgumentHelp("Give up after so many seconds; what was stored by then stays.", valueName: "seconds"))
    var deadline: Double?

    @Flag(help: "Only keep what comes: it is merged and shown when the node is next used.")
    var keepOnly = false

    @Flag(name: [.short, .long], help: "Say something also when nothing was exchanged.")
    var verbose = false

    func validate() throws {
        if let deadline, !(deadline > 0 && deadline.isFinite) {
            throw ValidationError("The deadline must be a number of seconds above 0.")
        }
    }

    func run() async throws {
        let node = try await self.data.open(isMerging: !self.keepOnly)
        let progress = SyncProgressBar()
        let results: [SyncResult]
        do {
            defer { progress?.finish() }
            results = try await node.sync(
                with: self.peers,
                deadline: self.deadline,
                logger: StandardErrorLog.logger(level: self.verbose ? .info : .critical),
                progress: { progress?.update($0) }
            )
        }
        let names = try await ClusterNames(of: node, only: results.compactMap(\.cluster))
        let report = SyncSummary(results: results, clusters: names)
        if self.json.isWanted {
            Output.standard.line(report.json)
        } else {
            report.print(to: .standard, isVerbose: self.verbose)
        }
        for complaint in report.complaints { ErrorOutput.complain(complaint) }
        guard report.status == .success else { throw ExitCode(report.status.rawValue) }
    }
}
