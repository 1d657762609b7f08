public import SplotMerge

/// Reads the nodes of a log's Merkle tree, wherever they are kept.
///
/// Only nodes whose leaves are all held are asked for. A store that keeps the roots of bundles computes those below
/// level 8 from the bundle, and those above from the roots.
public protocol TreeReader {
    /// The root of one perfect subtree.
    ///
    /// - Parameters:
    ///   - level: The subtree's height: it has 2^`level` leaves.
    ///   - index: Its place among the subtrees of that height: its first leaf is at `index` · 2^`level`.
    /// - Returns: The hash of that node.
    /// - Throws: Any error when the node cannot be read.
    func root(level: Int, index: UInt64) throws -> Bytes32
}

extension TreeReader {
    /// The right edge of the tree at some size.
    ///
    /// - Parameter size: A number of leaves, all of them held.
    /// - Returns: What one goes on from when appending at that size.
    /// - Throws: ``LogError`` with code `outOfRange` for a size beyond 2^48, or what the reader throws.
    public func rightEdge(size: UInt64) throws -> RightEdge {
        guard size <= Limits.number else { throw LogError(.outOfRange, "a tree has at most 2^48 leaves") }
        return try RightEdge(size: size, subtrees: self.subtrees(of: 0..<size))
    }

    /// The root of the tree at some size.
    ///
    /// - Parameter size: A number of leaves, all of them held.
    /// - Returns: MTH of RFC 9162 §2.1.1 over that many leaves; ``TreeHash/empty`` for none.
    /// - Throws: ``LogError`` with code `outOfRange` for a size beyond 2^48, or what the reader throws.
    public func rootAt(size: UInt64) throws -> Bytes32 { try self.rightEdge(size: size).root }

    /// Proves that a leaf lies at a position (PATH of RFC 9162 §2.1.3.1).
    ///
    /// - Parameters:
    ///   - position: The leaf's position, from 0.
    ///   - size: The size of the tree to prove it in: a number of leaves, all of them held.
    /// - Returns: A proof to be checked against the root at that size.
    /// - Throws: ``LogError`` with code `outOfRange` when the position lies outside, or what the reader throws.
    public func inclusionProof(position: UInt64, size: UInt64) throws -> InclusionProof {
        guard position < size, size <= Limits.number else {
            throw LogError(.outOfRange, "an inclusion proof needs a position below the size, and a size up to 2^48")
        }
        var tree = 0..<size
        var hashes: [Bytes32] = []
        while tree.count > 1 {
            let split = Self.split(tree)
            if position < split {
                hashes.append(try self.root(of: split..<tree.upperBound))
                tree = tree.lowerBound..<split
            } else {
                hashes.append(try self.root(of: tree.lowerBound..<split))
                tree = split..<tree.upperBound
            }
        }
        hashes.reverse()
        return InclusionProof(position: position, size: size, hashes: hashes)
    }

    /// Proves that the tree at one size is the beginning of the tree at another (PROOF of RFC 9162 §2.1.4.1).
    ///
    /// - Parameters:
    ///   - oldSize: The size of the smaller tree; a proof from 0 is empty, as is one between equal sizes.
    ///   - newSize: The size of the larger tree: a number of leaves, all of them held.
    /// - Returns: A proof to be checked against the roots at both sizes.
    /// - Throws: ``LogError`` with code `outOfRange` when the sizes are the wrong way round, or what the reader throws.
    public func consistencyProof(from oldSize: UInt64, to newSize: UInt64) throws -> ConsistencyProof {
        guard oldSize <= newSize, newSize <= Limits.number else {
            throw LogError(.outOfRange, "a consistency proof leads from a size to one not smaller, up to 2^48")
        }
        var tree = 0..<newSize
        var hashes: [Bytes32] = []
        // Down to the subtree that ends where the smaller tree does.
        while oldSize > 0, tree.upperBound != oldSize {
            let split = Self.split(tree)
            if oldSize <= split {
                hashes.append(try self.root(of: split..<tree.upperBound))
                tree = tree.lowerBound..<split
            } else {
                hashes.append(try self.root(of: tree.lowerBound..<split))
                tree = split..<tree.upperBound
            }
        }
        // Where it begins at 0 it is the smaller tree itself, whose root the verifier has.
        if tree.lowerBound > 0 { hashes.append(try self.root(of: tree)) }
        hashes.reverse()
        return ConsistencyProof(oldSize: oldSize, newSize: newSize, hashes: hashes)
    }

    /// Where RFC 9162 §2.1.1 divides a tree of two leaves or more: the largest power of two below its size.
    private static func split(_ tree: Range<UInt64>) -> UInt64 {
        let count = tree.upperBound - tree.lowerBound
        return tree.lowerBound + 1 << (63 - (count - 1).leadingZeroBitCount)
    }

    private func root(of tree: Range<UInt64>) throws -> Bytes32 { RightEdge.fold(try self.subtrees(of: tree)) }

    /// The roots of the perfect subtrees of a part of the tree, largest first.
    ///
    /// The part begins at a multiple of the largest one's size.
    private func subtrees(of tree: Range<UInt64>) throws -> [Bytes32] {
        var roots: [Bytes32] = []
        var start = tree.lowerBound
        while start < tree.upperBound {
            let level = 63 - (tree.upperBound - start).leadingZeroBitCount
            roots.append(try self.root(level: level, index: start >> UInt64(level)))
            start += 1 << UInt64(level)
        }
        return roots
    }
}
