import SplotCBOR
public import SplotMerge

/// The first entry of a log: who writes it, for which cluster (Protocol.md §5.5).
public struct Inception: Hashable, Sendable {
    /// The author's wall clock, in seconds since 1970-01-01T00:00:00Z.
    public var time: UInt64
    /// The cluster whose node writes this log.
    public var cluster: ClusterID
    /// The node key: it signs every checkpoint of this log.
    public var key: Bytes32
    /// What people call the node.
    public var name: String
    /// Sixteen random bytes, so that a node that begins anew begins another log.
    public var nonce: [UInt8]

    /// Describes a log before its first entry is written.
    ///
    /// - Parameters:
    ///   - time: Seconds since 1970-01-01T00:00:00Z by the node's clock.
    ///   - cluster: The cluster whose node writes the log.
    ///   - key: The public half of the node key.
    ///   - name: What people call the node, at most 256 UTF-8 bytes.
    ///   - nonce: Sixteen random bytes.
    public init(time: UInt64, cluster: ClusterID, key: Bytes32, name: String, nonce: [UInt8]) {
        self.time = time
        self.cluster = cluster
        self.key = key
        self.name = name
        self.nonce = nonce
    }

    /// The log's name: the leaf hash of this entry.
    public var log: LogID { LogID(LeafHash.leaf(header: self.encoded, commitment: nil)) }

    /// The version of the log format: 1.
    static let version: UInt64 = 1

    /// The header's bytes.
    package var encoded: [UInt8] {
        var writer = CBORWriter(capacity: 160)
        writer.array(7)
        writer.integer(HeaderType.inception)
        writer.unsigned(self.time)
        writer.unsigned(Self.version)
        writer.byteString(self.cluster.hash.bytes)
        writer.byteString(self.key.bytes)
        writer.text(self.name)
        writer.byteString(self.nonce)
        return writer.bytes
    }

    /// Reads the header of an entry 0.
    ///
    /// - Throws: ``LogError`` `malformedInception` for anything else.
    package init(encoded bytes: [UInt8]) throws {
        do {
            var reader = CBORReader(bytes)
            guard try reader.array(max: 7) == 7, try reader.integer() == HeaderType.inception else {
                throw CBORError(.outOfRange, at: 0)
            }
            self.time = try reader.unsigned(max: Limits.number)
            guard try reader.unsigned() == Self.version else {
                throw LogError(.malformedInception, "the log is of a newer format: update splot to read it")
            }
            guard let cluster = Bytes32(try reader.byteString(count: 32)),
                let key = Bytes32(try reader.byteString(count: 32))
            else { throw CBORError(.outOfRange, at: 0) }
            self.cluster = ClusterID(cluster)
            self.key = key
            self.name = try reader.text(max: Limits.nameBytes)
            self.nonce = Array(try reader.byteString(count: 16))
            try reader.finish()
        } catch let error as CBORError {
            throw LogError(.malformedInception, "the log does not begin with an inception (\(error))")
        }
    }
}
