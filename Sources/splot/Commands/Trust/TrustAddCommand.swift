import ArgumentParser
import SplotLog
import SplotMerge
import SplotNode

struct TrustAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Trust the cluster that a card introduces.",
        discussion: """
            Shows the card's name and fingerprint and asks. Compare the fingerprint with the cluster's administrator \
            before you say yes: a card that came by mail proves nothing.

            Example: splot trust add pikmed.card
            """
    )

    @OptionGroup var data: DataOptions

    @Argument(help: "The card, or - for standard input.")
    var file: String

    @Flag(help: "Do not ask: the fingerprint was compared.")
    var yes = false

    @Option(help: ArgumentHelp("Do not ask if the fingerprint is this one.", valueName: "hex"))
    var fingerprint: String?

    func run() async throws {
        let node = try await self.data.open()
        let bytes = try LocalFile.read(self.file, limit: Card.maximumBytes)
        let card = try Card(text: String(decoding: bytes, as: UTF8.self))
        let name = card.chain.name
        let output = Output.standard
        output.line(Plain.line("Cluster      \(name)"))
        output.line("Fingerprint  \(Card.fingerprint(of: card.chain.cluster))")
        output.line()
        try self.compareFingerprint(with: card.chain.cluster.description)
        let isAgreed = try Confirmation.ask(
            Plain.line("Trust \(name), and let it read what your cluster writes?"),
            isGiven: self.yes || self.fingerprint != nil,
            otherwise: "compare the fingerprint and give it with --fingerprint, or say --yes"
        )
        guard isAgreed else { return }
        let isNew = try await node.trust(card)
        output.line(Plain.line(isNew ? "\(name) is trusted now." : "\(name) was trusted already."))
        for address in card.addresses {
            output.line(Plain.line("It answers at \(address); to call it: splot peer add \(address)"))
        }
    }

    private func compareFingerprint(with actual: String) throws {
        guard let fingerprint = self.fingerprint else { return }
        guard fingerprint.filter({ !$0.isWhitespace && $0 != ":" }).lowercased() == actual else {
            throw CommandError(
                .data,
                "the card's fingerprint is another one: ask its cluster for the card again, by another way"
            )
        }
    }
}
