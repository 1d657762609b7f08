import ArgumentParser
import Logging
import ServiceLifecycle
import SplotConsole
import SplotNode
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answer other nodes, keep in touch with the peers, and show the web console.",
        discussion: """
            Runs until it gets SIGTERM or SIGINT. Only clusters that are trusted get an answer other than a refusal. \
            What is written on this data directory, by whichever splot process, goes out within a second to all nodes \
            that stay connected. A peer that cannot be reached is called again, at first after seconds, later after \
            minutes.

            With --console the directory can be seen and edited in a browser. Who has not signed in sees what is \
            public; splot user add makes accounts. Beyond this machine it is shown only with --public, and then signing \
            in needs TLS: --tls-certificate and --tls-key, or a proxy that speaks it and --behind-proxy.

            Example: splot serve --listen "[::]:7420" --console
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

    @OptionGroup(title: "Console") var console: ConsoleOptions

    @Flag(name: [.short, .long], help: "Log more than what went wrong.")
    var verbose = false

    func validate() throws { try self.console.check() }

    func run() async throws {
        let address = try PeerAddress(self.listen)
        let configuration = try self.console.configuration()
        let node = try await self.data.open()
        let logger = StandardErrorLog.logger(level: self.verbose ? .debug : .notice)
        let answering = Answering(node: node, address: address, isCalling: !self.answerOnly, logger: logger)
        var services: [any Service] = [answering]
        if let configuration {
            let quiet = StandardErrorLog.logger(level: self.verbose ? .debug : .error)
            services.append(try await Showing(node: node, configuration: configuration, logger: quiet))
        }
        var group = ServiceGroupConfiguration(
            services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: StandardErrorLog.logger(level: self.verbose ? .debug : .error)
        )
        // Whoever is being answered gets the answer, but nobody holds up the end.
        group.maximumGracefulShutdownDuration = .seconds(5)
        try await ServiceGroup(configuration: group).run()
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

/// The web console as a service.
private struct Showing: Service {
    private let console: Console
    private let address: String

    init(node: Node, configuration: ConsoleConfiguration, logger: Logger) async throws {
        let scheme = configuration.certificate == nil ? "http" : "https"
        let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
        self.address = "\(host):\(configuration.port)"
        self.console = try await Console(node: node, configuration: configuration, logger: logger) { port in
            Output.standard.line("The console is at \(scheme)://\(host):\(port)/")
            Output.standard.flush()
        }
    }

    func run() async throws {
        do {
            try await self.console.run()
        } catch is CancellationError {
            // That is how a signal ends it.
        } catch let error where !(error is NodeError) {
            throw CommandError(
                .unavailable,
                "the console cannot listen on \(self.address): another program may be using it; give another address "
                    + "with --console"
            )
        }
    }
}
