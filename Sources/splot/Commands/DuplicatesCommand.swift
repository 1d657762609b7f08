import ArgumentParser
import SplotDirectory
import SplotNode
import SplotOffice

struct DuplicatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duplicates",
        abstract: "List organisations and clusters that are in the directory twice.",
        discussion: """
            Certain is what has the same NIP, KRS, LEI or ROR; likely what has the same REGON, or like names in one \
            place. Two with different NIPs or KRS numbers are not taken for the same because of their names. What is \
            linked already is left out. Nothing is changed: splot link says that two are the same.

            With --json, one object a line: kind, certainty (certain, likely), reasons, linked (whether all of them are \
            already), records (each with id, title, owner), matches (which of them, each with first, second, certainty, \
            reasons), differs (field, then what each record says there, by its id).

            Example: splot duplicates --certain
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Flag(help: "Only those that are certain.")
    var certain = false

    @Option(help: ArgumentHelp("Only records of this kind: organisation or cluster.", valueName: "kind"))
    var kind: String?

    @Flag(help: "Also those that are linked already.")
    var all = false

    func validate() throws {
        if let kind, !Duplicates.kinds.contains(kind) {
            throw ValidationError("The kinds that are looked through are \(Duplicates.kinds.joined(separator: ", ")).")
        }
    }

    func run() async throws {
        let node = try await self.data.open()
        let records = Collected<ListedRecord>()
        let schema = node.schema
        for kind in Duplicates.kinds where self.kind ?? kind == kind {
            try await node.forEachRecord(kind: kind) { records.append(ListedRecord($0, schema: schema)) }
        }
        let all = records.all
        let listing = DuplicateListing(
            groups: Duplicates(
                all.map(\.record),
                certainOnly: self.certain,
                withLinked: self.all,
                links: ListedRecord.links(of: all)
            )
            .groups,
            records: Dictionary(all.map { ($0.id, $0) }) { first, _ in first },
            clusters: try await ClusterNames(of: node)
        )
        if self.json.isWanted {
            for object in listing.json { Output.standard.line(object) }
        } else {
            listing.print(to: .standard)
        }
    }
}
