/// What the merge needs to know from outside the logs: whose log each is, and which logs were closed where.
///
/// Two nodes that hold the same changes and agree on this show the same record.
public struct Federation: Hashable, Sendable {
    /// The cluster that admitted each log, for the clusters this node trusts.
    ///
    /// A log that is not in here does not count.
    public var clusters: [LogID: ClusterID]

    /// The size at which each closed log was closed; entries at that position or beyond are void.
    public var closedSizes: [LogID: UInt64]

    /// Describes a federation.
    ///
    /// - Parameters:
    ///   - clusters: The cluster of each log that counts.
    ///   - closedSizes: The size, in entries, at which each closed log was closed.
    public init(clusters: [LogID: ClusterID] = [:], closedSizes: [LogID: UInt64] = [:]) {
        self.clusters = clusters
        self.closedSizes = closedSizes
    }

    /// Whether an entry lies at or beyond the size at which its log was closed.
    ///
    /// - Parameter entry: Any entry, held or not.
    /// - Returns: `true` when the entry does nothing, for anyone.
    public func isVoid(_ entry: EntryID) -> Bool {
        guard let size = self.closedSizes[entry.log] else { return false }
        return entry.position >= size
    }
}
