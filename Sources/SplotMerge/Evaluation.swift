/// One record seen in one federation: what `view(in:)` works with.
///
/// The rule itself is spread over the extensions of this type, one for each kind of place.
struct Evaluation {
    let id: RecordID
    let changes: [Change]
    let federation: Federation
    let coverage: Coverage

    /// What the changes write, and where.
    let index: WriteIndex

    /// The index of the creating change.
    let creator: Int

    /// What the creating change says of the record.
    let creation: Creation

    /// The cluster of the creating change's log.
    let owner: ClusterID

    /// The layer of each run.
    private let layers: [Int]

    /// Returns `nil` when the creating entry is not held, is void, or is in a log that does not count.
    init?(_ state: RecordState, _ index: WriteIndex, in federation: Federation) {
        let coverage = Coverage(state.changes, in: federation)
        guard let creator = coverage.index(of: state.id.creator, in: state.changes),
            let creation = state.changes[creator].creation
        else { return nil }
        self.id = state.id
        self.changes = state.changes
        self.federation = federation
        self.coverage = coverage
        self.index = index
        self.creator = creator
        self.creation = creation
        self.owner = coverage.cluster(of: creator)
        self.layers = Self.layers(of: coverage.runs, owner: creation.isCommon ? nil : self.owner)
    }

    /// The layer that a change in force counts in; 0 is the counted one.
    func layer(of change: Int) -> Int { self.layers[self.coverage.run(of: change)] }

    /// The operation of a write.
    func operation(of write: Write) -> Operation { self.changes[write.change].operations[write.operation] }

    /// Whether an operation is left out: only the creator's cluster may make a common record more visible.
    func isIgnored(_ operation: Operation, of change: Int) -> Bool {
        guard case .setVisibility(let visibility) = operation, visibility < .federation else { return false }
        return self.creation.isCommon && self.coverage.cluster(of: change) != self.owner
    }

    /// The indices of all changes in force, as the logs stand.
    var inForce: some Sequence<Int> { self.coverage.runs.lazy.flatMap(\.range) }

    /// All writes of all layers, sorted so that those that meet lie together.
    func writes() -> [Write] {
        var writes: [Write] = []
        writes.reserveCapacity(self.index.writes.count)
        for var write in self.index.writes where self.coverage.isInForce(write.change) {
            guard !self.isIgnored(write) else { continue }
            write.layer = self.layer(of: write.change)
            writes.append(write)
        }
        writes.sort(by: Write.precedes)
        return writes
    }

    private func isIgnored(_ write: Write) -> Bool {
        guard case .visibility = self.index.places[write.place] else { return false }
        return self.isIgnored(self.operation(of: write), of: write.change)
    }

    /// The writes to one place in one layer that no other of them replaces.
    ///
    /// Of each log only the last write can survive, and it does when no context of any write to the place reaches it.
    /// Replaced writes replace as well, so one pass over the contexts is enough.
    ///
    /// - Parameters:
    ///   - group: The writes, sorted; not to a set.
    ///   - bounds: Room for one number a run, whatever is in it.
    /// - Returns: At most one write of each log, as the logs stand.
    func survivors(of group: ArraySlice<Write>, bounds: inout [Int]) -> [Write] {
        if group.count == 1 { return Array(group) }
        if self.coverage.runs.count == 1 { return Array(group.suffix(1)) }
        for run in bounds.indices { bounds[run] = 0 }
        var last: [Write] = []
        for write in group {
            if let previous = last.last, self.coverage.run(of: previous.change) == self.coverage.run(of: write.change) {
                last.removeLast()
            }
            last.append(write)
            for reach in self.coverage.reaches(of: write.change) {
                bounds[reach.run] = max(bounds[reach.run], reach.bound)
            }
        }
        return last.filter { $0.change >= bounds[self.coverage.run(of: $0.change)] }
    }

    /// The origins of changes, the greatest first.
    func origins(of changes: some Sequence<Int>) -> [Origin] {
        changes.map { self.changes[$0].origin }.sorted(by: >)
    }

    private static func layers(of runs: [Coverage.Run], owner: ClusterID?) -> [Int] {
        guard let owner else { return [Int](repeating: 0, count: runs.count) }
        var clusters = [owner]
        var layers: [Int] = []
        for run in runs {
            if let layer = clusters.firstIndex(of: run.cluster) {
                layers.append(layer)
            } else {
                layers.append(clusters.count)
                clusters.append(run.cluster)
            }
        }
        return layers
    }
}
