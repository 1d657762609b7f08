import NIOSSL
import SplotLog

/// TLS as nodes speak it: version 1.3, Ed25519 on both sides, one protocol name.
struct TLSContexts: Sendable {
    /// The protocol's name in the handshake (ALPN, RFC 7301).
    static let protocolName = "splot/1"

    /// For connections that come in.
    let server: NIOSSLContext
    /// For connections that go out.
    let client: NIOSSLContext

    /// Prepares both for a node key.
    ///
    /// - Throws: ``TransportError`` `internalError`.
    static func make(key: SigningKey) throws -> TLSContexts {
        do {
            return try TLSContexts(key: key)
        } catch {
            throw TransportError(.internalError, "no certificate can be made of the node key", cause: error)
        }
    }

    init(key: SigningKey) throws {
        let certificate = try NodeCertificate(key: key)
        let chain: [NIOSSLCertificateSource] = [.certificate(certificate.certificate)]
        var server = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain,
            privateKey: .privateKey(certificate.privateKey)
        )
        Self.harden(&server)
        self.server = try NIOSSLContext(configuration: server)
        var client = TLSConfiguration.makeClientConfiguration()
        client.certificateChain = chain
        client.privateKey = .privateKey(certificate.privateKey)
        Self.harden(&client)
        self.client = try NIOSSLContext(configuration: client)
    }

    private static func harden(_ configuration: inout TLSConfiguration) {
        configuration.minimumTLSVersion = .tlsv13
        configuration.maximumTLSVersion = .tlsv13
        configuration.applicationProtocols = [Self.protocolName]
        configuration.signingSignatureAlgorithms = [.ed25519]
        configuration.verifySignatureAlgorithms = [.ed25519]
        // Asks the peer for a certificate and refuses it without one; ``PeerCertificate`` decides about it, so that no
        // authority is trusted, nor any host name looked at.
        configuration.certificateVerification = .noHostnameVerification
        configuration.trustRoots = .certificates([])
        configuration.renegotiationSupport = .none
        // Sessions are not to be resumed, but NIOSSL has no switch for it, nor for the tickets that a server gives out.
        // It never offers a ticket when it calls, so no node of this software resumes a session. Other software may
        // offer one: such a session carries the certificate of the handshake that it goes back to, and
        // ``HandshakeHandler`` checks it like any other. Early data is off unless asked for.
    }
}
