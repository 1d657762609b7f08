import ArgumentParser
import SplotDirectory
import SplotMerge
import SplotNode
import SplotOffice

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what changed in the directory since a date.",
        discussion: """
            By the clocks of those who wrote. What was changed and changed back is not listed; splot history has every \
            entry.

            With --json, one object a line for each record: id, kind, title, owner, ownerId, outcome (added, changed, \
            deleted, restored), items, each with path, before, after, origins (log, position, time).

            Example: splot diff --since 2026-11-01 --cluster PIKMED
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Option(help: ArgumentHelp("From the beginning of this day, or this time with its zone.", valueName: "date"))
    var since: MomentArgument

    @Option(help: ArgumentHelp("Only what this cluster changed: its name, or the beginning of its id."))
    var cluster: String?

    @Option(help: ArgumentHelp("Only records of this kind.", valueName: "kind"))
    var kind: String?

    func run() async throws {
        let node = try await self.data.open()
        if let kind = self.kind, node.schema.kind(named: kind) == nil { throw UnknownKind.error(in: node.schema) }
        var author: ClusterID?
        if let cluster = self.cluster { author = try await node.trustedCluster(cluster).id }
        // "Since the first second" leaves out what is dated before it.
        let start = self.since.moment.firstSecond
        let all = Collected<RecordDifference>()
        try await node.forEachDifference(since: start == 0 ? 0 : start - 1, by: author) { all.append($0) }
        let differences = all.all.filter { self.kind == nil || $0.record.record.kind == self.kind }
        let clusters = try await ClusterNames(of: node)
        var titles = Titles(differences.map { Titles.Entry($0.record, schema: node.schema) })
        for difference in differences {
            let values = difference.items.flatMap { [$0.before, $0.after].compactMap(\.self) }
            let parts = Titles.Entry(difference.record, schema: node.schema).parts
            try await titles.load(values.flatMap(\.references) + parts, from: node)
        }
        let presentation = DifferencePresentation(titles: titles, clusters: clusters)
        for difference in differences {
            if self.json.isWanted {
                Output.standard.line(presentation.json(difference))
            } else {
                presentation.print(difference, to: .standard)
            }
        }
        guard !self.json.isWanted else { return }
        let time = Timestamp(start).short
        Output.standard.line(
            differences.isEmpty
                ? "Nothing has changed since \(time) UTC." : "\(differences.count) records since \(time) UTC."
        )
    }
}
