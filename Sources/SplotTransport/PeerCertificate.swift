import NIOCore
import NIOSSL
import SplotMerge
import SwiftASN1
import X509

/// What is asked of a peer's certificate: that it carries one Ed25519 key and is signed by it.
enum PeerCertificate {
    /// Why a certificate was refused.
    enum Fault: Error, Hashable {
        /// None was shown, or more than one.
        case notExactlyOne
        /// The key is of another kind.
        case notEd25519
        /// It is not signed by its own key.
        case notSelfSigned
        /// It cannot be read.
        case malformed
    }

    /// What stands before the 32 bytes of an Ed25519 public key (RFC 8410 §4).
    private static let publicKeyHeader: [UInt8] = [
        0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
    ]

    /// The public node key of a certificate.
    ///
    /// - Throws: ``Fault``.
    static func key(of certificate: NIOSSLCertificate) throws -> Bytes32 {
        let info = try certificate.extractPublicKey().toSPKIBytes()
        guard info.starts(with: self.publicKeyHeader), let key = Bytes32(info.dropFirst(self.publicKeyHeader.count))
        else { throw Fault.notEd25519 }
        guard let parsed = try? Certificate(derEncoded: certificate.toDERBytes()) else { throw Fault.malformed }
        guard parsed.signatureAlgorithm == .ed25519, parsed.issuer == parsed.subject,
            parsed.publicKey.isValidSignature(parsed.signature, for: parsed)
        else { throw Fault.notSelfSigned }
        return key
    }

    /// Decides about the certificates that a peer shows in the handshake.
    ///
    /// Whoever holds the key proves it there (RFC 8446 §4.4.3); whether the key may sync is for the session to say.
    @Sendable
    static func verify(_ certificates: [NIOSSLCertificate], _ promise: EventLoopPromise<NIOSSLVerificationResult>) {
        do {
            guard certificates.count == 1, let certificate = certificates.first else { throw Fault.notExactlyOne }
            _ = try self.key(of: certificate)
            promise.succeed(.certificateVerified)
        } catch {
            promise.succeed(.failed)
        }
    }
}
