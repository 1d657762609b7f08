package import SplotMerge

/// How a side begins a round of a session: where the two last agreed, and what has changed since (Protocol.md §10.5).
package struct Opening: Hashable, Sendable {
    /// The digest of the frontier that the two last agreed on; `nil` when this side does not know of one.
    package var base: Bytes32?
    /// The digest of what is held now; `nil` when nothing changed since.
    package var digest: Bytes32?
    /// What changed since; clusters and logs in ascending order.
    package var changes: [Holding]

    /// Puts an opening together.
    package init(base: Bytes32?, digest: Bytes32? = nil, changes: [Holding] = []) {
        self.base = base
        self.digest = digest
        self.changes = changes
    }

    /// The digest of what the sender holds, if it knows what to count.
    var current: Bytes32? { self.digest ?? self.base }
}
