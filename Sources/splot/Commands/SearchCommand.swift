import ArgumentParser
import SplotDirectory
import SplotNode
import SplotOffice

struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find records by their words.",
        discussion: """
            In names, aliases, specialisations, places and texts of every language. Words may be given by their beginnings \
            and without diacritics: slaskie finds śląskie, lodz finds Łódź. Countries have all their names: Chorwacja, \
            Croatia, Kroatien and HR find the same. The best come first. Members and partners are found by the words of \
            their organisation, with --kind member or --kind partner. Without words, everything that the filters let \
            through.

            With --json, one object a line with the keys of splot list.

            Example: splot search uzdrowisko --country PL --region kujawsko-pomorskie
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Argument(help: "Words, or beginnings of words.")
    var words: [String] = []

    @Option(help: ArgumentHelp("Only records of this kind; may be given several times.", valueName: "kind"))
    var kind: [String] = []

    @Option(help: ArgumentHelp("Only in this country: a code, or a name in Polish, English or German."))
    var country: String?

    @Option(help: ArgumentHelp("Only in this voivodeship: its name, or its two digits."))
    var region: String?

    @Option(help: ArgumentHelp("Only of this cluster: its members, their organisations, its projects and so on."))
    var cluster: String?

    @Option(help: ArgumentHelp("Only with this specialisation.", valueName: "text"))
    var specialisation: String?

    @Option(help: ArgumentHelp("How many to show at most.", valueName: "n"))
    var limit = 50

    func validate() throws {
        guard (1...100_000).contains(self.limit) else { throw ValidationError("--limit is a number from 1 to 100000.") }
        let filters = [self.country, self.region, self.cluster, self.specialisation]
        guard !self.words.isEmpty || !self.kind.isEmpty || filters.contains(where: { $0 != nil }) else {
            throw ValidationError("Say what to look for: words, or a filter.")
        }
    }

    func run() async throws {
        let node = try await self.data.open()
        var request = SearchRequest(text: self.words.joined(separator: " "), kinds: self.kind, limit: self.limit)
        request.country = self.country
        request.region = self.region
        request.specialisation = self.specialisation
        if let cluster = self.cluster { request.cluster = try await Self.cluster(cluster, node).record.id }
        let result = try await node.search(request)
        let records = result.records.map { ListedRecord($0, schema: node.schema) }
        var titles = Titles(records.map(\.title))
        try await titles.load(records.flatMap(\.title.parts), from: node)
        let clusters = try await ClusterNames(of: node)
        self.print(records, total: result.total, titles: titles, clusters: clusters)
    }

    private func print(
        _ records: [ListedRecord],
        total: Int,
        titles: Titles,
        clusters: ClusterNames
    ) {
        if self.json.isWanted {
            for record in records {
                Output.standard.line(record.json(title: titles.title(of: record.id), owner: clusters[record.owner]))
            }
        } else if records.isEmpty {
            Output.standard.line("Nothing is found.")
        } else {
            Output.standard.table(ListedRecord.table(of: records, titles: titles, clusters: clusters))
            if total > self.limit {
                Output.standard.line()
                Output.standard.line("\(records.count) of \(total); --limit shows more.")
            }
        }
    }

    private static func cluster(_ text: String, _ node: Node) async throws -> MergedRecord {
        let named = try await node.records(named: text, kinds: ["cluster"])
        if let only = named.first, named.count == 1 { return only }
        guard named.isEmpty else {
            let ids = named.map { Short.id($0.record.id) }.joined(separator: ", ")
            throw CommandError(.data, "several clusters are called that, give an id: \(ids)")
        }
        if text.utf8.count >= 4, text.allSatisfy({ $0.isHexDigit || $0 == "-" }) {
            return try await node.record(idPrefix: text)
        }
        throw CommandError(.noInput, "no cluster is called that: `splot list --kind cluster` shows all")
    }
}
