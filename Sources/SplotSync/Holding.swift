package import SplotMerge

/// What one side says of one cluster.
package struct Holding: Hashable, Sendable {
    /// The cluster.
    package var cluster: ClusterID
    /// How far its statements are held; `nil` in an opening when that has not changed.
    package var chain: ChainHead?
    /// Its logs, by name in ascending order; `nil` when the sender does not believe that the receiver may read them.
    package var logs: [Listing]?

    /// Puts a holding together.
    package init(cluster: ClusterID, chain: ChainHead?, logs: [Listing]?) {
        self.cluster = cluster
        self.chain = chain
        self.logs = logs
    }
}
