import SplotCBOR
public import SplotMerge

/// A self-contained object signed by a cluster's key, numbered and chained (Protocol.md §4).
public struct Statement: Hashable, Sendable {
    /// What a statement says.
    public enum Act: Hashable, Sendable {
        /// Statement 0: the cluster exists. Names its key, the hash of its recovery key, and what people call it.
        case found(key: Bytes32, recoveryHash: Bytes32, name: String)
        /// The cluster lets a node write a log.
        case admit(nodeKey: Bytes32, log: LogID, name: String)
        /// The branch of a log with this root at this size stands; the rest is void, and nothing more is accepted.
        case close(log: LogID, size: UInt64, root: Bytes32)
        /// From here on another key signs. With the recovery key, that key signs this statement.
        case rotate(key: Bytes32, recoveryHash: Bytes32, recoveryKey: Bytes32?)
        /// The cluster goes on as another cluster.
        case succeeded(by: ClusterID)
        /// The payloads at these positions of one of the cluster's logs are to be erased everywhere.
        case erase(log: LogID, ranges: [Range<UInt64>])
        /// Offline bundles for the node that writes this log are encrypted to this X25519 key.
        case receive(log: LogID, key: Bytes32)
        /// A statement of a newer version; a critical one stops the merging of the cluster's logs.
        case unknown(isCritical: Bool)
    }

    /// The most bytes a statement's body may take.
    public static let maximumBodyBytes = 16 * 1_024

    /// The body's exact bytes: what is hashed and signed.
    public let body: [UInt8]
    /// The Ed25519 signature of ``signedMessage``, 64 bytes.
    public let signature: [UInt8]
    /// The cluster; statement 0 does not name it, being what it is named after.
    public let cluster: ClusterID
    /// The statement's number: 0, 1, 2 and so on.
    public let number: UInt64
    /// The hash of the statement before; `nil` in statement 0.
    public let previous: Bytes32?
    /// The wall clock of whoever signed, in seconds since 1970-01-01T00:00:00Z.
    public let time: UInt64
    /// What the statement says.
    public let act: Act

    /// SHA-256(0x04 ‖ body): what the next statement chains to; of statement 0, the cluster's name.
    public var hash: Bytes32 { Self.hash(ofBody: self.body) }

    /// The hash under which a founding statement names a recovery key: SHA-256(0x06 ‖ key).
    ///
    /// - Parameter key: The public half of the recovery key.
    /// - Returns: The hash, which does not give the key away.
    public static func recoveryHash(of key: Bytes32) -> Bytes32 { LeafHash.tagged(0x06, key.bytes) }

    /// The bytes of body and signature together.
    var byteCount: Int { self.body.count + self.signature.count }

    /// What the signature covers: a fixed prefix and the body, so that the key's other signatures cannot pass for it.
    var signedMessage: [UInt8] { Self.signedMessage(body: self.body) }

    private static func signedMessage(body: [UInt8]) -> [UInt8] { Array("splot/v1/statement\n".utf8) + body }

    /// The hash of a statement with this body.
    package static func hash(ofBody body: [UInt8]) -> Bytes32 { LeafHash.tagged(0x04, body) }

    /// Reads a statement.
    ///
    /// - Parameters:
    ///   - body: The body's exact bytes.
    ///   - signature: 64 bytes; whether they are right depends on the statements before (``StatementChain``).
    /// - Throws: ``LogError`` `malformedStatement` or `tooLarge`.
    public init(body: [UInt8], signature: [UInt8]) throws {
        guard body.count <= Self.maximumBodyBytes, signature.count == 64 else {
            throw LogError(.tooLarge, "a statement has at most \(Self.maximumBodyBytes) bytes and a signature of 64")
        }
        do {
            var reader = try StatementReader(body)
            let (cluster, number, previous) = try reader.position()
            (self.time, self.act) = try reader.act(isFirst: number == 0)
            self.cluster = cluster ?? ClusterID(Self.hash(ofBody: body))
            self.number = number
            self.previous = previous
        } catch {
            throw LogError(.malformedStatement, "a statement is malformed (\(error))")
        }
        self.body = body
        self.signature = signature
    }

    /// Writes and signs a statement that follows another.
    ///
    /// - Parameters:
    ///   - act: What it says.
    ///   - previous: The statement before; `nil` for a founding one.
    ///   - time: Seconds since 1970-01-01T00:00:00Z.
    ///   - key: The key whose turn it is: the cluster key, or for a rotation by recovery the recovery key.
    /// - Returns: The statement; whether the key was the right one is for ``StatementChain`` to say.
    /// - Throws: ``LogError`` `malformedStatement` for an act that no statement can hold, such as a name too long,
    ///   `tooLarge` when the body takes more than ``maximumBodyBytes``.
    public static func sign(
        _ act: Act,
        after previous: Statement?,
        time: UInt64,
        with key: SigningKey
    ) throws -> Statement {
        let body = try StatementWriter.body(act: act, previous: previous, time: time)
        return try Statement(body: body, signature: try key.sign(Self.signedMessage(body: body)))
    }

    /// Whether the signature is by the given key.
    func isSigned(by key: Bytes32) -> Bool {
        SigningKey.isValid(signature: self.signature, for: self.signedMessage, by: key)
    }
}
