import SplotNode
import SplotOffice

/// Peers as lists and the status show them.
enum PeerRows {
    static func table(_ peers: [KnownPeer], clusters: ClusterNames) -> Table {
        var table = Table([
            Table.Column("PEER"), Table.Column("CLUSTER", isFlexible: true), Table.Column("LAST SYNC (UTC)"),
            Table.Column("LAST RESULT"), Table.Column("BEHIND", isNumeric: true),
        ])
        for peer in peers {
            table.add([
                peer.address,
                peer.cluster.map(clusters.text) ?? "not met yet",
                peer.lastSync.map { Timestamp($0).short } ?? "never",
                peer.lastResult ?? "",
                peer.behind.map { String($0) } ?? "",
            ])
        }
        return table
    }

    static func json(_ peer: KnownPeer, clusters: ClusterNames) -> JSON {
        .object([
            "address": .string(peer.address),
            "cluster": .text(peer.cluster.flatMap { clusters[$0] }),
            "clusterId": .text(of: peer.cluster),
            "lastSync": .time(peer.lastSync),
            "lastResult": .text(peer.lastResult),
            "behind": peer.behind.map { .integer($0) } ?? .null,
        ])
    }
}
