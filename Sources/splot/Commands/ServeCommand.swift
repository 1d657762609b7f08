import ArgumentParser
import Logging
import ServiceLifecycle
import SplotNode
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answer other nodes, and keep in touch with the peers.",
        discussion: """
            Runs until it gets SIGTERM or SIGINT. Only clusters that are trusted get an answer other than a refusal. \
            What is written on this data directory, by whichever splot process, goes out within a second to all nodes \
            that stay connected. A peer that cannot be reached is called again, at first after seconds, later after \
            minutes.

            Example: splot serve --listen "[::]:7420"
            """
    )

    @OptionGroup var data: DataOptions

    @Option(
        help: ArgumentHelp(
            "Where to listen. The default is every address of the machine in IPv4; [::]:7420 is every one in both.",
            valueName: "addr:port"
        )
    )
    var listen = "0.0.0.0:7420"

    @Flag(help: "Call nobody: only answer those that call.")
    var answerOnly = false

    @Flag(name: [.short, .long], help: "Log more than what went wrong.")
    var verbose = false

    func run() async throws {
        let address = try PeerAddress(self.listen)
        let node = try await self.data.open()
        let logger = StandardErrorLog.logger(level: self.verbose ? .debug : .notice)
        let service = Answering(node: node, address: address, isCalling: !self.answerOnly, logger: logger)
        let configuration = ServiceGroupConfiguration(
            services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: StandardErrorLog.logger(level: self.verbose ? .debug : .error)
        )
        try await ServiceGroup(configuration: configuration).run()
    }
}

/// The listening part of a node as a service.
private struct Answering: Service {
    let node: Node
    let address: PeerAddress
    let isCalling: Bool
    let logger: Logger

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown {
                let isCalling = self.isCalling
                try await self.node.serve(on: self.address, isCalling: isCalling, logger: self.logger) { bound in
                    Output.standard.line("Listening on \(bound).")
                    Output.standard.flush()
                }
            }
        } catch is CancellationError {
            // That is how a signal ends it.
        }
    }
}
