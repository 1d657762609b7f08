import ArgumentParser
import SplotDirectory
import SplotNode

struct EditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change a record.",
        discussion: """
            field=value sets, and adds to a set; field+=value adds to a set, field-=value takes out of it, and field= \
            empties. What is there already is not written again. A record that another cluster owns gets a suggestion. \
            With --if-version nothing is written, and the command ends with 75, when the record has changed since \
            splot show gave that version. With --json: id, entries (how many were written), suggestion.

            Example: splot edit 1a2b3c4d phone="+48 22 100 20 31" aliases+="City Hospital"
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Argument(help: "The record's id, or at least its first four digits.")
    var id: String

    @Argument(help: ArgumentHelp("What the fields are to hold.", valueName: "field=value"))
    var assignments: [AssignmentArgument]

    @Option(help: ArgumentHelp("The language of texts given without one.", valueName: "tag"))
    var language = "pl"

    @Option(
        help: ArgumentHelp("Only if the record is as shown: the version that splot show gives.", valueName: "version")
    )
    var ifVersion: String?

    func run() async throws {
        let node = try await self.data.open()
        let shown = try await node.record(idPrefix: self.id)
        let result = try await node.edit(
            shown.record.id,
            self.assignments.map(\.assignment),
            shown: shown.version,
            ifVersion: self.ifVersion,
            language: self.language
        )
        try await WriteReport(verb: "Changed", record: shown, result: result)
            .print(node: node, json: self.json.isWanted)
        if shown.record.kind == FigureAdvice.kind { try await FigureAdvice(of: node).tell(about: shown.record.id) }
    }
}
