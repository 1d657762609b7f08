import Crypto
public import SplotMerge

/// An X25519 private key (RFC 7748): what a node opens the bundles with that are encrypted to it (Protocol.md §12.2).
///
/// It signs nothing, so that a copy of it in a backup can fork no log.
public struct BundleKey: Sendable {
    let key: Curve25519.KeyAgreement.PrivateKey

    /// The 32 bytes of the public key, which a `receive` statement names.
    public let publicKey: Bytes32

    /// Reads a key.
    ///
    /// - Parameter privateKey: The 32 bytes of RFC 7748 §5 that are a private key there.
    /// - Throws: ``BundleError`` `malformedKey` when there are fewer or more.
    public init(privateKey: some Sequence<UInt8>) throws {
        guard let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: Array(privateKey)),
            let publicKey = Bytes32(key.publicKey.rawRepresentation)
        else { throw BundleError(.malformedKey, "an X25519 private key is 32 bytes") }
        self.key = key
        self.publicKey = publicKey
    }

    /// Draws a new key.
    ///
    /// - Parameter generator: Where the 32 random bytes come from; a system generator outside of tests.
    /// - Returns: The key that those bytes are.
    /// - Throws: Nothing that can happen: any 32 bytes are a private key.
    public static func generate(using generator: inout some RandomNumberGenerator) throws -> BundleKey {
        try BundleKey(privateKey: (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// The 32 bytes of the private key.
    ///
    /// Keep them secret.
    public var privateKey: [UInt8] { Array(self.key.rawRepresentation) }
}
