public import Foundation
import SplotNode

/// Where and how the console answers.
public struct ConsoleConfiguration: Sendable {
    /// The port used when none is said.
    public static let defaultPort = 7_480

    /// A certificate chain and its private key.
    public struct Certificate: Sendable {
        /// The file of the certificate chain, in PEM, the server's own first.
        public var chain: String
        /// The file of the private key, in PEM.
        public var key: String

        /// Names the files.
        ///
        /// - Parameters:
        ///   - chain: The file of the certificate chain, in PEM, the server's own first.
        ///   - key: The file of the private key, in PEM.
        public init(chain: String, key: String) {
            self.chain = chain
            self.key = key
        }
    }

    /// The host name or IP address to listen on.
    public var host: String
    /// The TCP port to listen on; 0 for any that is free.
    public var port: Int
    /// What to speak TLS with; `nil` for plain HTTP.
    public var certificate: Certificate?
    /// Whether a proxy stands before it that speaks TLS with browsers and says in `X-Forwarded-For` who asks.
    public var isBehindProxy = false
    /// Where times of day are shown.
    public var timeZone: TimeZone = .current
    /// How many connections are held at most; further ones wait.
    public var maximumConnections = 1_000

    /// Describes where to listen.
    ///
    /// - Parameters:
    ///   - host: The host name or IP address to listen on.
    ///   - port: The TCP port to listen on; 0 for any that is free.
    public init(host: String = "127.0.0.1", port: Int = Self.defaultPort) {
        self.host = host
        self.port = port
    }

    /// Whether only this machine can reach it.
    public var isLoopback: Bool {
        self.host == "localhost" || self.host == "::1" || self.host.hasPrefix("127.")
    }

    /// Whether nobody on the way can read what is sent.
    var isSecure: Bool { self.certificate != nil || self.isBehindProxy }

    /// Whether a password may be sent.
    var mayTakePasswords: Bool { self.isSecure || self.isLoopback }
}
