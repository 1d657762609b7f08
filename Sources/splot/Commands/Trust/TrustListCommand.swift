import ArgumentParser
import SplotLog
import SplotMerge
import SplotNode
import SplotOffice

struct TrustListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the clusters that are trusted.",
        discussion: """
            With --json, one object a line: clusterId, cluster (its name), fingerprint, own, since, logs (how many are \
            held), entries (how many they have).

            Example: splot trust list
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    func run() async throws {
        let clusters = try await self.data.open().trustedClusters()
        guard !self.json.isWanted else {
            for cluster in clusters { Output.standard.line(Self.json(cluster)) }
            return
        }
        var table = Table([
            Table.Column("ID"), Table.Column("CLUSTER", isFlexible: true), Table.Column("SINCE (UTC)"),
            Table.Column("LOGS", isNumeric: true), Table.Column("ENTRIES", isNumeric: true),
        ])
        for cluster in clusters {
            table.add([
                Short.id(cluster.id), cluster.name + (cluster.isOwn ? " (your own)" : ""),
                Timestamp(cluster.addedAt).short, String(cluster.logs), String(cluster.entries),
            ])
        }
        Output.standard.table(table)
    }

    private static func json(_ cluster: KnownCluster) -> JSON {
        .object([
            "clusterId": .string(cluster.id.description),
            "cluster": .string(cluster.name),
            "fingerprint": .string(Card.fingerprint(of: cluster.id)),
            "own": .boolean(cluster.isOwn),
            "since": .time(cluster.addedAt),
            "logs": .integer(cluster.logs),
            "entries": .integer(cluster.entries),
        ])
    }
}
