import SplotLog
import SplotMerge

/// Keys and names that are always the same, for targets that need some.
enum Stage {
    /// A key pair; what it signs stands for what its owner signed.
    static let key = Result { try SigningKey(seed: [UInt8](repeating: 0x03, count: 32)) }

    /// The inception of a log of that key.
    static let inception = Result {
        Inception(
            time: 0,
            cluster: ClusterID(Self.bytes(0x0c)),
            key: try Self.key.get().publicKey,
            name: "biuro",
            nonce: [UInt8](repeating: 0xa0, count: 16)
        )
    }

    /// A log of which more is held than any entry may name, and which has introduced two others.
    static func head(at size: UInt64) throws -> LogHead {
        let inception = try Self.inception.get()
        var numbering = LogNumbering(own: inception.log)
        for byte in [0x0a, 0x0b] as [UInt8] { _ = numbering.introduce(LogID(Self.bytes(byte))) }
        let subtrees = (0..<size.nonzeroBitCount).map { Self.bytes(UInt8($0)) }
        let edge = try RightEdge(size: size, subtrees: subtrees)
        return LogHead(inception: inception, edge: edge, numbering: numbering, stoppedAt: nil)
    }

    /// One byte, 32 times.
    static func bytes(_ byte: UInt8) -> Bytes32 {
        Bytes32(repeatElement(byte, count: Bytes32.count)) ?? TreeHash.empty
    }
}
