import Crypto
public import SplotMerge

extension SignedNote {
    /// A public key that signs notes under a name, written `name+key id+base64` (golang.org/x/mod/sumdb/note).
    public struct VerifierKey: Hashable, Sendable {
        /// The name of the key, such as a log's origin.
        public let name: String

        /// The Ed25519 public key (RFC 8032).
        public let publicKey: Bytes32

        /// The number that tells keys of one name apart: the first four bytes of
        /// SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), most significant first.
        public let keyID: UInt32

        /// Names a key.
        ///
        /// - Parameters:
        ///   - name: Not empty, without white space, control characters and plus signs.
        ///   - publicKey: The 32 bytes of the Ed25519 public key.
        /// - Throws: ``LogError`` with code `malformedNote` for a name that no signature line can hold.
        public init(name: String, publicKey: Bytes32) throws {
            guard SignedNote.isKeyName(name) else {
                throw LogError(.malformedNote, "a key name is not empty and has no spaces or plus signs")
            }
            self.name = name
            self.publicKey = publicKey
            let preimage = Array(name.utf8) + [SignedNote.newline, Self.ed25519] + publicKey.bytes
            self.keyID = SHA256.hash(data: preimage).bytes32.prefix4
        }

        /// Whether a signature line claims to be by this key: C2SP has name and key id decide together.
        func isNamed(by signature: Signature) -> Bool {
            // Byte by byte: strings also count as equal when they only look the same.
            self.keyID == signature.keyID && self.name.utf8.elementsEqual(signature.keyName.utf8)
        }

        /// The signature type of Ed25519 over the note's text.
        private static let ed25519: UInt8 = 0x01
    }
}

extension SignedNote.VerifierKey: LosslessStringConvertible {
    /// The key as `name+key id+base64(0x01 ‖ public key)`, the key id as 8 lower-case hexadecimal digits.
    public var description: String {
        "\(self.name)+\(Self.hex(self.keyID))+\(Base64.encode([Self.ed25519] + self.publicKey.bytes))"
    }

    /// Reads a key; `nil` for anything ``description`` would not print.
    ///
    /// - Parameter description: `name+key id+base64`, the key id being that of the name and the key.
    public init?(_ description: String) {
        let fields = description.utf8.split(
            separator: UInt8(ascii: "+"),
            maxSplits: 2,
            omittingEmptySubsequences: false
        )
        guard fields.count == 3, let key = Base64.decode(String(decoding: fields[2], as: UTF8.self)),
            key.first == Self.ed25519, let publicKey = Bytes32(key.dropFirst()),
            let value = try? Self(name: String(decoding: fields[0], as: UTF8.self), publicKey: publicKey),
            value.description.utf8.elementsEqual(description.utf8)
        else { return nil }
        self = value
    }

    private static func hex(_ keyID: UInt32) -> String {
        let digits = String(keyID, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
