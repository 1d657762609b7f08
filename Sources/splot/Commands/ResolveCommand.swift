import ArgumentParser
import SplotDirectory
import SplotMerge
import SplotNode
import SplotOffice

struct ResolveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Settle a conflict, or many by a rule.",
        discussion: """
            One conflict: by one of its values, which splot conflicts numbers, or by a new value. Many: --prefer owner (the \
            cluster that created the record), latest (by the clocks of those who wrote), or a cluster's name; narrowed as \
            with splot conflicts, and tried first with --dry-run. Settling is an ordinary write: every node follows it.

            With --json: id, entries, suggestion; with --prefer one object a line for each conflict (id, path, outcome: \
            settled, noSuchValue or notOurs, pick, value).

            Example: splot resolve 1a2b3c4d phone --pick 2
            Example: splot resolve --prefer owner --kind organisation --dry-run
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Argument(help: "The record's id, or at least its first four digits.")
    var id: String?

    @Argument(help: "The field, field.key, or record for whether it is deleted.")
    var path: String?

    @Option(help: ArgumentHelp("The number of the value that is right.", valueName: "n"))
    var pick: Int?

    @Option(help: ArgumentHelp("A value that is right and that nobody has written yet.", valueName: "value"))
    var to: String?

    @Option(
        help: ArgumentHelp("Only if the record is as shown: the version that splot show gives.", valueName: "version")
    )
    var ifVersion: String?

    @Option(help: ArgumentHelp("Settle all by a rule: owner, latest, or the name of a cluster.", valueName: "rule"))
    var prefer: String?

    @OptionGroup(title: "With --prefer") var options: ConflictOptions

    @Flag(help: "With --prefer: write nothing; show what would be settled.")
    var dryRun = false

    func validate() throws {
        guard self.prefer == nil else {
            guard self.id == nil, self.pick == nil, self.to == nil, self.ifVersion == nil else {
                throw ValidationError("--prefer settles many: narrow it with --record and --field.")
            }
            return
        }
        guard self.id != nil, self.path != nil else {
            throw ValidationError("Name a record and a field, or a rule with --prefer.")
        }
        guard (self.pick == nil) != (self.to == nil) else {
            throw ValidationError("Say which value is right with --pick, or give a new one with --to.")
        }
    }

    func run() async throws {
        let node = try await self.data.open()
        if let rule = self.prefer { return try await self.settle(by: rule, node) }
        guard let id = self.id, let path = self.path else { return }
        let shown = try await node.record(idPrefix: id)
        let result: WriteResult
        if let pick = self.pick {
            result = try await node.resolve(shown.record.id, path: path, pick: pick, ifVersion: self.ifVersion)
        } else {
            result = try await node.resolve(shown.record.id, path: path, to: self.to ?? "", ifVersion: self.ifVersion)
        }
        try await WriteReport(verb: "Settled \(Plain.line(path)) of", record: shown, result: result)
            .print(node: node, json: self.json.isWanted)
    }

    private func settle(by text: String, _ node: Node) async throws {
        let rule: ConflictRule =
            switch text {
            case "owner": .owner
            case "latest": .latest
            default: .cluster(try await node.trustedCluster(text).id)
            }
        let filter = try await self.options.filter(for: node)
        let (conflicts, entries) = try await node.resolveAll(filter, preferring: rule, isDryRun: self.dryRun)
        let clusters = try await ClusterNames(of: node)
        var table = Table([
            Table.Column("ID"), Table.Column("TITLE", isFlexible: true), Table.Column("FIELD"),
            Table.Column("BECOMES", isFlexible: true),
        ])
        var settled = 0
        var known: RecordDetails?
        for ruling in conflicts.sorted(by: { $0.conflict.record.record.id < $1.conflict.record.record.id }) {
            let record = ruling.conflict.record
            let isKnown = known?.merged.record.id == record.record.id
            let details = try await isKnown ? known : RecordDetails(record, of: node, clusters: clusters)
            guard let details else { continue }
            known = details
            var cell = ""
            switch ruling.outcome {
            case .settled(let index):
                settled += 1
                cell = details.text(ruling.conflict.conflict.alternatives[index])
            case .noSuchValue: cell = "(left: no value comes from there)"
            case .notOurs: cell = "(left: \(clusters.text(ruling.conflict.record.owner)) owns the record)"
            }
            if self.json.isWanted { Output.standard.line(details.json(ruling)) }
            let path = ruling.conflict.conflict.place.path
            table.add([Short.id(ruling.conflict.record.record.id), details.title, path, cell])
        }
        guard !self.json.isWanted else { return }
        if !conflicts.isEmpty { Output.standard.table(table) }
        let written = self.dryRun ? "nothing was written" : "\(entries) entries were written"
        Output.standard.line("\(settled) of \(conflicts.count) conflicts settled; \(written).")
    }
}
