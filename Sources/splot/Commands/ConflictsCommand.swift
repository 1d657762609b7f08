import ArgumentParser
import SplotDirectory
import SplotNode
import SplotOffice

struct ConflictsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conflicts",
        abstract: "List the disagreements between clusters, the oldest first.",
        discussion: """
            Two values for one field; a record that one cluster deleted and another edited; an element that one took out \
            and another put in; two identifiers of which only one can be right. Every value with who wrote it, where and \
            when. splot resolve settles them.

            With --json, one object a line for each: id, kind, title, path (the field), since (when it began), \
            alternatives, each with pick (the number to settle by), state (set, cleared, erased, removed, deleted, \
            restored, edited), value and origins (cluster, clusterId, node, log, position, time).

            Example: splot conflicts --kind organisation --field phone --older-than 30
            """
    )

    @OptionGroup var options: ConflictOptions
    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    func run() async throws {
        let node = try await self.data.open()
        let filter = try await self.options.filter(for: node)
        let conflicts = try await node.conflicts(filter)
        let clusters = try await ClusterNames(of: node)
        let output = Output.standard
        guard !conflicts.isEmpty else {
            if !self.json.isWanted { output.line(self.noneText) }
            return
        }
        var details: [RecordUUID: RecordDetails] = [:]
        var last: RecordUUID?
        for item in conflicts {
            let id = item.record.record.id
            let known: RecordDetails
            if let found = details[id] {
                known = found
            } else {
                known = try await RecordDetails(item.record, of: node, clusters: clusters)
                details[id] = known
            }
            if self.json.isWanted {
                output.line(known.json(item))
                continue
            }
            if last != id {
                if last != nil { output.line() }
                output.line(Plain.line("\(known.title) (\(item.record.record.kind) \(Short.id(id)))"))
            }
            last = id
            known.print(item, to: output)
        }
        guard !self.json.isWanted else { return }
        output.line()
        output.line(conflicts.count == 1 ? "1 conflict." : "\(conflicts.count) conflicts.")
    }

    private var noneText: String {
        let options = self.options
        let isFiltered = [options.kind, options.record, options.field, options.cluster].contains { $0 != nil }
        return isFiltered || options.olderThan != nil
            ? "There is no such conflict." : "The clusters agree about everything."
    }
}
