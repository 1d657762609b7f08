/// A proposal of another cluster's, and what its record's owner made of it.
public struct SettledSuggestion: Hashable, Sendable {
    /// What the owner did.
    public enum Outcome: Hashable, Sendable {
        /// The owner took it over.
        case accepted
        /// The owner turned it down.
        case declined
    }

    /// The cluster that proposed.
    public var cluster: ClusterID

    /// The proposing entry.
    public var origin: Origin

    /// What the owner did; where its logs disagree, the greatest origin decides.
    public var outcome: Outcome

    /// The owner's entry that settled it.
    public var settled: Origin
}
