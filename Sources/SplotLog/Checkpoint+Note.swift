public import SplotMerge

/// A checkpoint as the signed note that any reader of C2SP tlog-checkpoint understands.
extension Checkpoint {
    /// The key of a log's signature lines, as tools that read signed notes want it.
    ///
    /// - Parameters:
    ///   - log: The log.
    ///   - key: The log's Ed25519 public key.
    /// - Returns: The key, under the name of the log's origin.
    /// - Throws: Nothing that can happen: every origin may be a key's name.
    public static func verifierKey(log: LogID, key: Bytes32) throws -> SignedNote.VerifierKey {
        try SignedNote.VerifierKey(name: self.origin(log), publicKey: key)
    }

    /// The checkpoint as a signed note.
    ///
    /// - Parameter key: The log's Ed25519 public key: the signature line names it by its key id.
    /// - Returns: The note, with the one signature.
    /// - Throws: Nothing that can happen: every checkpoint fits a note.
    public func note(key: Bytes32) throws -> SignedNote {
        let verifier = try Self.verifierKey(log: self.log, key: key)
        let line = try SignedNote.Signature(keyName: verifier.name, keyID: verifier.keyID, bytes: self.signature)
        return try SignedNote(text: self.text, signatures: [line])
    }

    /// Reads a log's checkpoint from a signed note and verifies it.
    ///
    /// Signatures by others, such as witnesses, are passed over.
    ///
    /// - Parameters:
    ///   - note: The note.
    ///   - log: The log whose checkpoint this has to be.
    ///   - key: The log's Ed25519 public key.
    /// - Throws: ``LogError`` with code `malformedCheckpoint` when the text is not exactly that log's origin, a size and
    ///   a root, or two signatures claim to be the log's; `badSignature` when it is not signed by the key.
    public init(note: SignedNote, log: LogID, key: Bytes32) throws {
        let verifier = try Self.verifierKey(log: log, key: key)
        _ = try note.verified(by: [verifier])
        let lines = note.text.utf8.split(separator: SignedNote.newline, omittingEmptySubsequences: false)
        let signatures = note.signatures.filter(verifier.isNamed)
        // Three lines and the nothing behind the last newline. What the numbers print again as is what was signed.
        guard lines.count == 4, signatures.count == 1,
            let size = UInt64(String(decoding: lines[1], as: UTF8.self)),
            let root = Base64.decode(String(decoding: lines[2], as: UTF8.self)).flatMap({ Bytes32($0) }),
            let checkpoint = try? Checkpoint(log: log, size: size, root: root, signature: signatures[0].bytes),
            checkpoint.text.utf8.elementsEqual(note.text.utf8)
        else {
            throw LogError(.malformedCheckpoint, "a checkpoint is the log's origin, its size and its root, a line each")
        }
        self = checkpoint
    }
}
