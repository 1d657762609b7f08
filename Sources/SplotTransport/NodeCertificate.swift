import Crypto
import FoundationEssentials
import NIOSSL
import SplotLog
import SwiftASN1
import X509

/// The certificate that carries a node key through TLS.
///
/// It says nothing but the key: always the same name, always the same dates, signed by the key itself.
struct NodeCertificate {
    /// The certificate.
    let certificate: NIOSSLCertificate
    /// The key that belongs to it.
    let privateKey: NIOSSLPrivateKey

    /// Makes the certificate of a node key.
    init(key: SigningKey) throws {
        let signingKey = try Curve25519.Signing.PrivateKey(rawRepresentation: key.seed)
        let name = try DistinguishedName { CommonName("splot node") }
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(bytes: [1]),
            publicKey: Certificate.PublicKey(signingKey.publicKey),
            notValidBefore: Self.notValidBefore,
            notValidAfter: Self.notValidAfter,
            issuer: name,
            subject: name,
            signatureAlgorithm: .ed25519,
            extensions: Certificate.Extensions(),
            issuerPrivateKey: Certificate.PrivateKey(signingKey)
        )
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        self.certificate = try NIOSSLCertificate(bytes: serializer.serializedBytes, format: .der)
        let pem = Self.privateKeyHeader + key.seed
        self.privateKey = try NIOSSLPrivateKey(bytes: Array(Self.pem(pem).utf8), format: .pem)
    }

    /// 1970-01-01T00:00:00Z.
    ///
    /// Trust has no dates here: statements admit keys and close logs.
    private static let notValidBefore = Date(timeIntervalSince1970: 0)

    /// 9999-12-31T23:59:59Z: "no well-defined expiration date" (RFC 5280 §4.1.2.5).
    private static let notValidAfter = Date(timeIntervalSince1970: 253_402_300_799)

    /// What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410 §7).
    private static let privateKeyHeader: [UInt8] = [
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]

    private static func pem(_ der: [UInt8]) -> String {
        "-----BEGIN PRIVATE KEY-----\n\(Data(der).base64EncodedString())\n-----END PRIVATE KEY-----\n"
    }
}
