package import SplotMerge

/// How far the statements of a cluster are held.
package struct ChainHead: Hashable, Sendable {
    /// How many.
    package var count: UInt64
    /// The hash of the last of them.
    package var last: Bytes32

    /// Names the end of a chain.
    package init(count: UInt64, last: Bytes32) {
        self.count = count
        self.last = last
    }

    /// Which of two is named as agreed on, before anybody has seen both chains: the longer; then that with the smaller
    /// hash.
    ///
    /// Not which chain is to be kept; that is for who has both (Protocol.md §4.3).
    func merged(with other: ChainHead) -> ChainHead {
        if self.count != other.count { return self.count > other.count ? self : other }
        return self.last < other.last ? self : other
    }
}
