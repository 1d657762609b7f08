import Crypto
import Foundation
import SplotLog

/// An Ed25519 private key in a file: PKCS#8 in PEM (RFC 8410), which openssl reads and writes as well.
enum KeyFile {
    /// Everything in front of the 32-byte seed: version 0, the algorithm 1.3.101.112, and two octet strings
    /// (RFC 8410 §7, whose example differs in the seed alone).
    private static let prefix: [UInt8] = [
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]

    static func write(_ key: SigningKey, to url: URL) throws {
        let body = Data(Self.prefix + key.seed).base64EncodedString()
        try DataDirectory.write(
            """
            -----BEGIN PRIVATE KEY-----
            \(body)
            -----END PRIVATE KEY-----

            """,
            to: url
        )
    }

    static func read(_ url: URL) throws -> SigningKey {
        let lines = try DataDirectory.read(url).split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }
        guard let der = Data(base64Encoded: lines.joined()), der.count == Self.prefix.count + 32,
            der.starts(with: Self.prefix)
        else { throw NodeError(.damaged, "\(url.path) holds no Ed25519 key: take it from where you keep your keys") }
        return try SigningKey(seed: der.suffix(32))
    }
}
