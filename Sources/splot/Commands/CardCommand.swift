import ArgumentParser
import SplotLog
import SplotNode

struct CardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "card",
        abstract: "Print the card by which your cluster introduces itself.",
        discussion: """
            A card is no secret. Whoever receives it compares its fingerprint with you, by telephone for instance.

            Example: splot card --address node.cluster.example:7420 > card.txt
            """
    )

    @OptionGroup var data: DataOptions

    @Option(
        name: .customLong("address"),
        parsing: .singleValue,
        help: ArgumentHelp("Where your node answers; may be given several times.", valueName: "host:port")
    )
    var addresses: [String] = []

    func run() async throws {
        let node = try await self.data.open()
        let addresses = try self.addresses.map { try PeerAddress($0).description }
        let text = try await node.card(addresses: addresses).text
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            Output.standard.line(String(line))
        }
    }
}
