import SplotCBOR
public import SplotLog
public import SplotMerge

/// A node's signed word on what it holds, for a node that it has no line to (Protocol.md §12.4).
///
/// Whoever reads it back need not put into the next bundle what the node already holds.
public struct Acknowledgement: Hashable, Sendable {
    /// How much of a log the node holds.
    public struct Holding: Hashable, Sendable {
        /// The log.
        public var log: LogID
        /// The number of entries, 1 to 2^40.
        public var size: UInt64
        /// The root of the log's tree over them.
        public var root: Bytes32

        /// Says how much of a log is held.
        ///
        /// - Parameters:
        ///   - log: The log.
        ///   - size: The number of entries, 1 to 2^40.
        ///   - root: The root of the log's tree over them.
        public init(log: LogID, size: UInt64, root: Bytes32) {
            self.log = log
            self.size = size
            self.root = root
        }
    }

    /// The most logs that an acknowledgement can tell of.
    public static let maximumLogs = 65_536

    /// The most bytes that the body may have; 65,536 logs take less.
    static let maximumBodyBytes = 5 * 1_024 * 1_024

    /// The body's exact bytes.
    public let body: [UInt8]
    /// The Ed25519 signature over them, 64 bytes.
    public let signature: [UInt8]
    /// The cluster of the node.
    public let cluster: ClusterID
    /// The log that the node writes.
    public let log: LogID
    /// The node's wall clock, in seconds since 1970-01-01T00:00:00Z.
    public let time: UInt64
    /// What the node holds, in the order of the logs.
    public let holdings: [Holding]

    /// Reads an acknowledgement.
    ///
    /// - Parameters:
    ///   - body: The body's exact bytes.
    ///   - signature: 64 bytes; ``isSigned(by:)`` says whether they are right.
    /// - Throws: ``BundleError`` `malformedAcknowledgement`, or `newerVersion`.
    public init(body: [UInt8], signature: [UInt8]) throws {
        guard body.count <= Self.maximumBodyBytes, signature.count == 64 else {
            throw BundleError.malformedAcknowledgement
        }
        do {
            var reader = CBORReader(body)
            let count = try reader.array()
            let version = try reader.unsigned()
            guard version <= 1 else { throw BundleError.newerAcknowledgement }
            guard version == 1, count == 5 else { throw CBORError(.outOfRange, at: 0) }
            self.cluster = ClusterID(try reader.bytes32())
            self.log = LogID(try reader.bytes32())
            self.time = try reader.unsigned(max: Limits.number)
            self.holdings = try Self.holdings(&reader)
            try reader.finish()
        } catch is CBORError { throw BundleError.malformedAcknowledgement }
        self.body = body
        self.signature = signature
    }

    /// Signs what a node holds.
    ///
    /// - Parameters:
    ///   - holdings: The logs that it holds anything of, in any order, each once, at most ``maximumLogs``.
    ///   - cluster: The cluster of the node.
    ///   - log: The log that the node writes.
    ///   - time: Seconds since 1970-01-01T00:00:00Z.
    ///   - key: The node key.
    /// - Returns: The acknowledgement.
    /// - Throws: ``BundleError`` `tooLarge` for too many logs, `malformedAcknowledgement` for a size of 0 or beyond 2^40
    ///   or a log named twice.
    public static func sign(
        _ holdings: [Holding],
        cluster: ClusterID,
        log: LogID,
        time: UInt64,
        with key: SigningKey
    ) throws -> Acknowledgement {
        guard holdings.count <= Self.maximumLogs else {
            throw BundleError(.tooLarge, "an acknowledgement can tell of \(Self.maximumLogs) logs")
        }
        var writer = CBORWriter(capacity: 100 + holdings.count * 80)
        writer.array(5)
        writer.unsigned(1)
        writer.byteString(cluster.hash.bytes)
        writer.byteString(log.hash.bytes)
        writer.unsigned(time)
        writer.array(holdings.count)
        for holding in holdings.sorted(by: { $0.log < $1.log }) {
            writer.array(3)
            writer.byteString(holding.log.hash.bytes)
            writer.unsigned(holding.size)
            writer.byteString(holding.root.bytes)
        }
        let signature = try key.sign(Self.signedMessage(writer.bytes))
        return try Acknowledgement(body: writer.bytes, signature: signature)
    }

    /// Whether the node signed this.
    ///
    /// - Parameter chain: The statements of the node's cluster.
    /// - Returns: `false` also when they are another cluster's, or do not admit the node, or close its log.
    public func isSigned(by chain: StatementChain) -> Bool {
        guard chain.cluster == self.cluster, let key = chain.admitted[self.log], chain.closed[self.log] == nil else {
            return false
        }
        return SigningKey.isValid(signature: self.signature, for: Self.signedMessage(self.body), by: key)
    }

    private static func signedMessage(_ body: [UInt8]) -> [UInt8] { Array("splot/v1/acknowledgement\n".utf8) + body }

    private static func holdings(_ reader: inout CBORReader) throws(CBORError) -> [Holding] {
        let count = try reader.array(max: Self.maximumLogs)
        var holdings: [Holding] = []
        for _ in 0..<count {
            let offset = reader.offset
            guard try reader.array(max: 3) == 3 else { throw CBORError(.outOfRange, at: offset) }
            let log = LogID(try reader.bytes32())
            let size = try reader.unsigned(max: Limits.logSize)
            let root = try reader.bytes32()
            guard size > 0, holdings.last.map({ $0.log < log }) != false else {
                throw CBORError(.outOfRange, at: offset)
            }
            holdings.append(Holding(log: log, size: size, root: root))
        }
        return holdings
    }
}

extension BundleError {
    static let malformedAcknowledgement = BundleError(
        .malformedAcknowledgement,
        "the acknowledgement is damaged: ask for it once more"
    )
    fileprivate static let newerAcknowledgement = BundleError(
        .newerVersion,
        "this acknowledgement was written by a newer splot: update this one and read the file again"
    )
}
