public import SplotMerge

/// Which of the values in a conflict is right, said of many conflicts at once.
public enum ConflictRule: Hashable, Sendable {
    /// That of the cluster that created the record.
    case owner
    /// That which was written last, by the authors' clocks.
    case latest
    /// That of one cluster.
    case cluster(ClusterID)
}

/// A conflict that a rule was applied to.
public struct RuledConflict: Sendable {
    /// What became of it.
    public enum Outcome: Hashable, Sendable {
        /// It was settled by this value; the index of the alternative.
        case settled(Int)
        /// No value in it comes from the one that the rule prefers.
        case noSuchValue
        /// Only the cluster that owns the record can settle it.
        case notOurs
    }

    /// The conflict.
    public var conflict: DirectoryConflict
    /// What became of it, or would on a dry run.
    public var outcome: Outcome
}
