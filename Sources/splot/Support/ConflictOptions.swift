import ArgumentParser
import SplotDirectory
import SplotNode
import SplotOffice

/// Which conflicts a command is about.
struct ConflictOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only in records of this kind.", valueName: "kind"))
    var kind: String?

    @Option(help: ArgumentHelp("Only in this record: its id, or at least its first four digits.", valueName: "id"))
    var record: String?

    @Option(help: ArgumentHelp("Only at this field, or this field.key; record for deletions.", valueName: "field"))
    var field: String?

    @Option(help: ArgumentHelp("Only where this cluster has a say: its name, or the beginning of its id."))
    var cluster: String?

    @Option(help: ArgumentHelp("Only disagreements older than this many days.", valueName: "days"))
    var olderThan: UInt64?

    func validate() throws {
        if let days = self.olderThan, days > 1_000_000 { throw ValidationError("--older-than takes a number of days.") }
    }

    /// What the node is asked for.
    func filter(for node: Node) async throws -> ConflictFilter {
        var filter = ConflictFilter()
        if let kind = self.kind {
            guard node.schema.kind(named: kind) != nil else { throw UnknownKind.error(in: node.schema) }
            filter.kind = kind
        }
        if let record = self.record { filter.record = try await node.record(idPrefix: record).record.id }
        filter.path = self.field
        if let cluster = self.cluster { filter.cluster = try await node.trustedCluster(cluster).id }
        if let days = self.olderThan {
            let (start, isBefore1970) = Timestamp.now.subtractingReportingOverflow(days * 86_400)
            filter.before = isBefore1970 ? 0 : start
        }
        return filter
    }
}
