public import SplotLog
public import SplotMerge

/// A file that only some nodes can read: what an offline bundle travels in (Protocol.md §12.1).
///
/// ``Writer`` and ``Reader`` turn bytes into bytes, a chunk at a time, and touch no file. What is inside is bytes to
/// them.
public enum SealedFile {
    /// The most nodes that one file can be for.
    public static let maximumRecipients = 512

    /// How many bytes are encrypted together: what a writer or reader holds in memory.
    public static let chunkBytes = 65_536

    /// The bytes by which encryption makes a key or a chunk longer (RFC 8439 §2.8).
    static let tagBytes = 16

    /// The first line of a file.
    static let magic = Array("splot bundle 1\n".utf8)

    /// One node that can read a file.
    public struct Recipient: Hashable, Sendable {
        /// The log that the node writes.
        public var log: LogID
        /// The X25519 public key that its cluster has stated for it.
        public var key: Bytes32

        /// Names a node.
        ///
        /// - Parameters:
        ///   - log: The log that the node writes.
        ///   - key: The X25519 public key that its cluster has stated for it.
        public init(log: LogID, key: Bytes32) {
            self.log = log
            self.key = key
        }

        /// The nodes of a cluster that can receive bundles.
        ///
        /// - Parameter chain: The cluster's statements, as its card gives them.
        /// - Returns: The nodes in the order of their logs; none when the cluster has stated no key.
        public static func nodes(of chain: StatementChain) -> [Recipient] {
            chain.receiving.map { Recipient(log: $0.key, key: $0.value) }.sorted { $0.log < $1.log }
        }
    }
}
