import ArgumentParser
import SplotDirectory
import SplotNode

struct AcceptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Take over what another cluster suggests about your record.",
        discussion: """
            Writes the suggested values as your own and closes the suggestion; the other cluster sees that you did. With --json: id, entries, suggestion.

            Example: splot accept 1a2b3c4d
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Argument(help: "The record's id, or at least its first four digits.")
    var id: String

    @Argument(
        help: ArgumentHelp("Which suggestion, as splot suggestions names it; none for the only one.", valueName: "name")
    )
    var suggestion: String?

    func run() async throws {
        let node = try await self.data.open()
        let shown = try await node.record(idPrefix: self.id)
        let result = try await node.accept(shown.record.id, self.suggestion)
        try await WriteReport(verb: "Took over a suggestion about", record: shown, result: result)
            .print(node: node, json: self.json.isWanted)
    }
}
