import SplotLog
import SplotMerge

/// What follows from the holdings of both sides.
///
/// Both come to the same answers from the same two lists.
struct Comparison: Equatable, Sendable {
    /// Statements that the peer may lack.
    struct StatementTask: Equatable, Sendable {
        var cluster: ClusterID
        /// How many the peer holds, when those may be the first of what is held here; else 0.
        var heldByPeer: UInt64
        /// The hash of the last of them.
        var lastHeldByPeer: Bytes32
    }

    /// A log that stands differently on the two sides.
    struct LogTask: Equatable, Sendable {
        var cluster: ClusterID
        var log: LogID
        /// How it stands there.
        var there: Listing
        /// How it stands here.
        var here: Listing

        var sizeHere: UInt64 { self.here.standing.size }
        var sizeThere: UInt64 { self.there.standing.size }
    }

    /// A log that the peer holds more of.
    struct Expectation: Equatable, Sendable {
        var cluster: ClusterID
        /// The position that it goes on from here.
        var start: UInt64
        /// How it stands there.
        var there: Listing
    }

    /// What to tell the peer of clusters that were withheld from it; `nil` when no resume is due.
    private(set) var owedResume: [Holding]?
    /// The clusters of which the peer will tell in a resume; none when no resume will come.
    private(set) var awaitedResume: Set<ClusterID> = []
    /// Statements to send.
    private(set) var statements: [StatementTask] = []
    /// How many statements are held here of the clusters whose statements differ.
    private(set) var chains: [ClusterID: UInt64] = [:]
    /// Logs that are known here to be forked, and not there.
    private(set) var provenForks: [LogTask] = []
    /// Logs of one size and two roots.
    private(set) var suspectedForks: [LogTask] = []
    /// Logs of which to send entries, unless the branches turn out to differ.
    private(set) var logs: [LogTask] = []
    /// Logs of which to expect entries.
    private(set) var expected: [LogID: Expectation] = [:]

    /// Whether neither side has anything for the other.
    var isEqual: Bool {
        self.owedResume == nil && self.awaitedResume.isEmpty && self.statements.isEmpty && self.provenForks.isEmpty
            && self.suspectedForks.isEmpty && self.logs.isEmpty && self.expected.isEmpty && !self.expectsForks
    }

    /// Whether the peer knows of forks that are not known here.
    private var expectsForks = false

    /// How many entries to expect.
    var entriesToReceive: UInt64 {
        self.expected.values.reduce(0) { $0 + $1.there.standing.size - $1.start }
    }

    /// Compares what both sides hold.
    ///
    /// - Parameters:
    ///   - mine: What is held here, in ascending order.
    ///   - theirs: What the peer says, in ascending order.
    init(mine: [Inventory.Cluster], theirs: [Holding]) {
        for (cluster, holding) in Pairing.pairs(mine, theirs, by: { $0.id }, { $0.cluster }) {
            // A cluster that only one side trusts is none of the other's business.
            guard let cluster, let holding else { continue }
            if let chain = holding.chain { self.compare(cluster, chain) }
            switch (cluster.isReadable, holding.logs) {
            case (true, let logs?): self.compare(cluster, logs)
            case (true, nil) where !cluster.logs.isEmpty: self.awaitedResume.insert(cluster.id)
            case (false, let logs?) where !logs.isEmpty: self.owe(cluster, logs)
            case (_, _): break
            }
        }
    }

    /// Adds what a resume says to what there is to send.
    mutating func resume(mine: [Inventory.Cluster], theirs: [Holding]) {
        for (cluster, holding) in Pairing.pairs(mine, theirs, by: { $0.id }, { $0.cluster }) {
            guard let cluster, self.awaitedResume.contains(cluster.id) else { continue }
            for (here, there) in Pairing.pairs(cluster.logs, holding?.logs ?? [], by: { $0.id }, { $0.id }) {
                guard let here else { continue }
                self.plan(cluster, here: here, there: there ?? Listing(id: here.id, standing: .absent))
            }
        }
    }

    private mutating func compare(_ cluster: Inventory.Cluster, _ chain: ChainHead) {
        guard cluster.chain != chain else { return }
        self.chains[cluster.id] = cluster.chain.count
        // Whoever holds fewer cannot know whether they are the first of the others, and a shorter chain may be the one
        // to keep (a recovery after a theft): it shows all of it, which is little.
        let isLonger = cluster.chain.count > chain.count
        self.statements.append(
            StatementTask(
                cluster: cluster.id,
                heldByPeer: isLonger ? chain.count : 0,
                lastHeldByPeer: chain.last
            )
        )
    }

    private mutating func compare(_ cluster: Inventory.Cluster, _ logs: [Listing]) {
        for (here, there) in Pairing.pairs(cluster.logs, logs, by: { $0.id }, { $0.id }) {
            guard let id = here?.id ?? there?.id else { continue }
            let here = here ?? Listing(id: id, standing: .absent)
            let there = there ?? Listing(id: id, standing: .absent)
            self.plan(cluster, here: here, there: there)
            self.expect(cluster, here: here, there: there)
        }
    }

    /// What to send of a log.
    private mutating func plan(_ cluster: Inventory.Cluster, here: Listing, there: Listing) {
        let task = LogTask(cluster: cluster.id, log: here.id, there: there, here: here)
        switch (here.standing, there.standing) {
        case (.forked, .forked), (.absent, _), (_, .forked):
            break
        case (.forked, _):
            self.provenForks.append(task)
        case (.held(let size, let root), .held(let other, let otherRoot)) where size == other:
            if root != otherRoot { self.suspectedForks.append(task) }
        case (.held(let size, _), _):
            if size > there.standing.size { self.logs.append(task) }
        }
    }

    /// What to expect of a log.
    private mutating func expect(_ cluster: Inventory.Cluster, here: Listing, there: Listing) {
        switch (here.standing, there.standing) {
        case (.forked, _), (_, .absent):
            break
        case (_, .forked):
            self.expectsForks = true
        case (_, .held(let size, _)):
            guard size > here.standing.size else { return }
            self.expected[here.id] = Expectation(cluster: cluster.id, start: here.standing.size, there: there)
        }
    }

    private mutating func owe(_ cluster: Inventory.Cluster, _ logs: [Listing]) {
        var known: [Listing] = []
        for (here, there) in Pairing.pairs(cluster.logs, logs, by: { $0.id }, { $0.id }) {
            // Only logs that the peer already knows of: it learns no names from this.
            guard let there else { continue }
            if let here { known.append(here) }
            self.expect(cluster, here: here ?? Listing(id: there.id, standing: .absent), there: there)
        }
        if self.owedResume == nil { self.owedResume = [] }
        self.owedResume?.append(Holding(cluster: cluster.id, chain: cluster.chain, logs: known))
    }
}
