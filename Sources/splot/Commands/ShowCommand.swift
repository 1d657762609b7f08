import ArgumentParser
import SplotDirectory
import SplotNode
import SplotOffice

struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a record, and where each value comes from.",
        discussion: """
            Also what it is linked with (splot link), and what refers to it, such as memberships. With --at the record as \
            it was at the end of that day or at that time, by the clocks of those who wrote.

            With --json, one object: the keys of splot list, and common, deleted, visibility, created, changed, version \
            (for --if-version), canonical (the record that stands for it and those linked with it), origins (for each \
            value path, value, cluster, clusterId, node, log, position, time), disagreements (as splot conflicts), \
            suggestions (as splot suggestions), linked (ids), differences (path, values by id), referring (id, kind, \
            title), problems (path, message), membership (of a member: state, since, vote; else null); with --at without the last five.

            Example: splot show 1a2b3c4d
            Example: splot show 1a2b3c4d --at 2026-01-31
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Argument(help: "The record's id, or at least its first four digits.")
    var id: String

    @Option(help: ArgumentHelp("As it was then: a date, or a time with its zone.", valueName: "date"))
    var at: MomentArgument?

    func run() async throws {
        let node = try await self.data.open()
        var merged = try await node.record(idPrefix: self.id)
        var surroundings: RecordSurroundings?
        if let at = self.at {
            guard let past = try await node.record(merged.record.id, at: at.moment.lastSecond) else {
                let time = Timestamp(at.moment.lastSecond).short
                throw CommandError(.noInput, "there was no such record at \(time) UTC: `splot history` tells its story")
            }
            merged = past
        } else {
            surroundings = try await RecordSurroundings(merged, of: node)
        }
        let details = try await RecordDetails(merged, of: node, clusters: ClusterNames(of: node))
        if self.json.isWanted {
            Output.standard.line(.object(details.members.merging(surroundings?.members ?? [:]) { $1 }))
        } else {
            details.print(to: .standard)
            surroundings?.print(to: .standard)
        }
    }
}
