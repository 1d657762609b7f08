/// What a cluster that does not own the record proposes in one entry, as far as it still stands.
public struct Suggestion: Hashable, Sendable {
    /// One proposed operation.
    public struct Item: Hashable, Sendable {
        /// The operation's index among the entry's operations, from 0; with the entry it names an ``ElementID``.
        public var index: Int

        /// The operation.
        ///
        /// A remove names only elements that the owner added.
        public var operation: Operation
    }

    /// The cluster that proposes.
    public var cluster: ClusterID

    /// The proposing entry, which an accept or decline names.
    public var origin: Origin

    /// The operations of the entry that its own cluster has not replaced, in order; never empty.
    public var items: [Item]
}
