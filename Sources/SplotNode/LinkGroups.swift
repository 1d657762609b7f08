import SplotDirectory
import SplotMerge

/// Which records are shown as one, because somebody said that they are about the same thing.
///
/// A link is an element of `sameAs`. A pure function of the records: it does not matter in which order links came, and
/// what is the same as the same is the same.
enum LinkGroups {
    /// What it takes to decide, of one record.
    struct Node {
        var id: RecordID
        var uuid: RecordUUID
        var kind: String
        var isCommon: Bool
        var owner: ClusterID
        var isShown: Bool
        var created: Origin
        var links: Set<RecordUUID>

        init(_ view: RecordView) {
            self.id = view.id
            self.uuid = view.id.uuid
            self.kind = view.kind
            self.isCommon = view.isCommon
            self.owner = view.owner
            self.isShown = !view.isDeleted
            self.created = view.created
            self.links = Set(LinkGroups.links(of: MergedRecord(view, version: RecordVersion(items: [])).record))
        }
    }

    /// The field that links are written into.
    static let field = "sameAs"

    /// What a record says it is the same as.
    static func links(of record: DirectoryRecord) -> [RecordUUID] {
        (record.fields[self.field]?.values ?? []).flatMap(\.references)
    }

    /// Divides records into groups.
    ///
    /// Only records of one kind are joined, and none that is deleted. A link between common records counts whoever wrote
    /// it into either, and so does one between records of one cluster. With all others a record *follows* another
    /// cluster's: of the links that lead out of records so joined, only the one to the record that was created first
    /// counts. So nobody takes over another's record by naming it, nor joins two of another's by naming both.
    ///
    /// Shown for a group is a record that follows no other cluster's; of several, the one that was created first.
    ///
    /// - Parameter records: In any order.
    /// - Returns: The groups of more than one, each with the record first that is shown for the others.
    static func groups(of records: [Node]) -> [[RecordID]] {
        let shown = records.filter(\.isShown).sorted { $0.created < $1.created }
        let indices = Dictionary(shown.enumerated().map { ($1.uuid, $0) }) { first, _ in first }
        var parts = DisjointIndices(shown.count)
        var outward: [(from: Int, to: Int)] = []
        for (index, record) in shown.enumerated() {
            for other in record.links.compactMap({ indices[$0] }) where other != index {
                guard shown[other].kind == record.kind else { continue }
                if record.isCommon && shown[other].isCommon || record.owner == shown[other].owner {
                    parts.join(index, other)
                } else if !record.isCommon {
                    outward.append((index, other))
                }
            }
        }
        // Of each part one link leads out: to the record with the least index, which was created first.
        var followed: [Int: Int] = [:]
        for (from, to) in outward where parts.root(of: from) != parts.root(of: to) {
            let part = parts.root(of: from)
            followed[part] = min(followed[part] ?? to, to)
        }
        var whole = parts
        for (part, to) in followed { whole.join(part, to) }
        var groups: [Int: [Int]] = [:]
        for index in shown.indices { groups[whole.root(of: index), default: []].append(index) }
        return groups.values
            .filter { $0.count > 1 }
            .map { group in
                let first = group.first { followed[parts.root(of: $0)] == nil } ?? group[0]
                return ([first] + group.filter { $0 != first }).map { shown[$0].id }
            }
            .sorted { $0[0] < $1[0] }
    }
}
