/// Text signed by one or more keys: a signed note of C2SP (https://c2sp.org/signed-note).
///
/// A parsed note is only well formed. Ignore its text until ``verified(by:)`` has returned.
public struct SignedNote: Sendable {
    /// One signature line of a note.
    public struct Signature: Sendable {
        /// The name of the key, as the line gives it.
        public let keyName: String

        /// The number that tells keys of one name apart; see ``SignedNote/VerifierKey/keyID``.
        public let keyID: UInt32

        /// The signature itself, one byte or more.
        public let bytes: [UInt8]

        /// Puts a signature line together.
        ///
        /// - Parameters:
        ///   - keyName: The key's name: not empty, without white space, control characters and plus signs.
        ///   - keyID: The key's number.
        ///   - bytes: The signature, one byte or more.
        /// - Throws: ``LogError`` with code `malformedNote` for a name or a signature that no line can hold.
        public init(keyName: String, keyID: UInt32, bytes: [UInt8]) throws {
            guard SignedNote.isKeyName(keyName), !bytes.isEmpty else {
                throw LogError(.malformedNote, "a signature line needs a key name without spaces, and a signature")
            }
            self.keyName = keyName
            self.keyID = keyID
            self.bytes = bytes
        }
    }

    /// The largest note accepted, in bytes: 64 KiB.
    public static let maximumBytes = 64 * 1_024

    /// The most signature lines accepted: 16, which every reader of signed notes accepts.
    public static let maximumSignatures = 16

    /// What is signed: UTF-8, the last byte a newline.
    public let text: String

    /// The signature lines, in order.
    public private(set) var signatures: [Signature]

    /// Starts a note without signatures.
    ///
    /// - Parameter text: One line or more, each with its newline, without other control characters.
    /// - Throws: ``LogError`` with code `malformedNote` for a text no note can hold, `tooLarge` beyond 64 KiB.
    public init(text: String) throws { try self.init(text: text, signatures: []) }

    init(text: String, signatures: [Signature]) throws {
        guard text.utf8.last == Self.newline, !text.utf8.contains(where: Self.isControl) else {
            throw LogError(.malformedNote, "a note's text ends with a newline and has no other control characters")
        }
        guard signatures.count <= Self.maximumSignatures else {
            throw LogError(.tooLarge, "a note has \(Self.maximumSignatures) signatures at most")
        }
        self.text = text
        self.signatures = signatures
        guard self.description.utf8.count <= Self.maximumBytes else { throw Self.tooLong }
    }

    /// Signs the text, replacing an earlier signature by the same key.
    ///
    /// - Parameters:
    ///   - key: The private key.
    ///   - name: The key's name: not empty, without white space, control characters and plus signs.
    /// - Throws: ``LogError`` with code `malformedNote` for a name no line can hold, `tooLarge` beyond 16 signatures
    ///   or 64 KiB.
    public mutating func sign(with key: SigningKey, name: String) throws {
        let verifier = try VerifierKey(name: name, publicKey: key.publicKey)
        let bytes = try key.sign(Array(self.text.utf8))
        let others = self.signatures.filter { !verifier.isNamed(by: $0) }
        let line = try Signature(keyName: name, keyID: verifier.keyID, bytes: bytes)
        self = try SignedNote(text: self.text, signatures: others + [line])
    }

    /// Checks the signatures of the keys one knows, and passes over the others.
    ///
    /// - Parameter keys: The keys one trusts to sign this note.
    /// - Returns: Those of them that signed, at least one, in the order of `keys`.
    /// - Throws: ``LogError`` with code `badSignature` when a signature by one of the keys is wrong, or none is there.
    public func verified(by keys: [VerifierKey]) throws -> [VerifierKey] {
        let message = Array(self.text.utf8)
        let signers = try keys.filter { key in
            let lines = self.signatures.filter(key.isNamed)
            for line in lines where !SigningKey.isValid(signature: line.bytes, for: message, by: key.publicKey) {
                throw LogError(.badSignature, "a note's signature by a known key is wrong; do not use the note")
            }
            return !lines.isEmpty
        }
        guard !signers.isEmpty else { throw LogError(.badSignature, "a note is not signed by a known key") }
        return signers
    }
}

extension SignedNote {
    static let tooLong = LogError(.tooLarge, "a note has 64 KiB at most")

    static let newline = UInt8(ascii: "\n")

    static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 && byte != self.newline }

    /// Whether a key may be called so: C2SP signed-note, "Format".
    static func isKeyName(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { $0 != "+" && $0.value >= 0x20 && !$0.properties.isWhitespace }
    }
}
