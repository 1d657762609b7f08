import ArgumentParser
import SplotDirectory
import SplotNode
import SplotOffice

struct LinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Say that two records are about the same thing.",
        discussion: """
            Both are shown as one from then on, on every node: the record that was created first stands for the rest, and members, \
            partners and projects of either are found at it. Nothing is lost: splot unlink brings both back. With --json: id, entries, suggestion.

            Example: splot link 1a2b3c4d 5e6f7a8b
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
        let result = try await node.link(first.record.id, second.record.id)
        let advice = "To take it back: splot unlink \(Short.id(first.record.id)) \(Short.id(second.record.id))"
        try await WriteReport(verb: "Linked", record: first, result: result, advice: advice)
            .print(node: node, json: self.json.isWanted)
    }
}
