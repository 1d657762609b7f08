package import SplotMerge

/// Proof that the author of a log has signed two branches that cannot both be true (Protocol.md §5.8).
///
/// Whoever has it can check it with nothing but the author's public key, and hand it on.
package struct ForkEvidence: Hashable, Sendable {
    /// The most hashes of a path: one for each level of the largest tree.
    package static let maximumPath = 64

    /// The cluster that admits the log.
    package var cluster: ClusterID
    /// The checkpoint of one branch.
    package var smaller: Checkpoint
    /// The checkpoint of the other, at the same size or a larger one.
    package var larger: Checkpoint
    /// The root that the larger branch has at the size of the smaller.
    package var root: Bytes32
    /// The proof that the larger branch has that root there (RFC 9162 §2.1.4); empty between equal sizes.
    package var path: [Bytes32]

    /// The log.
    package var log: LogID { self.larger.log }

    /// Puts evidence together; ``isValid(key:)`` says whether it proves anything.
    ///
    /// - Parameters:
    ///   - cluster: The cluster that admits the log.
    ///   - smaller: The checkpoint of one branch.
    ///   - larger: The checkpoint of the other, at the same size or a larger one.
    ///   - root: The root that the larger branch has at the size of the smaller.
    ///   - path: The proof that it has.
    package init(cluster: ClusterID, smaller: Checkpoint, larger: Checkpoint, root: Bytes32, path: [Bytes32]) {
        self.cluster = cluster
        self.smaller = smaller
        self.larger = larger
        self.root = root
        self.path = path
    }

    /// Whether this proves a fork.
    ///
    /// - Parameter key: The log's Ed25519 public key, as the statement that admits the log names it.
    /// - Returns: Whether both checkpoints are of one log and signed by the key, the path leads from the root to the
    ///   larger checkpoint, and the smaller checkpoint names another root.
    package func isValid(key: Bytes32) -> Bool {
        guard self.smaller.log == self.larger.log, self.smaller.size > 0, self.smaller.size <= self.larger.size,
            self.smaller.root != self.root, self.path.count <= Self.maximumPath
        else { return false }
        let proof = ConsistencyProof(oldSize: self.smaller.size, newSize: self.larger.size, hashes: self.path)
        return proof.isValid(oldRoot: self.root, newRoot: self.larger.root) && self.smaller.isValid(key: key)
            && self.larger.isValid(key: key)
    }
}
