import ArgumentParser
import Foundation
import SplotDirectory
import SplotNode
import SplotOffice

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Count members by type, region and cluster.",
        discussion: """
            A member counts when on the day it was not merely declared, neither rejected nor had left; honorary members \
            count, but never as voting. Below the counts stand figures that contradict themselves, each other or the counts, and memberships \
            whose steps contradict each other; they are only shown, never changed.

            As CSV (RFC 4180, UTF-8), the columns cluster, by, group, members, voting, base, share_percent, as_of; the \
            warnings then go to standard error. With --json or --format json, one object: asOf, directory (whose node \
            counted), rows (each with the keys cluster, clusterId, by, group, members, voting, base, sharePercent), \
            warnings (each with code, records, message).

            Example: splot report --cluster PIKMED --by region --format csv
            """
    )

    /// How the counts are written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case table
        case csv
        case json
    }

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Option(help: ArgumentHelp("Only this cluster: its name, another name of it, or its id.", valueName: "name"))
    var cluster: String?

    @Option(
        help: ArgumentHelp("Count only by type, by region or by cluster. (default: all three)", valueName: "what"),
        transform: Self.dimension
    )
    var by: MemberReport.Dimension?

    @Option(help: "How to write the counts.")
    var format: Format = .table

    @Option(
        help: ArgumentHelp("The day to count for. (default: today, in UTC)", valueName: "date"),
        transform: Self.day
    )
    var at: PartialDate?

    func validate() throws {
        if self.json.isWanted, self.format == .csv { throw ValidationError("Give --json or --format csv, not both.") }
    }

    func run() async throws {
        let node = try await self.data.open()
        let schema = node.schema
        let all = Collected<ListedRecord>()
        for kind in ["cluster", "organisation", "member", "figure"] {
            try await node.forEachRecord(kind: kind) { all.append(ListedRecord($0, schema: schema)) }
        }
        let records = all.all
        let wanted = try self.cluster.map { try Self.clusters(called: $0, among: records) }
        let report = ReportListing(
            report: MemberReport(
                records.map(\.record),
                on: try self.at ?? Self.today(),
                clusters: wanted,
                links: ListedRecord.links(of: records)
            ),
            by: self.by.map { [$0] } ?? MemberReport.Dimension.allCases,
            titles: Titles(records.lazy.map(\.title)),
            directory: try await ClusterNames(of: node).text(node.cluster)
        )
        switch self.json.isWanted ? .json : self.format {
        case .table: report.print(to: .standard)
        case .csv: report.printCSV(to: .standard)
        case .json: Output.standard.line(report.json)
        }
    }

    // Two clusters may have one name, and one cluster several records.
    private static func clusters(called text: String, among records: [ListedRecord]) throws -> Set<RecordUUID> {
        let name = Folding.fold(text)
        let digits = text.lowercased().filter { $0 != "-" }
        let found = records.filter { record in
            guard record.kind == "cluster" else { return false }
            if digits.count >= 4, record.id.description.filter({ $0 != "-" }).hasPrefix(digits) { return true }
            let names = ["name", "aliases"].flatMap { record.fields[$0]?.values ?? [] }
            return names.contains { Folding.fold($0.displayText) == name }
        }
        guard !name.isEmpty, !found.isEmpty else {
            throw CommandError(.noInput, "there is no cluster of that name: `splot list --kind cluster` shows all")
        }
        return Set(found.map(\.id))
    }

    private static func today() throws -> PartialDate {
        try self.day(String(Timestamp(Timestamp.now).iso8601.prefix(10)))
    }

    private static func dimension(_ text: String) throws -> MemberReport.Dimension {
        guard let dimension = MemberReport.Dimension(rawValue: text) else {
            throw ValidationError("Count by type, region or cluster.")
        }
        return dimension
    }

    private static func day(_ text: String) throws -> PartialDate {
        guard let day = PartialDate(text) else { throw ValidationError("Write a date, such as 2026-01-31.") }
        return day
    }
}
