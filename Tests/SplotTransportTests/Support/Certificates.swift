import Crypto
import Foundation
import NIOSSL
import SwiftASN1
import X509

/// Certificates that are not as a node's must be.
enum Certificates {
    /// Self-signed, but by a P-256 key.
    static func p256() throws -> (NIOSSLCertificate, NIOSSLPrivateKey) {
        let key = P256.Signing.PrivateKey()
        let certificate = try self.make(.init(key.publicKey), .ecdsaWithSHA256, signedBy: .init(key))
        return (certificate, try NIOSSLPrivateKey(bytes: Array(key.pemRepresentation.utf8), format: .pem))
    }

    /// As it must be, though with another name than nodes give themselves.
    static func selfSigned(seed: [UInt8]) throws -> (NIOSSLCertificate, NIOSSLPrivateKey) {
        try self.ed25519(seed: seed, signedBy: seed)
    }

    /// With an Ed25519 key, but signed by another.
    static func notSelfSigned(seed: [UInt8]) throws -> (NIOSSLCertificate, NIOSSLPrivateKey) {
        try self.ed25519(seed: seed, signedBy: Array(repeating: 9, count: 32))
    }

    private static func ed25519(
        seed: [UInt8],
        signedBy signer: [UInt8]
    ) throws -> (NIOSSLCertificate, NIOSSLPrivateKey) {
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        let other = try Curve25519.Signing.PrivateKey(rawRepresentation: signer)
        let certificate = try self.make(.init(key.publicKey), .ed25519, signedBy: .init(other))
        let header: [UInt8] = [
            0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
        ]
        let pem =
            "-----BEGIN PRIVATE KEY-----\n\(Data(header + seed).base64EncodedString())\n-----END PRIVATE KEY-----\n"
        return (certificate, try NIOSSLPrivateKey(bytes: Array(pem.utf8), format: .pem))
    }

    private static func make(
        _ publicKey: Certificate.PublicKey,
        _ algorithm: Certificate.SignatureAlgorithm,
        signedBy key: Certificate.PrivateKey
    ) throws -> NIOSSLCertificate {
        let name = try DistinguishedName { CommonName("somebody.example") }
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(bytes: [9]),
            publicKey: publicKey,
            notValidBefore: Date(timeIntervalSince1970: 0),
            notValidAfter: Date(timeIntervalSince1970: 253_402_300_799),
            issuer: name,
            subject: name,
            signatureAlgorithm: algorithm,
            extensions: Certificate.Extensions(),
            issuerPrivateKey: key
        )
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return try NIOSSLCertificate(bytes: serializer.serializedBytes, format: .der)
    }
}
