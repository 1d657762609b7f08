import SplotDirectory
import SplotNode
import SplotOffice

/// What is said after a record was written.
struct WriteReport {
    /// What was done, beginning a sentence: `Changed`.
    var verb: String
    var record: MergedRecord
    var result: WriteResult
    /// What may be done next, if anything.
    var advice: String?

    func print(node: Node, json: Bool) async throws {
        let isSuggestion = !self.result.suggested.isEmpty
        guard !json else {
            Output.standard.line(
                .object([
                    "id": .string(self.record.record.id.description),
                    "entries": .integer(self.result.entryCount),
                    "suggestion": .boolean(isSuggestion),
                ])
            )
            return
        }
        let name = "\(self.record.record.kind) \(self.record.record.id)"
        if self.result.entryCount == 0 {
            Output.standard.line("\(name) is so already: nothing was written.")
        } else if isSuggestion {
            var owned = self.record
            if let other = self.result.suggested.first, other != owned.record.id {
                owned = try await node.record(other)
            }
            let owner = try await ClusterNames(of: node).text(owned.owner)
            Output.standard.line(
                Plain.line("Suggested to \(owner), which owns \(owned.record.kind) \(owned.record.id).")
            )
        } else {
            Output.standard.line("\(self.verb) \(name).")
            if let advice = self.advice { Output.standard.line(advice) }
        }
    }
}
