import ArgumentParser
import SplotDirectory
import SplotNode
import SplotOffice

struct UnlinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlink",
        abstract: "Say that two linked records are not about the same thing.",
        discussion: """
            Each is shown for itself again, as it was. With --json: id, entries, suggestion.

            Example: splot unlink 1a2b3c4d 5e6f7a8b
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Argument(help: "A record's id, or at least its first four digits.")
    var first: String

    @Argument(help: "The other's.")
    var second: String

    func run() async throws {
        let node = try await self.data.open()
        let first = try await node.record(idPrefix: self.first)
        let second = try await node.record(idPrefix: self.second)
        let result = try await node.unlink(first.record.id, second.record.id)
        let advice = "To link them again: splot link \(Short.id(first.record.id)) \(Short.id(second.record.id))"
        try await WriteReport(verb: "Unlinked", record: first, result: result, advice: advice)
            .print(node: node, json: self.json.isWanted)
    }
}
