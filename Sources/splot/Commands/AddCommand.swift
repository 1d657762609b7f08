import ArgumentParser
import SplotDirectory
import SplotNode
import SplotOffice

struct AddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a record.",
        discussion: """
            splot kinds lists the kinds, splot kinds KIND the fields. A language, a part or a scheme follows a dot: \
            name.en, address.city, identifiers.NIP. With --json: id, kind.

            Example: splot add organisation name="Szpital Miejski" type=hospital phone="+48 22 100 20 30"
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Argument(help: "The kind of record.")
    var kind: String

    @Argument(help: ArgumentHelp("What the fields are to hold.", valueName: "field=value"))
    var assignments: [AssignmentArgument] = []

    @Option(help: ArgumentHelp("The language of texts given without one.", valueName: "tag"))
    var language = "pl"

    func run() async throws {
        guard Schema.standard.kind(named: self.kind) != nil else { throw UnknownKind.error(in: .standard) }
        let node = try await self.data.open()
        let id = try await node.add(self.kind, self.assignments.map(\.assignment), language: self.language)
        if self.json.isWanted {
            Output.standard.line(.object(["id": .string(id.description), "kind": .string(self.kind)]))
        } else {
            Output.standard.line("Added \(self.kind) \(id).")
        }
        if self.kind == FigureAdvice.kind { try await FigureAdvice(of: node).tell(about: id) }
    }
}
