import SplotDirectory
import SplotMerge
package import SplotNode

extension RecordDetails {
    /// The members of the whole record's object, for programs.
    package var members: [String: JSON] {
        let merged = self.merged
        return [
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
            "disagreements": .array(merged.numberedConflicts.map { .object(self.members(of: $0)) }),
            "suggestions": .array(merged.allSuggestions.map { .object(self.members(of: $0)) }),
            "version": .string(merged.version.token),
            "canonical": .string(merged.canonical.description),
        ]
    }

    /// One disagreement on a line of its own, for programs.
    package func json(_ conflict: DirectoryConflict) -> JSON {
        var members = self.members(of: conflict)
        members["id"] = .string(self.merged.record.id.description)
        members["kind"] = .string(self.merged.record.kind)
        members["title"] = .text(self.titles.title(of: self.merged.record.id))
        return .object(members)
    }

    /// What became of a disagreement by a rule, for programs.
    package func json(_ ruling: RuledConflict) -> JSON {
        var members: [String: JSON] = [
            "id": .string(self.merged.record.id.description),
            "path": .string(ruling.conflict.conflict.place.path),
        ]
        switch ruling.outcome {
        case .settled(let index):
            members["outcome"] = .string("settled")
            members["pick"] = .integer(ruling.conflict.firstPick + index)
            members["value"] = Self.value(ruling.conflict.conflict.alternatives[index]).map(JSON.value) ?? .null
        case .noSuchValue: members["outcome"] = .string("noSuchValue")
        case .notOurs: members["outcome"] = .string("notOurs")
        }
        return .object(members)
    }

    private func json(_ row: Row) -> JSON {
        var members = self.json(row.origin)
        members["path"] = .string(row.path)
        members["value"] = row.value.map(JSON.value) ?? .null
        return .object(members)
    }

    private func members(of item: DirectoryConflict) -> [String: JSON] {
        let alternatives = item.conflict.alternatives.enumerated()
            .map { index, alternative in
                JSON.object([
                    "pick": .integer(item.firstPick + index),
                    "state": .string(Self.state(alternative.value)),
                    "value": Self.value(alternative).map(JSON.value) ?? .null,
                    "origins": .array(alternative.origins.map { .object(self.json($0)) }),
                ])
            }
        return [
            "path": .string(item.conflict.place.path),
            "since": .time(item.conflict.since),
            "alternatives": .array(alternatives),
        ]
    }

    /// One suggestion, for programs.
    package func members(of suggestion: DirectorySuggestion) -> [String: JSON] {
        var members = self.json(suggestion.origin)
        members["name"] = .string(suggestion.name)
        members["cluster"] = .text(self.clusters[suggestion.cluster])
        members["clusterId"] = .string(suggestion.cluster.description)
        members["summary"] = .string(self.summary(of: suggestion))
        switch suggestion.state {
        case .open: members["state"] = .string("open")
        case .settled(let outcome, let origin):
            members["state"] = .string(outcome == .accepted ? "accepted" : "declined")
            members["settled"] = .time(origin.time)
        }
        return members
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
