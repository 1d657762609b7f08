import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
public import Logging
import NIOCore
import NIOSSL
public import ServiceLifecycle
public import SplotNode

/// The web console of a node: pages for readers and administrators, an HTTP API, feeds and metrics.
///
/// It answers until its task is cancelled or the service group shuts down. Who has not signed in sees what is public.
public struct Console: Service {
    /// Told the port that is listened on.
    public typealias Ready = @Sendable (_ port: Int) -> Void

    let services: ConsoleServices
    private let ready: Ready

    /// Prepares a console.
    ///
    /// - Parameters:
    ///   - node: The node whose directory it shows.
    ///   - configuration: Where and how to answer.
    ///   - environment: The clock and the generator.
    ///   - logger: Where to log; neither names nor what people type is logged.
    ///   - ready: Told the port once it answers.
    /// - Throws: `StoreError` when the database cannot be read.
    public init(
        node: Node,
        configuration: ConsoleConfiguration = ConsoleConfiguration(),
        environment: ConsoleEnvironment = .system,
        logger: Logger,
        ready: @escaping Ready = { _ in }
    ) async throws {
        self.services = try await ConsoleServices(
            node: node,
            configuration: configuration,
            environment: environment,
            logger: logger
        )
        self.ready = ready
    }

    /// Answers until the task is cancelled, or told to shut down gracefully.
    ///
    /// - Throws: `NodeError` `file` when a certificate cannot be read, or the system's error when the address cannot be
    ///   listened on.
    public func run() async throws {
        let application = try self.application
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            // Who listens for changes would otherwise keep the server from ending.
            group.addTask { await cancelWhenGracefulShutdown { await self.services.changes.run() } }
            try await application.run()
        }
    }

    /// The console as an application, for tests that have no socket.
    var application: some ApplicationProtocol {
        get throws {
            let configuration = self.services.configuration
            let ready = self.ready
            return Application(
                responder: ConsoleRouter(services: self.services).router.buildResponder(),
                server: try self.server(),
                configuration: ApplicationConfiguration(
                    address: .hostname(configuration.host, port: configuration.port),
                    backlog: 1_024,
                    availableConnectionsDelegate: MaximumAvailableConnections(configuration.maximumConnections)
                ),
                onServerRunning: { channel in ready(channel.localAddress?.port ?? configuration.port) },
                logger: self.services.logger
            )
        }
    }

    private func server() throws -> HTTPServerBuilder {
        let plain = HTTPServerBuilder.http1(configuration: HTTP1Channel.Configuration(idleTimeout: .seconds(60)))
        guard let certificate = self.services.configuration.certificate else { return plain }
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(certificate.chain).map(NIOSSLCertificateSource.certificate)
            let key = try NIOSSLPrivateKey(file: certificate.key, format: .pem)
            var tls = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
            tls.minimumTLSVersion = .tlsv12
            tls.applicationProtocols = ["http/1.1"]
            return try .tls(plain, tlsConfiguration: tls)
        } catch {
            throw NodeError(
                .file,
                "cannot use \(certificate.chain) and \(certificate.key): a certificate chain and its private key, both in "
                    + "PEM, are needed"
            )
        }
    }
}
