package import SplotMerge
package import SplotNode

/// What the trusted clusters and their nodes are called.
package struct ClusterNames {
    private let names: [ClusterID: String]
    private let authors: [LogID: LogLine.Author]

    package init(of node: Node) async throws {
        let clusters = try await node.trustedClusters()
        self.names = Dictionary(clusters.map { ($0.id, $0.name) }) { first, _ in first }
        self.authors = try await node.logAuthors()
    }

    /// The names of some clusters only, where there may be thousands.
    package init(of node: Node, only clusters: [ClusterID]) async throws {
        self.names = try await node.clusterNames(clusters)
        self.authors = [:]
    }

    /// The cluster's name; `nil` for one that is not trusted.
    package subscript(_ cluster: ClusterID) -> String? { self.names[cluster] }

    /// The cluster's name, or the beginning of its id.
    package func text(_ cluster: ClusterID) -> String { self.names[cluster] ?? Short.id(cluster) }

    /// Who writes a log; `nil` for one that does not count.
    package func author(of log: LogID) -> LogLine.Author? { self.authors[log] }
}
