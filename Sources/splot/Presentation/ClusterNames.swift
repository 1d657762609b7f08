import SplotMerge
import SplotNode

/// What the trusted clusters are called.
struct ClusterNames {
    private let names: [ClusterID: String]

    init(of node: Node) async throws {
        let clusters = try await node.trustedClusters()
        self.names = Dictionary(clusters.map { ($0.id, $0.name) }) { first, _ in first }
    }

    /// The cluster's name; `nil` for one that is not trusted.
    subscript(_ cluster: ClusterID) -> String? { self.names[cluster] }

    /// The cluster's name, or the beginning of its id.
    func text(_ cluster: ClusterID) -> String { self.names[cluster] ?? Short.id(cluster) }
}
