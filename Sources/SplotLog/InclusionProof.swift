public import SplotMerge

/// Proof that a leaf lies at a position of a tree: the hashes beside the way from the leaf to the root
/// (RFC 9162 §2.1.3).
public struct InclusionProof: Hashable, Sendable {
    /// The leaf's position in its log, from 0.
    public var position: UInt64

    /// The size of the tree: the number of its leaves.
    public var size: UInt64

    /// The hashes beside the way, lowest first.
    public var hashes: [Bytes32]

    /// Puts a proof together; it may still be wrong.
    ///
    /// - Parameters:
    ///   - position: The leaf's position in its log, from 0.
    ///   - size: The number of leaves of the tree.
    ///   - hashes: The hashes beside the way, lowest first.
    public init(position: UInt64, size: UInt64, hashes: [Bytes32]) {
        self.position = position
        self.size = size
        self.hashes = hashes
    }

    /// The root of the tree if the leaf lies where the proof says (RFC 9162 §2.1.3.2).
    ///
    /// - Parameter leafHash: The hash of the leaf.
    /// - Returns: The root, to be compared with that of a verified checkpoint of ``size`` entries.
    /// - Throws: ``LogError`` with code `outOfRange` when the position lies outside the tree, `malformedProof` when
    ///   there are fewer or more hashes than the way to the root has steps.
    public func root(leafHash: Bytes32) throws -> Bytes32 {
        guard self.position < self.size else { throw LogError(.outOfRange, "the proof's leaf lies outside its tree") }
        var climb = TreeClimb(position: self.position, size: self.size)
        var root = leafHash
        for hash in self.hashes {
            switch climb.step() {
            case .left: root = TreeHash.node(hash, root)
            case .right: root = TreeHash.node(root, hash)
            case nil: throw Self.wrongLength
            }
        }
        guard climb.isAtRoot else { throw Self.wrongLength }
        return root
    }

    /// Whether the proof shows that a leaf lies at ``position`` of the tree of ``size`` leaves with a root.
    ///
    /// - Parameters:
    ///   - leafHash: The hash of the leaf.
    ///   - root: The root of the tree, from a checkpoint that was verified.
    /// - Returns: `false` also for a proof of the wrong length, or with its position outside the tree.
    public func isValid(leafHash: Bytes32, root: Bytes32) -> Bool { (try? self.root(leafHash: leafHash)) == root }

    private static let wrongLength = LogError(.malformedProof, "an inclusion proof has one hash for each step up")
}
