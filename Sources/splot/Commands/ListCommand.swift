import ArgumentParser
import SplotDirectory
import SplotNode
import SplotOffice

struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the directory.",
        discussion: """
            By kind, then in the order of the Polish alphabet. With --json, one object a line: id, kind, owner (the name \
            of the cluster that created it), ownerId, title, fields, conflicts (the fields in which clusters disagree). \
            In fields, a text in several languages or an address is an object, a set is an array, and a reference is the \
            id of the record. Of records that were linked (splot link) only the one is listed that stands for the others.

            Example: splot list --kind member
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Option(help: ArgumentHelp("Only records of this kind.", valueName: "kind"))
    var kind: String?

    @Flag(help: "Also records that another one stands for, since somebody linked them.")
    var all = false

    func run() async throws {
        let node = try await self.data.open()
        let schema = node.schema
        let everything = Collected<ListedRecord>()
        // Of all kinds, because records are called after others.
        try await node.forEachRecord { everything.append(ListedRecord($0, schema: schema)) }
        let titles = Titles(everything.all.lazy.map(\.title))
        let records = everything.all.filter { (self.kind == nil || $0.kind == self.kind) && (self.all || !$0.isJoined) }
        if let kind = self.kind, records.isEmpty, schema.kind(named: kind) == nil {
            throw UnknownKind.error(in: schema)
        }
        let clusters = try await ClusterNames(of: node)
        self.print(Self.sorted(records, titles: titles, schema: schema), titles: titles, clusters: clusters)
    }

    private func print(_ records: [ListedRecord], titles: Titles, clusters: ClusterNames) {
        guard !self.json.isWanted else {
            for record in records {
                let title = titles.title(of: record.id)
                Output.standard.line(record.json(title: title, owner: clusters[record.owner]))
            }
            return
        }
        guard !records.isEmpty else {
            Output.standard.line("There is nothing yet: splot add and splot import put records in.")
            return
        }
        Output.standard.table(ListedRecord.table(of: records, titles: titles, clusters: clusters))
    }

    private static func sorted(_ records: [ListedRecord], titles: Titles, schema: Schema) -> [ListedRecord] {
        let kinds = Dictionary(schema.kinds.enumerated().map { ($1.name, $0) }) { first, _ in first }
        let keyed = records.map { record in
            (
                kind: kinds[record.kind] ?? kinds.count,
                title: PolishCollation.sortKey(titles.title(of: record.id) ?? ""), record: record
            )
        }
        return
            keyed.sorted { left, right in
                if left.kind != right.kind { return left.kind < right.kind }
                if left.title != right.title { return left.title.lexicographicallyPrecedes(right.title) }
                return left.record.id < right.record.id
            }
            .map(\.record)
    }
}
