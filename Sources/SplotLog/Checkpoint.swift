public import SplotMerge

/// A log's signed word on its size and root (https://c2sp.org/tlog-checkpoint).
///
/// What is signed is the text of a note. Its lines all follow from the log, the size and the root, so that only the
/// signature need be kept and sent.
public struct Checkpoint: Hashable, Sendable {
    /// The log.
    public let log: LogID

    /// The number of the log's entries, at most 2^40.
    public let size: UInt64

    /// The root of the Merkle tree over that many entries.
    public let root: Bytes32

    /// The Ed25519 signature by the log's key over the note's text: 64 bytes.
    public let signature: [UInt8]

    /// Puts a checkpoint together from what was kept or received; ``isValid(key:)`` says whether it is one.
    ///
    /// - Parameters:
    ///   - log: The log.
    ///   - size: The number of its entries.
    ///   - root: The root over them.
    ///   - signature: 64 bytes.
    /// - Throws: ``LogError`` with code `outOfRange` for a size beyond 2^40, `malformedCheckpoint` for a signature of
    ///   another length.
    public init(log: LogID, size: UInt64, root: Bytes32, signature: [UInt8]) throws {
        guard size <= Limits.logSize else { throw LogError(.outOfRange, "a log has at most 2^40 entries") }
        guard signature.count == 64 else { throw LogError(.malformedCheckpoint, "an Ed25519 signature has 64 bytes") }
        self.log = log
        self.size = size
        self.root = root
        self.signature = signature
    }

    /// Signs a size and root.
    ///
    /// - Parameters:
    ///   - log: The log.
    ///   - size: The number of its entries.
    ///   - root: The root over them.
    ///   - key: The log's private key.
    /// - Returns: The signed checkpoint.
    /// - Throws: ``LogError`` with code `outOfRange` for a size beyond 2^40.
    public static func sign(log: LogID, size: UInt64, root: Bytes32, with key: SigningKey) throws -> Checkpoint {
        let text = Self.text(log: log, size: size, root: root)
        return try Checkpoint(log: log, size: size, root: root, signature: try key.sign(Array(text.utf8)))
    }

    /// Whether the log's key signed this.
    ///
    /// - Parameter key: The log's Ed25519 public key, from its inception.
    /// - Returns: Whether the signature is by that key and over exactly this log, size and root.
    public func isValid(key: Bytes32) -> Bool {
        SigningKey.isValid(signature: self.signature, for: Array(self.text.utf8), by: key)
    }

    /// The three lines that are signed: origin, size and root.
    public var text: String { Self.text(log: self.log, size: self.size, root: self.root) }

    /// The first line of a log's checkpoints, and the name of its key in signature lines.
    ///
    /// - Parameter log: The log.
    /// - Returns: `splot/v1/` and the log's id in lower-case hexadecimal.
    public static func origin(_ log: LogID) -> String { "splot/v1/\(log.hash.hex)" }

    private static func text(log: LogID, size: UInt64, root: Bytes32) -> String {
        "\(self.origin(log))\n\(size)\n\(Base64.encode(root.bytes))\n"
    }
}
