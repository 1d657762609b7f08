import ArgumentParser
import SplotMerge
import SplotNode
import SplotOffice

struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "List every entry that wrote to a record.",
        discussion: """
            Oldest first, by the authors' clocks. With --json, one object a line, with the keys of splot log.

            Example: splot history 1a2b3c4d
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Argument(help: "The record's id, or at least its first four digits.")
    var id: String

    func run() async throws {
        let node = try await self.data.open()
        let merged = try await node.record(idPrefix: self.id)
        let details = try await RecordDetails(merged, of: node, clusters: ClusterNames(of: node), withHistory: true)
        guard !self.json.isWanted else {
            for line in details.history { Output.standard.line(line.json) }
            return
        }
        var table = Table([
            Table.Column("WRITTEN (UTC)"), Table.Column("CLUSTER / NODE"), Table.Column("ENTRY", isNumeric: true),
            Table.Column("WHAT", isFlexible: true),
        ])
        for line in details.history {
            table.add([
                line.time.map { Timestamp($0).short } ?? "", line.author, "#\(line.entry.position)",
                line.summary(titles: details.titles),
            ])
        }
        for line in table.lines() { Output.standard.line(line) }
    }
}
