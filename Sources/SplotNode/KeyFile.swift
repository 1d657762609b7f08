import Crypto
import Foundation
import SplotBundle
import SplotLog

/// A private key in a file: PKCS#8 in PEM (RFC 8410), which openssl reads and writes as well.
enum KeyFile {
    /// The algorithms of RFC 8410 §3 that are used here.
    private enum Algorithm: String {
        case x25519 = "X25519"
        case ed25519 = "Ed25519"

        /// Everything in front of the 32 bytes of the key: version 0, the algorithm 1.3.101.110 or 1.3.101.112, and two
        /// octet strings (RFC 8410 §7, whose example differs in the key alone).
        var prefix: [UInt8] {
            let number: UInt8 = self == .x25519 ? 110 : 112
            return [
                0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, number, 0x04, 0x22, 0x04, 0x20,
            ]
        }
    }

    static func write(_ key: SigningKey, to url: URL) throws { try self.write(key.seed, .ed25519, to: url) }

    static func write(_ key: BundleKey, to url: URL) throws { try self.write(key.privateKey, .x25519, to: url) }

    static func read(_ url: URL) throws -> SigningKey { try SigningKey(seed: self.read(.ed25519, from: url)) }

    static func readBundleKey(_ url: URL) throws -> BundleKey {
        try BundleKey(privateKey: self.read(.x25519, from: url))
    }

    private static func write(_ key: [UInt8], _ algorithm: Algorithm, to url: URL) throws {
        let body = Data(algorithm.prefix + key).base64EncodedString()
        try DataDirectory.write(
            """
            -----BEGIN PRIVATE KEY-----
            \(body)
            -----END PRIVATE KEY-----

            """,
            to: url
        )
    }

    private static func read(_ algorithm: Algorithm, from url: URL) throws -> [UInt8] {
        let lines = try DataDirectory.read(url).split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }
        guard let der = Data(base64Encoded: lines.joined()), der.count == algorithm.prefix.count + 32,
            der.starts(with: algorithm.prefix)
        else {
            throw NodeError(
                .damaged,
                "\(url.path) holds no \(algorithm.rawValue) key: take it from where you keep your keys"
            )
        }
        return Array(der.suffix(32))
    }
}
