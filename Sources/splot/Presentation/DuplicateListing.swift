import SplotDirectory
import SplotOffice

/// Duplicates as they are printed.
struct DuplicateListing {
    let groups: [Duplicates.Group]
    let records: [RecordUUID: ListedRecord]
    let clusters: ClusterNames

    func print(to output: Output) {
        if self.groups.isEmpty { output.line("No duplicates were found.") }
        for (index, group) in self.groups.enumerated() {
            if index > 0 { output.line() }
            let reasons = group.reasons.map(\.description).joined(separator: ", ")
            output.line("\(group.kind), \(group.certainty.rawValue): \(reasons)")
            var table = Table([
                Table.Column("  ID"), Table.Column("TITLE", isFlexible: true), Table.Column("OWNER", isFlexible: true),
            ])
            for id in group.records {
                table.add(["  " + Short.id(id), self.title(of: id) ?? "(no title)", self.owner(of: id) ?? ""])
            }
            output.table(table)
            for difference in group.differences { self.print(difference, of: group, to: output) }
            for match in group.matches where !match.isLinked {
                output.line("  splot link \(Short.id(match.first)) \(Short.id(match.second))")
            }
        }
    }

    /// One object for each group.
    var json: [JSON] { self.groups.map(self.json) }

    private func title(of record: RecordUUID) -> String? { self.records[record]?.title.title }

    private func owner(of record: RecordUUID) -> String? {
        self.records[record].map { self.clusters.text($0.owner) }
    }

    private func print(_ difference: Duplicates.Difference, of group: Duplicates.Group, to output: Output) {
        output.line(Plain.line("  \(difference.field) differs:"))
        for id in group.records {
            guard let value = difference.values[id] else { continue }
            output.line(Plain.line("    \(Short.id(id))  \(value)"))
        }
    }

    private func json(_ group: Duplicates.Group) -> JSON {
        let records = group.records.map { id in
            JSON.object([
                "id": .string(id.description),
                "title": .text(self.title(of: id)),
                "owner": .text(self.owner(of: id)),
            ])
        }
        let matches = group.matches.map { match in
            JSON.object([
                "first": .string(match.first.description),
                "second": .string(match.second.description),
                "certainty": .string(match.certainty.rawValue),
                "reasons": .array(match.reasons.map { .string($0.description) }),
            ])
        }
        let differences = group.differences.map { difference in
            let values = difference.values.map { ($0.description, JSON.string($1)) }
            return (difference.field, JSON.object(Dictionary(values) { first, _ in first }))
        }
        return .object([
            "kind": .string(group.kind),
            "certainty": .string(group.certainty.rawValue),
            "reasons": .array(group.reasons.map { .string($0.description) }),
            "linked": .boolean(group.matches.allSatisfy(\.isLinked)),
            "records": .array(records),
            "matches": .array(matches),
            "differs": .object(Dictionary(differences) { first, _ in first }),
        ])
    }
}
