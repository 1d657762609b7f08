public import SplotMerge

/// The right edge of a growing Merkle tree: the roots of the perfect subtrees that its leaves form, largest first.
///
/// This is all that is needed to append leaves and to tell the root: a tree of n leaves has as many such subtrees as n
/// has bits set (RFC 9162 §2.1.1: the splits at the largest power of two, all the way down the right side).
public struct RightEdge: Hashable, Sendable {
    /// The number of leaves.
    public private(set) var size: UInt64

    /// The roots of the perfect subtrees, largest first: one for each bit set in ``size``.
    public private(set) var subtrees: [Bytes32]

    /// The edge of a tree without leaves.
    public init() {
        self.size = 0
        self.subtrees = []
    }

    /// Puts an edge together from what a store kept.
    ///
    /// - Parameters:
    ///   - size: The number of leaves, at most 2^48.
    ///   - subtrees: One root for each bit set in `size`, largest subtree first.
    /// - Throws: ``LogError`` with code `outOfRange` when the size is beyond 2^48 or there are fewer or more roots.
    public init(size: UInt64, subtrees: [Bytes32]) throws {
        guard size <= Limits.number else { throw LogError(.outOfRange, "a tree has at most 2^48 leaves") }
        guard subtrees.count == size.nonzeroBitCount else {
            throw LogError(.outOfRange, "a tree of \(size) leaves has \(size.nonzeroBitCount) perfect subtrees")
        }
        self.size = size
        self.subtrees = subtrees
    }

    /// The root of the tree: ``TreeHash/empty`` without leaves.
    public var root: Bytes32 { Self.fold(self.subtrees) }

    /// Appends one leaf.
    ///
    /// - Parameter leafHash: The hash of the leaf.
    public mutating func append(leafHash: Bytes32) { self.join(leafHash, level: 0) }

    /// Appends a whole perfect subtree, such as a bundle's 256 leaves at once.
    ///
    /// - Parameters:
    ///   - subtreeRoot: The root of the tree over the 2^`level` next leaves.
    ///   - level: The subtree's height: 8 for 256 leaves.
    /// - Throws: ``LogError`` with code `outOfRange` when the tree's size is no multiple of 2^`level`, or would grow
    ///   beyond 2^48. The edge is left as it was.
    public mutating func append(subtreeRoot: Bytes32, level: Int) throws {
        guard (0...48).contains(level) else { throw LogError(.outOfRange, "a subtree's level is 0 to 48") }
        let count = UInt64(1) << UInt64(level)
        guard self.size % count == 0 else {
            throw LogError(.outOfRange, "\(count) leaves at once go only behind a multiple of \(count) leaves")
        }
        guard self.size <= Limits.number - count else { throw LogError(.outOfRange, "a tree has at most 2^48 leaves") }
        self.join(subtreeRoot, level: level)
    }

    /// Joins the roots of adjoining subtrees, each smaller than the one before it.
    static func fold(_ subtrees: [Bytes32]) -> Bytes32 {
        guard var root = subtrees.last else { return TreeHash.empty }
        for left in subtrees.dropLast().reversed() { root = TreeHash.node(left, root) }
        return root
    }

    /// Adding 2^level to the size carries like adding to a binary number: each carry joins two subtrees of one height.
    private mutating func join(_ root: Bytes32, level: Int) {
        var root = root
        var bit = UInt64(1) << UInt64(level)
        self.size += bit
        while self.size & bit == 0, let left = self.subtrees.popLast() {
            root = TreeHash.node(left, root)
            bit <<= 1
        }
        self.subtrees.append(root)
    }
}

extension RightEdge {
    /// The edge as bytes: the size in 8 bytes, most significant first, then each root's 32, largest subtree first.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 + self.subtrees.count * Bytes32.count)
        withUnsafeBytes(of: self.size.bigEndian) { bytes.append(contentsOf: $0) }
        for subtree in self.subtrees { subtree.withBytes { bytes.append(contentsOf: $0) } }
        return bytes
    }

    /// Reads an edge from bytes.
    ///
    /// - Parameter bytes: Exactly what ``encoded`` gave.
    /// - Throws: ``LogError`` with code `outOfRange` when the size is beyond 2^48, or the bytes are too few or too many
    ///   for it.
    public init(encoded bytes: [UInt8]) throws {
        let roots = bytes.dropFirst(8)
        guard bytes.count >= 8, roots.count % Bytes32.count == 0 else {
            throw LogError(.outOfRange, "the right edge of a tree is 8 bytes and a multiple of 32")
        }
        let size = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let subtrees = stride(from: roots.startIndex, to: roots.endIndex, by: Bytes32.count)
            .compactMap {
                Bytes32(roots[$0..<($0 + Bytes32.count)])
            }
        try self.init(size: size, subtrees: subtrees)
    }
}
