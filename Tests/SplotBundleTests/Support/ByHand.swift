import Crypto
import Foundation
import SplotCBOR

/// HPKE in base mode (RFC 9180 §4, §5.1) and the sealed file (Protocol.md §12.1), written down from their text.
///
/// So what is expected does not come from the code under test, and the ephemeral key can be chosen, which the
/// cryptographic library does not let anybody do.
enum ByHand {
    /// DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305.
    private static let kem = Data("KEM".utf8) + Data([0x00, 0x20])
    private static let suite = Data("HPKE".utf8) + Data([0x00, 0x20, 0x00, 0x01, 0x00, 0x03])

    /// A recipient's log and public key, and the ephemeral key to seal with; without one, that of low order is used.
    typealias Slot = (log: [UInt8], key: [UInt8], ephemeral: [UInt8]?)

    /// Encrypts one message; the first of its context.
    static func seal(
        _ message: [UInt8],
        authenticating additional: [UInt8] = [],
        to publicKey: [UInt8],
        info: [UInt8],
        ephemeral: [UInt8]?
    ) throws -> (encapsulated: [UInt8], sealed: [UInt8]) {
        var encapsulated = Data(count: 32)
        var shared = Data(count: 32)
        if let ephemeral {
            let ephemeral = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: ephemeral)
            let recipient = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: publicKey)
            encapsulated = ephemeral.publicKey.rawRepresentation
            shared = try ephemeral.sharedSecretFromKeyAgreement(with: recipient).withUnsafeBytes { Data($0) }
        }
        let (key, nonce) = self.schedule(shared, context: encapsulated + publicKey, info: info)
        let box = try ChaChaPoly.seal(
            message,
            using: key,
            nonce: ChaChaPoly.Nonce(data: nonce),
            authenticating: additional
        )
        return (Array(encapsulated), Array(box.ciphertext + box.tag))
    }

    /// Decrypts the first message of a context.
    static func open(_ sealed: [UInt8], encapsulated: [UInt8], with privateKey: [UInt8], info: [UInt8]) throws
        -> [UInt8]
    {
        let recipient = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: privateKey)
        let sender = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: encapsulated)
        let shared = try recipient.sharedSecretFromKeyAgreement(with: sender).withUnsafeBytes { Data($0) }
        let context = Data(encapsulated) + recipient.publicKey.rawRepresentation
        let (key, nonce) = self.schedule(shared, context: context, info: info)
        return Array(try ChaChaPoly.open(ChaChaPoly.SealedBox(combined: nonce + sealed), using: key))
    }

    /// A whole sealed file.
    static func file(_ plain: [UInt8], fileKey: [UInt8], slots: [Slot]) throws -> [UInt8] {
        var list = CBORWriter()
        list.array(slots.count)
        for slot in slots {
            let info = Array("splot/v1/bundle\n".utf8) + slot.log
            let (encapsulated, sealed) = try self.seal(fileKey, to: slot.key, info: info, ephemeral: slot.ephemeral)
            list.array(3)
            list.byteString(slot.log)
            list.byteString(encapsulated)
            list.byteString(sealed)
        }
        let length = [0, 0, UInt8(list.bytes.count >> 8), UInt8(list.bytes.count & 0xff)]
        let head = Array("splot bundle 1\n".utf8) + length + list.bytes
        return try head + self.chunks(plain, key: self.chunkKey(fileKey, head: head))
    }

    static func chunkKey(_ fileKey: [UInt8], head: [UInt8]) -> SymmetricKey {
        let info = Data("splot/v1/bundle-chunks\n".utf8) + Data(SHA256.hash(data: head))
        return HKDF<SHA256>.deriveKey(inputKeyMaterial: SymmetricKey(data: fileKey), info: info, outputByteCount: 32)
    }

    static func chunks(_ plain: [UInt8], key: SymmetricKey) throws -> [UInt8] {
        let starts = plain.isEmpty ? [0] : Array(stride(from: 0, to: plain.count, by: 65_536))
        return try starts.enumerated()
            .flatMap { number, start in
                let chunk = plain[start..<min(start + 65_536, plain.count)]
                return try self.chunk(chunk, number: number, isLast: start == starts.last, key: key)
            }
    }

    static func chunk(
        _ chunk: ArraySlice<UInt8>,
        number: Int,
        isLast: Bool,
        key: SymmetricKey
    ) throws -> [UInt8] {
        let nonce = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, UInt8(number), isLast ? 1 : 0] as [UInt8]
        let box = try ChaChaPoly.seal(chunk, using: key, nonce: ChaChaPoly.Nonce(data: nonce))
        return Array(box.ciphertext + box.tag)
    }

    /// ExtractAndExpand of the KEM, then the key schedule of base mode.
    private static func schedule(_ secret: Data, context: Data, info: [UInt8]) -> (SymmetricKey, Data) {
        let extracted = self.extract(salt: Data(), label: "eae_prk", secret, suite: self.kem)
        let agreed = self.expand(extracted, label: "shared_secret", context, count: 32, suite: self.kem)
        let pskID = self.extract(salt: Data(), label: "psk_id_hash", Data(), suite: self.suite)
        let infoHash = self.extract(salt: Data(), label: "info_hash", Data(info), suite: self.suite)
        let schedule = Data([0x00]) + pskID + infoHash
        let scheduled = self.extract(salt: agreed, label: "secret", Data(), suite: self.suite)
        let key = self.expand(scheduled, label: "key", schedule, count: 32, suite: self.suite)
        let nonce = self.expand(scheduled, label: "base_nonce", schedule, count: 12, suite: self.suite)
        return (SymmetricKey(data: key), nonce)
    }

    private static func extract(salt: Data, label: String, _ material: Data, suite: Data) -> Data {
        let labelled = Data("HPKE-v1".utf8) + suite + Data(label.utf8) + material
        return Data(HKDF<SHA256>.extract(inputKeyMaterial: SymmetricKey(data: labelled), salt: salt))
    }

    private static func expand(_ key: Data, label: String, _ info: Data, count: Int, suite: Data) -> Data {
        let labelled = Data([0, UInt8(count)]) + Data("HPKE-v1".utf8) + suite + Data(label.utf8) + info
        return HKDF<SHA256>.expand(pseudoRandomKey: key, info: labelled, outputByteCount: count)
            .withUnsafeBytes { Data($0) }
    }
}
