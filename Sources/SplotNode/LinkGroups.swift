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
        var isShown: Bool
        var created: Origin
        var links: Set<RecordUUID>

        init(_ view: RecordView) {
            self.id = view.id
            self.uuid = view.id.uuid
            self.kind = view.kind
            self.isCommon = view.isCommon
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
    /// it into either. A record that its own cluster alone writes is joined to those that it names itself: nobody takes
    /// over another cluster's record by naming it.
    ///
    /// Shown for a group is a record that names no other, where each is its own cluster's; of those, or of common
    /// records all, the one that was created first.
    ///
    /// - Parameter records: In any order.
    /// - Returns: The groups of more than one, each with the record first that is shown for the others.
    static func groups(of records: [Node]) -> [[RecordID]] {
        let shown = records.filter(\.isShown)
        let indices = Dictionary(shown.enumerated().map { ($1.uuid, $0) }) { first, _ in first }
        var roots = Array(shown.indices)
        func root(_ index: Int) -> Int {
            var index = index
            while roots[index] != index { index = roots[index] }
            return index
        }
        var follows: Set<Int> = []
        for (index, record) in shown.enumerated() {
            for link in record.links {
                guard let other = indices[link], other != index, shown[other].kind == record.kind else { continue }
                if !record.isCommon { follows.insert(index) }
                let (left, right) = (root(index), root(other))
                roots[max(left, right)] = min(left, right)
            }
        }
        var groups: [Int: [Int]] = [:]
        for index in shown.indices { groups[root(index), default: []].append(index) }
        return groups.values
            .filter { $0.count > 1 }
            .map { group in
                group.sorted { left, right in
                    if follows.contains(left) != follows.contains(right) { return follows.contains(right) }
                    return shown[left].created < shown[right].created
                }
                .map { shown[$0].id }
            }
            .sorted { $0[0] < $1[0] }
    }
}
