import ArgumentParser
import SplotDirectory
import SplotNode
import SplotOffice

struct SuggestionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggestions",
        abstract: "List what other clusters suggest about your records.",
        discussion: """
            What another cluster writes into a record of yours changes nothing until you take it over. With --mine the \
            other way round: what you have suggested to others, and what became of it.

            With --json, one object a line: id, kind, title (of the record), name (of the suggestion), cluster, \
            clusterId, node, log, position, time, summary, state (open, accepted, declined), settled (when).

            Example: splot suggestions
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Flag(help: "List what your cluster has suggested to others, and what became of it.")
    var mine = false

    func run() async throws {
        let node = try await self.data.open()
        let suggestions = self.mine ? try await node.ownSuggestions() : try await node.suggestions()
        let clusters = try await ClusterNames(of: node)
        let output = Output.standard
        if suggestions.isEmpty, !self.json.isWanted {
            output.line(
                self.mine
                    ? "Your cluster has suggested nothing to others." : "Nobody suggests anything to your cluster."
            )
        }
        for (index, suggestion) in suggestions.enumerated() {
            let details = try await RecordDetails(suggestion.record, of: node, clusters: clusters)
            if self.json.isWanted {
                var members = details.members(of: suggestion)
                members["id"] = .string(suggestion.record.record.id.description)
                members["kind"] = .string(suggestion.record.record.kind)
                members["title"] = .text(details.titles.title(of: suggestion.record.record.id))
                output.line(.object(members))
                continue
            }
            if index > 0 { output.line() }
            let record = suggestion.record.record
            output.line(Plain.line("\(details.title) (\(record.kind) \(Short.id(record.id)))"))
            details.print(suggestion, to: output)
        }
    }
}
