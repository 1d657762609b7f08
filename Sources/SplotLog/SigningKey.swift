import Crypto
public import SplotMerge

/// An Ed25519 private key (RFC 8032): a node key, a cluster key or a recovery key.
public struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// The 32 bytes of the public key.
    public let publicKey: Bytes32

    /// Reads a key from its seed.
    ///
    /// - Parameter seed: The 32-byte private key of RFC 8032 §5.1.5.
    /// - Throws: ``LogError`` with code `malformedKey` when the seed is not 32 bytes.
    public init(seed: some Sequence<UInt8>) throws {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: Array(seed)),
            let publicKey = Bytes32(key.publicKey.rawRepresentation)
        else { throw LogError(.malformedKey, "an Ed25519 private key is 32 bytes") }
        self.key = key
        self.publicKey = publicKey
    }

    /// Draws a new key.
    ///
    /// - Parameter generator: Where the 32 random bytes come from; a system generator outside of tests.
    /// - Returns: The key whose seed those bytes are.
    /// - Throws: Nothing that can happen: any 32 bytes are a seed.
    public static func generate(using generator: inout some RandomNumberGenerator) throws -> SigningKey {
        try SigningKey(seed: (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// The 32-byte private key of RFC 8032 §5.1.5.
    ///
    /// Keep it secret.
    public var seed: [UInt8] { Array(self.key.rawRepresentation) }

    /// Signs a message.
    ///
    /// - Parameter message: The bytes to sign, whole.
    /// - Returns: A signature of 64 bytes.
    /// - Throws: What the cryptographic library throws when it cannot sign.
    public func sign(_ message: [UInt8]) throws -> [UInt8] { Array(try self.key.signature(for: message)) }

    /// Whether a signature over a message is by a key.
    ///
    /// - Parameters:
    ///   - signature: 64 bytes.
    ///   - message: The bytes that were signed, whole.
    ///   - publicKey: The 32 bytes of the public key.
    /// - Returns: `false` also when the signature or the key is none.
    public static func isValid(signature: [UInt8], for message: [UInt8], by publicKey: Bytes32) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey.bytes) else { return false }
        return key.isValidSignature(signature, for: message)
    }
}
