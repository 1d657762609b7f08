import ArgumentParser
import Foundation
import SplotConsole
import SplotNode

/// Where and how the web console answers.
struct ConsoleOptions: ParsableArguments {
    @Option(
        name: .customLong("console"),
        defaultAsFlag: "127.0.0.1:\(ConsoleConfiguration.defaultPort)",
        help: ArgumentHelp(
            "Show the web console, for this machine unless another address is said.",
            valueName: "addr:port"
        )
    )
    var address: String?

    @Flag(name: .customLong("public"), help: "Show what is public to everybody who can reach the address.")
    var isPublic = false

    @Option(help: ArgumentHelp("The certificate chain to speak TLS with, in PEM.", valueName: "file"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("The private key of the certificate, in PEM.", valueName: "file"))
    var tlsKey: String?

    @Flag(help: "A proxy stands before it that speaks TLS and says in X-Forwarded-For who asks.")
    var behindProxy = false

    /// Refuses what does not go together.
    func check() throws {
        let isAnythingSaid = self.isPublic || self.tlsCertificate != nil || self.tlsKey != nil || self.behindProxy
        guard self.address != nil || !isAnythingSaid else { throw ValidationError("Say --console as well.") }
        guard (self.tlsCertificate == nil) == (self.tlsKey == nil) else {
            throw ValidationError("--tls-certificate and --tls-key go together.")
        }
        guard let configuration = try self.configuration(), !configuration.isLoopback, !self.isPublic else { return }
        throw ValidationError(
            "\(configuration.host) can be reached from other machines: say --public, and everybody who reaches it sees "
                + "what is public."
        )
    }

    /// What was said; `nil` when no console is wanted.
    func configuration() throws -> ConsoleConfiguration? {
        guard let text = self.address else { return nil }
        let isPort = !text.isEmpty && text.allSatisfy(\.isNumber)
        let address = try PeerAddress(
            isPort ? "127.0.0.1:\(text)" : text,
            defaultPort: ConsoleConfiguration.defaultPort
        )
        var configuration = ConsoleConfiguration(host: address.host, port: address.port)
        configuration.isBehindProxy = self.behindProxy
        if let chain = self.tlsCertificate, let key = self.tlsKey {
            configuration.certificate = ConsoleConfiguration.Certificate(chain: chain, key: key)
        }
        return configuration
    }
}
