import Crypto
import SplotCBOR
import SplotMerge

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What stands in front of the first chunk: for whom the file is, and its key, sealed to each (Protocol.md §12.1).
struct SealedHead {
    /// The most bytes that the list of recipients may have; 512 of them take less.
    static let maximumBytes = 65_536

    /// The bytes of a file key.
    static let keyBytes = 32

    /// The suite of RFC 9180 §7: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305.
    private static let suite = HPKE.Ciphersuite.Curve25519_SHA256_ChachaPoly

    /// The file key, sealed to one node.
    private struct Slot {
        let log: LogID
        let encapsulatedKey: [UInt8]
        let sealedKey: [UInt8]
    }

    /// The first line, the length and the list, exactly as they stand in the file.
    let bytes: [UInt8]

    private let slots: [Slot]

    /// Seals a file key.
    ///
    /// - Parameters:
    ///   - fileKey: 32 random bytes.
    ///   - recipients: The nodes that shall read the file, 1 to 512. The ephemeral key for each comes from the
    ///     cryptographic library, which takes no randomness from outside.
    /// - Throws: ``BundleError`` `noRecipient`, `tooManyRecipients`, or `unusableKey`.
    init(sealing fileKey: [UInt8], to recipients: [SealedFile.Recipient]) throws(BundleError) {
        guard !recipients.isEmpty else {
            throw BundleError(
                .noRecipient,
                "no node of that cluster has a key for bundles: ask for its card as it is now"
            )
        }
        guard recipients.count <= SealedFile.maximumRecipients else {
            throw BundleError(
                .tooManyRecipients,
                "a bundle can be for \(SealedFile.maximumRecipients) nodes: make several"
            )
        }
        var slots: [Slot] = []
        for recipient in recipients { slots.append(try Self.slot(sealing: fileKey, to: recipient)) }
        var writer = CBORWriter(capacity: slots.count * 120 + 3)
        writer.array(slots.count)
        for slot in slots {
            writer.array(3)
            writer.byteString(slot.log.hash.bytes)
            writer.byteString(slot.encapsulatedKey)
            writer.byteString(slot.sealedKey)
        }
        self.slots = slots
        self.bytes = SealedFile.magic + Self.length(writer.bytes.count) + writer.bytes
    }

    /// Reads the list of recipients.
    ///
    /// - Parameter bytes: The first line, the length and as many bytes as that says.
    /// - Throws: ``BundleError`` `damaged` when the list breaks its grammar.
    init(_ bytes: [UInt8]) throws(BundleError) {
        do {
            var reader = CBORReader(Array(bytes.dropFirst(SealedFile.magic.count + 4)))
            let count = try reader.array(max: SealedFile.maximumRecipients)
            guard count > 0 else { throw CBORError(.outOfRange, at: 0) }
            var slots: [Slot] = []
            for _ in 0..<count {
                let offset = reader.offset
                guard try reader.array(max: 3) == 3, let log = Bytes32(try reader.byteString(count: Bytes32.count))
                else { throw CBORError(.outOfRange, at: offset) }
                let encapsulatedKey = Array(try reader.byteString(count: 32))
                let sealedKey = Array(try reader.byteString(count: Self.keyBytes + SealedFile.tagBytes))
                slots.append(Slot(log: LogID(log), encapsulatedKey: encapsulatedKey, sealedKey: sealedKey))
            }
            try reader.finish()
            self.slots = slots
            self.bytes = bytes
        } catch { throw .damaged }
    }

    /// The file key.
    ///
    /// A cluster may state a key for a log that is another's, so that a log can stand here several times: each is tried.
    ///
    /// - Parameters:
    ///   - log: The log that the reading node writes.
    ///   - key: Its private key.
    /// - Returns: The 32 bytes that were sealed.
    /// - Throws: ``BundleError`` `notForUs`, or `wrongKey` when the file is for the node but for no key it has.
    func fileKey(for log: LogID, with key: BundleKey) throws(BundleError) -> [UInt8] {
        let own = self.slots.filter { $0.log == log }
        guard !own.isEmpty else { throw .notForUs }
        for slot in own { if let fileKey = try? Self.open(slot, with: key) { return fileKey } }
        throw .wrongKey
    }

    /// The key that the chunks are encrypted with.
    ///
    /// It depends on every byte in front of them, so that nobody can change for whom the file is.
    ///
    /// - Parameter fileKey: The 32 bytes that are sealed to the recipients.
    /// - Returns: A key for ``ChunkCipher``.
    func chunkKey(_ fileKey: [UInt8]) -> SymmetricKey {
        HKDF<SHA256>
            .deriveKey(
                inputKeyMaterial: SymmetricKey(data: fileKey),
                info: Array("splot/v1/bundle-chunks\n".utf8) + SHA256.hash(data: self.bytes),
                outputByteCount: 32
            )
    }

    private static func slot(
        sealing fileKey: [UInt8],
        to recipient: SealedFile.Recipient
    ) throws(BundleError) -> Slot {
        do {
            let key = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: recipient.key.bytes)
            let anyKey = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: Array(repeating: 1, count: 32))
            try Self.check(key, with: anyKey)
            var sender = try HPKE.Sender(recipientKey: key, ciphersuite: Self.suite, info: Self.info(recipient.log))
            let sealedKey = try sender.seal(fileKey)
            return Slot(
                log: recipient.log,
                encapsulatedKey: Array(sender.encapsulatedKey),
                sealedKey: Array(sealedKey)
            )
        } catch {
            throw BundleError(
                .unusableKey,
                "nothing can be encrypted to the key of log \(recipient.log): its cluster must state another"
            )
        }
    }

    private static func open(_ slot: Slot, with key: BundleKey) throws -> [UInt8] {
        let encapsulated = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: slot.encapsulatedKey)
        try Self.check(encapsulated, with: key.key)
        var recipient = try HPKE.Recipient(
            privateKey: key.key,
            ciphersuite: Self.suite,
            info: Self.info(slot.log),
            encapsulatedKey: Data(slot.encapsulatedKey)
        )
        return Array(try recipient.open(slot.sealedKey))
    }

    /// Refuses a point of low order, with which all the world shares the same secret: 32 zero bytes.
    ///
    /// RFC 9180 §7.1.4 demands it; the library leaves it to its callers.
    private static func check(
        _ key: Curve25519.KeyAgreement.PublicKey,
        with privateKey: Curve25519.KeyAgreement.PrivateKey
    ) throws {
        let secret = try privateKey.sharedSecretFromKeyAgreement(with: key)
        guard secret.withUnsafeBytes({ $0.contains { $0 != 0 } }) else { throw BundleError.damaged }
    }

    private static func info(_ log: LogID) -> Data { Data(Array("splot/v1/bundle\n".utf8) + log.hash.bytes) }

    private static func length(_ count: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) }
    }
}
