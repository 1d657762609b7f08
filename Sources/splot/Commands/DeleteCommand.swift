import ArgumentParser
import SplotDirectory
import SplotNode
import SplotOffice

struct DeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete a record; it can be brought back.",
        discussion: """
            The record is not listed any more, but every value stays in the log. With --json: id, entries, suggestion.

            Example: splot delete 1a2b3c4d
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Argument(help: "The record's id, or at least its first four digits.")
    var id: String

    func run() async throws {
        let node = try await self.data.open()
        let shown = try await node.record(idPrefix: self.id)
        let result = try await node.setDeleted(true, shown.record.id)
        let advice = "To bring it back: splot restore \(Short.id(shown.record.id))"
        try await WriteReport(verb: "Deleted", record: shown, result: result, advice: advice)
            .print(node: node, json: self.json.isWanted)
    }
}
