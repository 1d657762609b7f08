import ArgumentParser
import SplotDirectory
import SplotNode

struct ResolveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Settle a conflict by one of the values in it.",
        discussion: """
            splot conflicts lists the values by number. With --json: id, entries, suggestion.

            Example: splot resolve 1a2b3c4d phone --pick 2
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Argument(help: "The record's id, or at least its first four digits.")
    var id: String

    @Argument(help: "The field, field.key, or record for whether it is deleted.")
    var field: String

    @Option(help: ArgumentHelp("The number of the value that is right.", valueName: "n"))
    var pick: Int

    func run() async throws {
        let node = try await self.data.open()
        let shown = try await node.record(idPrefix: self.id)
        let result = try await node.resolve(shown.record.id, path: self.field, pick: self.pick)
        try await WriteReport(verb: "Settled \(self.field) of", record: shown, result: result)
            .print(node: node, json: self.json.isWanted)
    }
}
