import SplotDirectory
import SplotNode
import SplotOffice

/// What is around a record: what it is linked with, what refers to it, and what is wrong with it.
struct RecordSurroundings {
    private let record: MergedRecord
    private let joined: JoinedRecord
    private let referring: [MergedRecord]
    private let titles: Titles
    private let clusters: ClusterNames
    private let problems: [FieldProblem]
    private let membership: Membership?

    init(_ record: MergedRecord, of node: Node) async throws {
        self.record = record
        self.joined = try await node.joined(record.record.id)
        let referring = try await node.referring(to: record.record.id)
        self.referring = referring.sorted { $0.key < $1.key }.flatMap(\.value.records)
        let all = [self.joined.canonical] + self.joined.others + self.referring
        let entries = all.map { Titles.Entry($0, schema: node.schema, standsForItself: true) }
        var titles = Titles(entries)
        try await titles.load(entries.flatMap(\.parts), from: node)
        self.titles = titles
        self.clusters = try await ClusterNames(of: node)
        self.problems = RecordRules.flags(of: record.record, schema: node.schema)
        self.membership = record.record.kind == "member" ? Membership(record.record) : nil
    }

    func print(to output: Output) {
        if let membership = self.membership {
            let since = membership.since.map { " since \($0)" } ?? ""
            output.line()
            output.line(
                "Membership: \(membership.state.rawValue)\(since); \(membership.hasVote ? "has a vote" : "no vote")"
            )
        }
        for problem in self.problems { output.line("! " + Plain.line(problem.description)) }
        self.printLinks(to: output)
        guard !self.referring.isEmpty else { return }
        output.line()
        output.line("Referred to by:")
        var table = Table([Table.Column("  ID"), Table.Column("KIND"), Table.Column("TITLE", isFlexible: true)])
        for other in self.referring {
            table.add(["  " + Short.id(other.record.id), other.record.kind, self.title(other)])
        }
        output.table(table)
    }

    private func printLinks(to output: Output) {
        guard !self.joined.others.isEmpty else { return }
        output.line()
        output.line("Shown as one with the records below; the first stands for all. splot unlink takes a link back.")
        var table = Table([Table.Column("  ID"), Table.Column("TITLE", isFlexible: true), Table.Column("CREATED BY")])
        for one in [self.joined.canonical] + self.joined.others {
            let mark = one.record.id == self.record.record.id ? "* " : "  "
            table.add([mark + Short.id(one.record.id), self.title(one), self.clusters.text(one.owner)])
        }
        output.table(table)
        let differences = self.joined.differences
        guard !differences.isEmpty else { return }
        output.line()
        output.line("They differ:")
        var values = Table([Table.Column("  FIELD"), Table.Column("RECORD"), Table.Column("VALUE")])
        for difference in differences {
            for (index, said) in difference.values.enumerated() {
                let path = index == 0 ? "  " + difference.path : ""
                values.add([path, Short.id(said.record), self.titles.text(said.value)])
            }
        }
        for line in values.lines() { output.line(line) }
    }

    /// The members of a program's object.
    var members: [String: JSON] {
        [
            "membership": self.membership.map { membership in
                .object([
                    "state": .string(membership.state.rawValue),
                    "since": .text(of: membership.since),
                    "vote": .boolean(membership.hasVote),
                ])
            } ?? .null,
            "problems": .array(
                self.problems.map { .object(["path": .string($0.path), "message": .string($0.message)]) }
            ),
            "linked": .array(
                ([self.joined.canonical] + self.joined.others).filter { $0.id != self.record.id }
                    .map { .string($0.record.id.description) }
            ),
            "differences": .array(
                self.joined.differences.map { difference in
                    let values = difference.values.map { ($0.record.description, JSON.value($0.value)) }
                    return .object([
                        "path": .string(difference.path),
                        "values": .object(Dictionary(values) { first, _ in first }),
                    ])
                }
            ),
            "referring": .array(
                self.referring.map { other in
                    .object([
                        "id": .string(other.record.id.description),
                        "kind": .string(other.record.kind),
                        "title": .text(self.titles.title(of: other.record.id)),
                    ])
                }
            ),
        ]
    }

    private func title(_ record: MergedRecord) -> String { self.titles.title(of: record.record.id) ?? "(no title)" }
}
