import SplotDirectory
import SplotMerge
import SplotNode

extension RecordDetails {
    /// The whole record, for programs.
    var json: JSON {
        let merged = self.merged
        return .object([
            "id": .string(merged.record.id.description),
            "kind": .string(merged.record.kind),
            "owner": .text(self.clusters[merged.owner]),
            "ownerId": .string(merged.owner.description),
            "title": .text(self.titles.title(of: merged.record.id)),
            "fields": .fields(merged.record.fields),
            "conflicts": .array(merged.conflicts.map { .string($0.place.path) }),
            "common": .boolean(merged.isCommon),
            "deleted": .boolean(merged.isDeleted),
            "visibility": .string(merged.visibility == .open ? "public" : "federation"),
            "created": .object(self.json(merged.created)),
            "changed": .object(self.json(merged.lastChange)),
            "origins": .array(self.rows.map(self.json)),
            "disagreements": .array(merged.conflicts.map { .object(self.members(of: $0)) }),
            "suggestions": .array(merged.suggestions.map(self.json)),
        ])
    }

    /// One disagreement on a line of its own, for programs.
    func json(_ conflict: Conflict) -> JSON {
        var members = self.members(of: conflict)
        members["id"] = .string(self.merged.record.id.description)
        members["kind"] = .string(self.merged.record.kind)
        members["title"] = .text(self.titles.title(of: self.merged.record.id))
        return .object(members)
    }

    private func json(_ row: Row) -> JSON {
        var members = self.json(row.origin)
        members["path"] = .string(row.path)
        members["value"] = row.value.map(JSON.value) ?? .null
        return .object(members)
    }

    private func members(of conflict: Conflict) -> [String: JSON] {
        let alternatives = conflict.alternatives.enumerated()
            .map { index, alternative in
                JSON.object([
                    "pick": .integer(index + 1),
                    "state": .string(Self.state(alternative.value)),
                    "value": .text(self.written(alternative, at: conflict.place)),
                    "origins": .array(alternative.origins.map { .object(self.json($0)) }),
                ])
            }
        return ["path": .string(conflict.place.path), "alternatives": .array(alternatives)]
    }

    private func json(_ suggestion: Suggestion) -> JSON {
        var members = self.json(suggestion.origin)
        members["cluster"] = .text(self.clusters[suggestion.cluster])
        members["summary"] = .text(self.line(suggestion.origin)?.summary())
        return .object(members)
    }

    private static func state(_ value: Alternative.Value) -> String {
        switch value {
        case .content(.bytes): "set"
        case .content(.erased): "erased"
        case .cleared: "cleared"
        case .deleted: "deleted"
        case .restored: "restored"
        case .edited: "edited"
        case .removed: "removed"
        }
    }
}
