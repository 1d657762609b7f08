import SplotDirectory
import SplotMerge
import SplotNode
import SplotOffice

/// What happened to records, for people and for programs.
struct DifferencePresentation {
    let titles: Titles
    let clusters: ClusterNames

    func print(_ difference: RecordDifference, to output: Output) {
        let record = difference.record.record
        let title = self.titles.title(of: record.id) ?? "(no title)"
        let owner = self.clusters.text(difference.record.owner)
        let sign =
            switch difference.outcome {
            case .added: "+"
            case .changed: "~"
            case .deleted: "-"
            case .restored: "+"
            }
        output.line(
            Plain.line(
                "\(sign) \(title) (\(record.kind) \(Short.id(record.id)), \(owner)): \(difference.outcome.rawValue)"
            )
        )
        // What a record that went or came says is seen with `splot show`.
        guard difference.outcome == .changed else { return }
        for item in difference.items {
            let when = item.origins.first.map { "  [\(Timestamp($0.time).short)]" } ?? ""
            output.line(Plain.line("    \(item.path): \(self.text(item.before)) → \(self.text(item.after))\(when)"))
        }
    }

    func json(_ difference: RecordDifference) -> JSON {
        let record = difference.record
        return .object([
            "id": .string(record.record.id.description),
            "kind": .string(record.record.kind),
            "title": .text(self.titles.title(of: record.record.id)),
            "owner": .text(self.clusters[record.owner]),
            "ownerId": .string(record.owner.description),
            "outcome": .string(difference.outcome.rawValue),
            "items": .array(difference.items.map(self.json)),
        ])
    }

    private func json(_ item: RecordDifference.Item) -> JSON {
        .object([
            "path": .string(item.path),
            "before": item.before.map(JSON.value) ?? .null,
            "after": item.after.map(JSON.value) ?? .null,
            "origins": .array(
                item.origins.map { origin in
                    .object([
                        "log": .string(origin.entry.log.description),
                        "position": .integer(origin.entry.position),
                        "time": .time(origin.time),
                    ])
                }
            ),
        ])
    }

    private func text(_ value: Value?) -> String { value.map { self.titles.text($0) } ?? "(nothing)" }
}
