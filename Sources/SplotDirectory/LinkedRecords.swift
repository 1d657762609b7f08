/// Which records are said to be about the same thing: by the `sameAs` of either, and through others.
public struct LinkedRecords: Sendable {
    private var sets = DisjointSets<RecordUUID>()
    private var canonical: [RecordUUID: RecordUUID] = [:]

    /// Takes what a node has worked out already.
    ///
    /// - Parameter canonical: For each record that another one stands for, that other one.
    public init(canonical: [RecordUUID: RecordUUID]) { self.canonical = canonical }

    /// Gathers what records say.
    ///
    /// - Parameter records: Records of any kinds; what they name need not be among them.
    public init(_ records: some Sequence<DirectoryRecord>) {
        for record in records {
            for case .reference(let other) in record.elements("sameAs") { self.sets.join(record.id, other) }
        }
    }

    /// The record that stands for all those linked with it: the one that a node chose, or else the least by id.
    ///
    /// - Parameter record: Any record.
    /// - Returns: The record itself when nothing is linked with it.
    public func representative(of record: RecordUUID) -> RecordUUID {
        self.canonical[record] ?? self.sets.representative(of: record)
    }

    /// Whether two records are linked, or one and the same.
    ///
    /// - Parameters:
    ///   - left: Any record.
    ///   - right: Any record.
    /// - Returns: `true` also when they are linked only through others.
    public func areLinked(_ left: RecordUUID, _ right: RecordUUID) -> Bool {
        self.representative(of: left) == self.representative(of: right)
    }
}

/// Things in sets that grow together; the least of each stands for it, in whatever order they were joined.
struct DisjointSets<Element: Hashable & Comparable & Sendable>: Sendable {
    private var parents: [Element: Element] = [:]

    /// The least element of the set.
    func representative(of element: Element) -> Element {
        var root = element
        while let parent = self.parents[root] { root = parent }
        return root
    }

    /// Makes one set of two.
    mutating func join(_ left: Element, _ right: Element) {
        let (first, second) = (self.shortened(left), self.shortened(right))
        guard first != second else { return }
        self.parents[max(first, second)] = min(first, second)
    }

    // Every step on the way to the root afterwards leads there directly.
    private mutating func shortened(_ element: Element) -> Element {
        let root = self.representative(of: element)
        var next = element
        while let parent = self.parents[next], parent != root {
            self.parents[next] = root
            next = parent
        }
        return root
    }
}
