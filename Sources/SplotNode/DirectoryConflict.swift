public import SplotMerge

/// One disagreement between clusters, in the record it is in.
public struct DirectoryConflict: Sendable {
    /// The record.
    public var record: MergedRecord
    /// What the clusters disagree about.
    public var conflict: Conflict
    /// The number of its first value at its place: several elements of one set are numbered on.
    public var firstPick: Int
}

extension MergedRecord {
    /// The record's conflicts with the numbers to pick by, in the order of ``conflicts``.
    public var numberedConflicts: [DirectoryConflict] {
        var picks: [String: Int] = [:]
        return self.conflicts.map { conflict in
            let first = picks[conflict.place.path, default: 1]
            picks[conflict.place.path] = first + conflict.alternatives.count
            return DirectoryConflict(record: self, conflict: conflict, firstPick: first)
        }
    }
}
