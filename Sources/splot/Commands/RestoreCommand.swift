import ArgumentParser
import SplotDirectory
import SplotNode

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Bring a deleted record back.",
        discussion: """
            With --json: id, entries, suggestion.

            Example: splot restore 1a2b3c4d
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Argument(help: "The record's id, or at least its first four digits.")
    var id: String

    func run() async throws {
        let node = try await self.data.open()
        let shown = try await node.record(idPrefix: self.id)
        let result = try await node.setDeleted(false, shown.record.id)
        try await WriteReport(verb: "Brought back", record: shown, result: result)
            .print(node: node, json: self.json.isWanted)
    }
}
