package import SplotMerge

/// What a node holds of all that it might exchange with a peer, at one moment, and what it remembers of that peer.
package struct Inventory: Sendable, Equatable {
    /// One cluster that this node trusts, or its own.
    package struct Cluster: Sendable, Equatable {
        /// Its name.
        package var id: ClusterID
        /// How far its statements are held.
        package var chain: ChainHead
        /// Whether the peer may read the cluster's logs, as far as is known here.
        package var isReadable: Bool
        /// The logs of it that are held, or forked.
        package var logs: [Listing]

        /// Puts it together.
        package init(id: ClusterID, chain: ChainHead, isReadable: Bool, logs: [Listing]) {
            self.id = id
            self.chain = chain
            self.isReadable = isReadable
            self.logs = logs
        }
    }

    /// The clusters, by name in ascending order, as are the logs of each.
    package private(set) var clusters: [Cluster]
    /// What was remembered of the peer; `nil` when the two never met.
    package var memory: PeerMemory?

    /// Puts it together.
    ///
    /// - Parameters:
    ///   - clusters: In any order.
    ///   - memory: What was remembered of the peer.
    package init(clusters: [Cluster], memory: PeerMemory? = nil) {
        self.clusters = clusters.sorted { $0.id < $1.id }
            .map { cluster in
                var cluster = cluster
                cluster.logs.sort { $0.id < $1.id }
                return cluster
            }
        self.memory = memory
    }

    /// What this side offers the peer to exchange: the clusters, which of them the peer may read, and what is held of
    /// those that the peer withholds.
    ///
    /// What was agreed on with another offer says nothing any more. A cluster that the peer withholds is no part of what
    /// the two agree on, and yet the peer wants its news; they may be what tells it to withhold it no longer.
    ///
    /// - Parameters:
    ///   - agreed: What both held when they last met.
    ///   - forked: Logs that were found to be forked since the inventory was taken.
    /// - Returns: A digest of it.
    package func offer(with agreed: Frontier, forked: Set<LogID> = []) -> PeerMemory.Offer {
        let withheld = Pairing.pairs(self.clusters, agreed.clusters, by: { $0.id }, { $0.id })
            .compactMap { cluster, agreed -> Frontier.Cluster? in
                guard let cluster, let agreed, cluster.isReadable, agreed.logs == nil else { return nil }
                let logs = Self.logs(of: cluster)
                    .map { forked.contains($0.id) ? Frontier.Log(id: $0.id, standing: .forked) : $0 }
                return Frontier.Cluster(id: cluster.id, chain: agreed.chain, logs: logs)
            }
        return PeerMemory.Offer(
            self.clusters.map { ($0.id, $0.isReadable) },
            withheldByPeer: Frontier(clusters: withheld)
        )
    }

    /// The clusters as they are listed in full.
    var holdings: [Holding] {
        self.clusters.map { Holding(cluster: $0.id, chain: $0.chain, logs: $0.isReadable ? $0.logs : nil) }
    }

    /// What is held of the clusters that a frontier is about.
    ///
    /// - Parameter other: The frontier; every cluster of it is in this inventory.
    /// - Returns: A frontier of the same clusters.
    func frontier(over other: Frontier) -> Frontier {
        let pairs = Pairing.pairs(self.clusters, other.clusters, by: { $0.id }, { $0.id })
        return Frontier(
            clusters: pairs.compactMap { cluster, agreed in
                guard let cluster, let agreed else { return nil }
                let logs = agreed.logs == nil ? nil : Self.logs(of: cluster)
                return Frontier.Cluster(id: cluster.id, chain: cluster.chain, logs: logs)
            }
        )
    }

    private static func logs(of cluster: Cluster) -> [Frontier.Log] {
        cluster.logs.map { Frontier.Log(id: $0.id, standing: $0.standing) }
    }

    /// What has changed since a frontier was agreed on.
    func changes(since agreed: Frontier) -> [Holding] {
        Pairing.pairs(self.clusters, agreed.clusters, by: { $0.id }, { $0.id })
            .compactMap { cluster, agreed -> Holding? in
                guard let cluster, let agreed else { return nil }
                let chain = cluster.chain == agreed.chain ? nil : cluster.chain
                let logs = agreed.logs.map { Self.changes(cluster.logs, since: $0) }
                guard chain != nil || logs?.isEmpty == false else { return nil }
                return Holding(cluster: cluster.id, chain: chain, logs: logs)
            }
    }

    private static func changes(_ logs: [Listing], since agreed: [Frontier.Log]) -> [Listing] {
        Pairing.pairs(logs, agreed, by: { $0.id }, { $0.id })
            .compactMap { log, agreed -> Listing? in
                guard let log else { return agreed.map { Listing(id: $0.id, standing: .absent) } }
                return log.standing == agreed?.standing ? nil : log
            }
    }
}
