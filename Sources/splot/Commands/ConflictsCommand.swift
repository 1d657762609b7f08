import ArgumentParser
import SplotDirectory
import SplotNode

struct ConflictsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conflicts",
        abstract: "List all disagreements between clusters.",
        discussion: """
            With --json, one object a line for each: id, kind, title, path (the field), alternatives, each with pick (the \
            number to settle by), state (set, cleared, erased, deleted, restored, edited), value (as text) and origins \
            (cluster, clusterId, node, log, position, time).

            Example: splot conflicts
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    func run() async throws {
        let node = try await self.data.open()
        let records = try await node.recordsWithConflicts()
        let clusters = try await ClusterNames(of: node)
        let output = Output.standard
        if records.isEmpty, !self.json.isWanted { output.line("The clusters agree about everything.") }
        for (index, merged) in records.enumerated() {
            let details = try await RecordDetails(merged, of: node, clusters: clusters)
            if self.json.isWanted {
                for conflict in merged.conflicts { output.line(details.json(conflict)) }
                continue
            }
            if index > 0 { output.line() }
            output.line(Plain.line("\(details.title) (\(merged.record.kind) \(Short.id(merged.record.id)))"))
            for conflict in merged.conflicts { details.print(conflict, to: output) }
        }
    }
}
