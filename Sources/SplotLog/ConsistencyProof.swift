public import SplotMerge

/// Proof that a tree is the beginning of a larger one: that a log only grew (RFC 9162 §2.1.4).
public struct ConsistencyProof: Hashable, Sendable {
    /// The number of leaves of the smaller tree.
    public var oldSize: UInt64

    /// The number of leaves of the larger tree.
    public var newSize: UInt64

    /// The hashes that lead to both roots, in the order of the RFC.
    public var hashes: [Bytes32]

    /// Puts a proof together; it may still be wrong.
    ///
    /// - Parameters:
    ///   - oldSize: The number of leaves of the smaller tree.
    ///   - newSize: The number of leaves of the larger tree.
    ///   - hashes: The hashes that lead to both roots, in the order of the RFC.
    public init(oldSize: UInt64, newSize: UInt64, hashes: [Bytes32]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// Whether the proof shows that the larger tree begins with the smaller one (RFC 9162 §2.1.4.2).
    ///
    /// Between trees of one size, and from the tree without leaves, the proof is empty and the roots decide.
    ///
    /// - Parameters:
    ///   - oldRoot: The root of the smaller tree.
    ///   - newRoot: The root of the larger tree.
    /// - Returns: `false` also for a proof of the wrong length, or with its sizes the wrong way round.
    public func isValid(oldRoot: Bytes32, newRoot: Bytes32) -> Bool {
        guard self.oldSize <= self.newSize else { return false }
        if self.oldSize == self.newSize { return self.hashes.isEmpty && oldRoot == newRoot && self.fits(oldRoot) }
        if self.oldSize == 0 { return self.hashes.isEmpty && self.fits(oldRoot) }
        return self.roots(oldRoot: oldRoot).map { $0 == (oldRoot, newRoot) } ?? false
    }

    /// A tree without leaves has one root only.
    private func fits(_ oldRoot: Bytes32) -> Bool { self.oldSize > 0 || oldRoot == TreeHash.empty }

    /// The two roots that the hashes lead to; `nil` when there are fewer or more hashes than steps.
    private func roots(oldRoot: Bytes32) -> (old: Bytes32, new: Bytes32)? {
        var rest = self.hashes[...]
        // A perfect smaller tree is a node of the larger one, and its root is left out of the proof.
        let isPerfect = self.oldSize.nonzeroBitCount == 1
        guard let seed = isPerfect ? oldRoot : rest.popFirst() else { return nil }
        // From the smaller tree's last leaf up to the node where the proof begins.
        var climb = TreeClimb(position: self.oldSize - 1, size: self.newSize)
        climb.skipRightChildren()
        var (old, new) = (seed, seed)
        for hash in rest {
            switch climb.step() {
            case .left:
                old = TreeHash.node(hash, old)
                new = TreeHash.node(hash, new)
            case .right:
                new = TreeHash.node(new, hash)
            case nil:
                return nil
            }
        }
        return climb.isAtRoot ? (old, new) : nil
    }
}
