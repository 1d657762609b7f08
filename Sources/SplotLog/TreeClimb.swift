/// The way up from a node to the root of a tree, as the verifiers of RFC 9162 §2.1.3.2 and §2.1.4.2 walk it.
struct TreeClimb {
    /// Where the sibling lies that is hashed together with the node at one step.
    enum Side {
        case left
        case right
    }

    /// The node's index on its level; the RFC's fn.
    private var node: UInt64

    /// The index of the last node of that level; the RFC's sn.
    private var last: UInt64

    /// Starts at a leaf.
    ///
    /// - Parameters:
    ///   - position: The leaf's position, less than `size`.
    ///   - size: The number of leaves.
    init(position: UInt64, size: UInt64) {
        self.node = position
        self.last = size - 1
    }

    /// Whether there is no further step.
    var isAtRoot: Bool { self.last == 0 }

    /// Goes up while the node is a right child, to the largest perfect subtree that ends with it.
    mutating func skipRightChildren() { self.rise((~self.node).trailingZeroBitCount) }

    /// Goes up to where the next sibling is hashed in; `nil` at the root.
    mutating func step() -> Side? {
        guard self.last != 0 else { return nil }
        let isLast = self.node == self.last
        let isRight = self.node & 1 == 1
        // The last node of a level without a sibling goes up as it is, until it is a right child.
        if isLast, !isRight { self.rise(self.node.trailingZeroBitCount) }
        self.rise(1)
        return isLast || isRight ? .left : .right
    }

    private mutating func rise(_ levels: Int) {
        self.node >>= UInt64(levels)
        self.last >>= UInt64(levels)
    }
}
