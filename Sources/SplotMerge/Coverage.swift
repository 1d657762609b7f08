/// The changes of a record that are in force in one federation, log by log, and what each of them covers.
///
/// A change is named by its index among all changes of the state. As these are sorted by entry, the changes of one log
/// are a run of indices, and "everything of that log up to position p" is "every index of that run below some bound".
struct Coverage {
    /// The changes of one log that counts, without the void ones.
    struct Run {
        var log: LogID
        var cluster: ClusterID
        var closedSize: UInt64?
        var range: Range<Int>
    }

    /// What an effective context item covers: the changes of a run whose index is less than `bound`.
    struct Reach {
        var run: Int
        var bound: Int
    }

    /// The logs of the federation that wrote to the record, sorted.
    let runs: [Run]

    /// For each change the run it is in; -1 when it is void or its log does not count.
    private let runOfChange: [Int]

    /// What each change covers of other logs: `reaches[starts[index]..<starts[index + 1]]`.
    private var reaches: [Reach] = []
    private var starts: [Int] = []

    init(_ changes: [Change], in federation: Federation) {
        self.runs = Self.runs(of: changes, in: federation)
        var runOfChange = [Int](repeating: -1, count: changes.count)
        for (index, run) in self.runs.enumerated() {
            for change in run.range { runOfChange[change] = index }
        }
        self.runOfChange = runOfChange
        self.collectReaches(changes)
    }

    /// Whether a change counts: it is not void, and its log is one of the federation's.
    func isInForce(_ change: Int) -> Bool { self.runOfChange[change] >= 0 }

    /// The run a change is in; only for changes in force.
    func run(of change: Int) -> Int { self.runOfChange[change] }

    /// The cluster of the log that a change is in; only for changes in force.
    func cluster(of change: Int) -> ClusterID { self.runs[self.runOfChange[change]].cluster }

    /// What a change covers of other logs.
    func reaches(of change: Int) -> ArraySlice<Reach> {
        self.reaches[self.starts[change]..<self.starts[change + 1]]
    }

    /// Whether a change had seen another: it is later in the same log, or names that one's log there or beyond.
    func covers(_ change: Int, _ other: Int) -> Bool {
        let run = self.runOfChange[other]
        if self.runOfChange[change] == run { return other < change }
        return self.reaches(of: change).contains { $0.run == run && other < $0.bound }
    }

    /// Looks up the change at an entry.
    ///
    /// - Returns: Its index; `nil` when it is not held, void, or in a log that does not count.
    func index(of entry: EntryID, in changes: [Change]) -> Int? {
        guard let run = self.run(of: entry.log) else { return nil }
        let range = self.runs[run].range
        let index = changes[range].partitionPoint { $0.entry.position >= entry.position }
        guard index < range.upperBound, changes[index].entry.position == entry.position else { return nil }
        return index
    }

    private func run(of log: LogID) -> Int? {
        let run = self.runs.partitionPoint { $0.log >= log }
        guard run < self.runs.count, self.runs[run].log == log else { return nil }
        return run
    }

    private mutating func collectReaches(_ changes: [Change]) {
        self.starts.reserveCapacity(changes.count + 1)
        for index in changes.indices {
            self.starts.append(self.reaches.count)
            guard self.runs.count > 1, self.runOfChange[index] >= 0 else { continue }
            for item in changes[index].context where item.entry.log != changes[index].entry.log {
                if let reach = self.reach(of: item, in: changes) { self.reaches.append(reach) }
            }
        }
        self.starts.append(self.reaches.count)
    }

    /// What a context item covers; `nil` when it is not effective or covers nothing that counts.
    private func reach(of item: ContextItem, in changes: [Change]) -> Reach? {
        guard let run = self.run(of: item.entry.log) else { return nil }
        let range = self.runs[run].range
        if let size = self.runs[run].closedSize, item.entry.position >= size {
            return Reach(run: run, bound: range.upperBound)
        }
        guard let index = self.index(of: item.entry, in: changes),
            changes[index].hashPrefix == item.hashPrefix
        else { return nil }
        return Reach(run: run, bound: index + 1)
    }

    private static func runs(of changes: [Change], in federation: Federation) -> [Run] {
        var runs: [Run] = []
        var start = 0
        while start < changes.count {
            let log = changes[start].entry.log
            var end = start + 1
            while end < changes.count, changes[end].entry.log == log { end += 1 }
            if let cluster = federation.clusters[log] {
                let size = federation.closedSizes[log]
                var valid = end
                if let size { valid = changes[start..<end].partitionPoint { $0.entry.position >= size } }
                runs.append(Run(log: log, cluster: cluster, closedSize: size, range: start..<valid))
            }
            start = end
        }
        return runs
    }
}
