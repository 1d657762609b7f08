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

    /// Entries that the peer lacks.
    struct LogTask: Equatable, Sendable {
        var cluster: ClusterID
        var log: LogID
        /// How many the peer holds.
        var sizeThere: UInt64
        /// The root that the peer holds at that size.
        var rootThere: Bytes32?
        /// How many are held here.
        var sizeHere: UInt64
    }

    /// Whether neither side has anything for the other.
    private(set) var isEqual = true
    /// What to tell the peer of clusters that were withheld from it; `nil` when no resume is due.
    private(set) var owedResume: [Holding]?
    /// The clusters of which the peer will tell in a resume; none when no resume will come.
    private(set) var awaitedResume: Set<ClusterID> = []
    /// Logs of equal size and different roots.
    private(set) var forks: [LogID] = []
    /// Statements to send.
    private(set) var statements: [StatementTask] = []
    /// Entries to send.
    private(set) var logs: [LogTask] = []
    /// Entries to expect.
    private(set) var entriesToReceive: UInt64 = 0

    /// Compares what both sides hold.
    init(mine: [Inventory.Cluster], theirs: [Holding]) {
        let theirs = Dictionary(theirs.map { ($0.cluster, $0) }, uniquingKeysWith: { first, _ in first })
        for cluster in mine {
            // A cluster that only one side trusts is none of the other's business.
            guard let holding = theirs[cluster.id] else { continue }
            self.compareStatements(cluster, holding)
            switch (cluster.isReadable, holding.logs) {
            case (true, let logs?): self.compareLogs(cluster, logs)
            case (true, nil) where !cluster.logs.isEmpty:
                self.awaitedResume.insert(cluster.id)
                self.isEqual = false
            case (false, let logs?) where !logs.isEmpty: self.owe(cluster, logs)
            case (_, _): break
            }
        }
    }

    /// Adds what a resume says to what there is to send.
    mutating func resume(mine: [Inventory.Cluster], theirs: [Holding]) {
        let theirs = Dictionary(theirs.map { ($0.cluster, $0.logs ?? []) }, uniquingKeysWith: { first, _ in first })
        for cluster in mine where self.awaitedResume.contains(cluster.id) {
            self.planLogs(cluster, Self.bySize(theirs[cluster.id] ?? []))
        }
    }

    private mutating func compareStatements(_ cluster: Inventory.Cluster, _ holding: Holding) {
        guard cluster.statementCount != holding.statementCount || cluster.lastStatement != holding.lastStatement else {
            return
        }
        self.isEqual = false
        // Whoever holds fewer cannot know whether they are the first of the others, and a shorter chain may be the one
        // to keep (a recovery after a theft): it shows all of it, which is little.
        let isLonger = cluster.statementCount > holding.statementCount
        self.statements.append(
            StatementTask(
                cluster: cluster.id,
                heldByPeer: isLonger ? holding.statementCount : 0,
                lastHeldByPeer: holding.lastStatement
            )
        )
    }

    private mutating func compareLogs(_ cluster: Inventory.Cluster, _ logs: [Inventory.Log]) {
        let there = Self.bySize(logs)
        let here = Self.bySize(cluster.logs)
        self.planLogs(cluster, there)
        for log in logs {
            let held = here[log.id]
            if let held, held.size == log.size {
                if held.root != log.root { self.forks.append(log.id) }
            } else if log.size > held?.size ?? 0 {
                self.isEqual = false
                self.entriesToReceive += log.size - (held?.size ?? 0)
            }
        }
    }

    private mutating func planLogs(_ cluster: Inventory.Cluster, _ there: [LogID: Inventory.Log]) {
        for log in cluster.logs where log.size > there[log.id]?.size ?? 0 {
            self.isEqual = false
            self.logs.append(
                LogTask(
                    cluster: cluster.id,
                    log: log.id,
                    sizeThere: there[log.id]?.size ?? 0,
                    rootThere: there[log.id]?.root,
                    sizeHere: log.size
                )
            )
        }
    }

    private mutating func owe(_ cluster: Inventory.Cluster, _ logs: [Inventory.Log]) {
        self.isEqual = false
        let here = Self.bySize(cluster.logs)
        // Only logs that the peer already knows of: it learns no names from this.
        let known = logs.compactMap { here[$0.id] }
        self.owedResume = (self.owedResume ?? []) + [cluster.holding(logs: known)]
        for log in logs where log.size > here[log.id]?.size ?? 0 {
            self.entriesToReceive += log.size - (here[log.id]?.size ?? 0)
        }
    }

    private static func bySize(_ logs: [Inventory.Log]) -> [LogID: Inventory.Log] {
        Dictionary(logs.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

extension Inventory.Cluster {
    /// The line about this cluster for a peer.
    func holding(logs: [Inventory.Log]?) -> Holding {
        Holding(
            cluster: self.id,
            statementCount: self.statementCount,
            lastStatement: self.lastStatement,
            logs: logs?.filter { $0.size > 0 }.sorted { $0.id < $1.id }
        )
    }
}
