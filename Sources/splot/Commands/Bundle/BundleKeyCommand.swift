import ArgumentParser
import SplotMerge
import SplotNode
import SplotOffice

struct BundleKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "See to it that bundles can be encrypted to this node.",
        discussion: """
            A node that was founded without a key for bundles, or has lost it, gets one, and the cluster states it: for \
            that, cluster.key must be in the data directory for a moment. Nothing happens when the key is there and \
            stated. To change a key that others have seen, remove bundle.key from the data directory first; bundles that \
            were made for the old one cannot be read then. Ends with 66 when the cluster key is needed and not there.

            With --json, one object: key (the public half), drawn (whether the key is new), stated (whether the cluster \
            has stated it now).

            Example: splot bundle key && splot card > card.txt
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    func run() async throws {
        let result = try await self.data.open().stateBundleKey()
        guard !self.json.isWanted else {
            Output.standard.line(
                .object([
                    "key": .string(result.publicKey.hex),
                    "drawn": .boolean(result.isDrawn),
                    "stated": .boolean(result.isStated),
                ])
            )
            return
        }
        guard result.isStated else {
            Output.standard.line("Bundles can be encrypted to this node: its card says how.")
            return
        }
        Output.standard.line(
            result.isDrawn
                ? "This node has a new key for bundles, and the cluster has stated it."
                : "The cluster has stated this node's key for bundles."
        )
        Output.standard.line("Send the card to those who make bundles for you: splot card > card.txt")
    }
}
