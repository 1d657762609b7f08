import SplotLog
package import SplotMerge
import SplotSync

extension Paper {
    /// Names for clusters and their logs.
    package static func names(clusterCount: Int, logCount: Int) -> [ClusterID: [LogID]] {
        var names: [ClusterID: [LogID]] = [:]
        for number in 0..<clusterCount {
            let cluster = ClusterID(LeafHash.tagged(0x7c, Array("\(number)".utf8)))
            names[cluster] = (0..<logCount)
                .map { LogID(LeafHash.tagged(0x7b, cluster.hash.bytes + Array("\($0)".utf8))) }
        }
        return names
    }

    /// Two nodes that know each other, trust the same clusters and hold the same of their logs.
    package static func pair(_ names: [ClusterID: [LogID]], holding log: Log) -> (Paper, Paper) {
        let owners = ["near", "far"].map { ClusterID(LeafHash.tagged(0x7c, Array($0.utf8))) }
        let keys = owners.map { LeafHash.tagged(0x7a, $0.hash.bytes) }
        var clusters: [ClusterID: Cluster] = [:]
        for (cluster, logs) in names {
            let chain = ChainHead(count: 1, last: cluster.hash)
            clusters[cluster] = Cluster(chain: chain, logs: Dictionary(uniqueKeysWithValues: logs.map { ($0, log) }))
        }
        for owner in owners { clusters[owner] = Cluster(chain: ChainHead(count: 1, last: owner.hash)) }
        return (
            Paper(cluster: owners[0], key: keys[0], clusters: clusters, owners: [keys[1]: owners[1]]),
            Paper(cluster: owners[1], key: keys[1], clusters: clusters, owners: [keys[0]: owners[0]])
        )
    }
}
