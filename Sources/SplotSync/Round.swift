import SplotLog
import SplotMerge

/// One exchange within a session: what both sides said, and what follows from it.
///
/// A session that stays has one after the other.
struct Round: Equatable, Sendable {
    /// What is held here.
    let inventory: Inventory
    /// What this side has said.
    let opening: Opening
    /// What the peer has said, once it has.
    var theirs: Opening?
    /// What the peer lists, as it comes.
    var listing = ListingGathering()
    /// What the peer says in a resume, as it comes.
    var resume = ListingGathering()
    /// All that the peer holds, once it has said so.
    private(set) var holdings: [Holding] = []
    /// What follows; `nil` until both sides have said enough.
    var comparison: Comparison?
    /// What both hold at the end; `nil` until both sides have said enough.
    var agreed: Frontier?
    /// Whether something that was said does not add up, so that each must say all that it holds.
    var isDoubtful = false

    /// Clusters whose statements have begun to arrive.
    var begunChains: Set<ClusterID> = []
    /// Logs that were begun; none is begun twice.
    var begun: Set<LogID> = []
    /// Where the last batch of each log ended that was stored.
    var received: [LogID: UInt64] = [:]
    /// Logs that were proven to be forked, by either side.
    var forked: Set<LogID> = []

    /// Begins a round.
    ///
    /// - Parameters:
    ///   - inventory: What is held here.
    ///   - isDistrustful: Whether not to build on what is remembered of the peer.
    init(_ inventory: Inventory, isDistrustful: Bool) {
        self.inventory = inventory
        self.opening = Self.opening(inventory, isDistrustful: isDistrustful)
        self.changed = Set(self.opening.changes.flatMap { $0.logs ?? [] }.map(\.id))
    }

    private static func opening(_ inventory: Inventory, isDistrustful: Bool) -> Opening {
        // With another offer, what was agreed on says nothing any more.
        guard !isDistrustful, let memory = inventory.memory, memory.offer == inventory.offer(with: memory.agreed),
            memory.isSettled(inventory.clusters)
        else { return Opening(base: nil) }
        let base = memory.agreed.digest
        let changes = inventory.changes(since: memory.agreed)
        guard !changes.isEmpty else { return Opening(base: base) }
        guard changes.reduce(0, { $0 + Frame.encodedCount(of: $1) }) <= Frame.holdingsBytes,
            changes.count <= Frame.maximumClusters
        else { return Opening(base: nil) }
        return Opening(base: base, digest: inventory.frontier(over: memory.agreed).digest, changes: changes)
    }

    /// What the two openings come to.
    enum Verdict: Equatable {
        /// Both hold the same.
        case equal
        /// The two last agreed on the same, and each has named what changed since.
        case changes
        /// Each must list all that it holds.
        case listing
    }

    /// What the two openings come to; both sides find the same.
    ///
    /// - Parameter theirs: The peer's opening.
    /// - Returns: How the round goes on.
    func verdict(with theirs: Opening) -> Verdict {
        if let here = self.opening.current, here == theirs.current { return .equal }
        return self.opening.base != nil && self.opening.base == theirs.base ? .changes : .listing
    }

    /// Compares by what each says to have changed.
    ///
    /// - Parameter theirs: The peer's opening.
    /// - Throws: ``Violation`` for changes to what the two do not exchange.
    mutating func compareChanges(_ theirs: Opening) throws(Violation) {
        guard let agreed = self.inventory.memory?.agreed else { return }
        self.holdings = try agreed.applying(theirs.changes)
        let there = Frontier(self.holdings, exchangedWith: self.holdings)
        // The digest catches every mistake: what the peer remembers differently, or has failed to name.
        guard there.digest == theirs.current else {
            self.isDoubtful = true
            self.holdings = []
            return
        }
        let here = self.inventory.frontier(over: agreed)
        self.agreed = here.merged(with: there, forked: [])
        var mine: [Inventory.Cluster] = []
        for (cluster, scope) in Pairing.pairs(self.inventory.clusters, agreed.clusters, by: { $0.id }, { $0.id }) {
            guard var cluster, let scope else { continue }
            cluster.isReadable = scope.logs != nil
            if scope.logs == nil { cluster.logs = [] }
            mine.append(cluster)
        }
        self.comparison = Comparison(mine: mine, theirs: self.holdings)
    }

    /// Compares by all that each holds.
    mutating func compareListings() {
        self.isListing = true
        self.holdings = self.listing.holdings
        self.comparison = Comparison(mine: self.inventory.clusters, theirs: self.holdings)
        let mine = self.inventory.holdings
        let here = Frontier(mine, exchangedWith: self.holdings)
        self.agreed = here.merged(with: Frontier(self.holdings, exchangedWith: mine), forked: [])
    }

    /// Adds what the peer has said in its resume.
    ///
    /// - Throws: ``Violation`` when that is about other clusters than those that it withheld.
    mutating func compareResume() throws(Violation) {
        let holdings = self.resume.holdings
        guard let awaited = self.comparison?.awaitedResume, Set(holdings.map(\.cluster)) == awaited,
            holdings.allSatisfy({ $0.logs != nil })
        else { throw Violation(.unexpectedFrame, "a resume must be about the clusters that were withheld") }
        self.comparison?.resume(mine: self.inventory.clusters, theirs: holdings)
    }

    /// A fork was found and cannot be proven.
    ///
    /// By changes, what the peer holds may have been named in an earlier session: then it must list it anew, signature
    /// and all.
    mutating func missEvidence() {
        if !self.isListing { self.isDoubtful = true }
    }

    /// What is to be remembered at the end; `nil` when that is remembered already.
    var memory: PeerMemory? {
        guard !self.isDoubtful, var agreed = self.agreed else { return nil }
        if !self.forked.isEmpty { agreed = agreed.merged(with: agreed, forked: self.forked) }
        let memory = PeerMemory(
            offer: self.inventory.offer(with: agreed, forked: self.forked),
            agreed: agreed,
            owed: self.isListing ? self.owed : self.inventory.memory?.owed ?? Frontier(clusters: [])
        )
        return memory == self.inventory.memory ? nil : memory
    }

    /// Whether this side has told the peer of a log what a task says of it, signature and all.
    ///
    /// A listing names every log; an opening only those that changed.
    func hasListed(_ task: Comparison.LogTask) -> Bool {
        self.isListing || self.changed.contains(task.log)
    }

    /// Whether each side has listed all that it holds.
    private var isListing = false
    /// The logs that the opening names.
    private let changed: Set<LogID>

    /// What the peer has listed of clusters whose logs this side withheld.
    private var owed: Frontier {
        Frontier(
            clusters: Pairing.pairs(self.inventory.clusters, self.holdings, by: { $0.id }, { $0.cluster })
                .compactMap { mine, theirs in
                    guard let mine, !mine.isReadable, let logs = theirs?.logs, !logs.isEmpty else { return nil }
                    return Frontier.Cluster(
                        id: mine.id,
                        chain: mine.chain,
                        logs: logs.map { Frontier.Log(id: $0.id, standing: $0.standing) }
                    )
                }
        )
    }

    /// The logs that the peer holds more of than it has sent, of clusters that both sides list.
    ///
    /// What it says in a resume is left out: it must not send those.
    var notReceived: [LogID] {
        let missing = self.comparison?.expected
            .filter { log, expectation in
                !self.forked.contains(log) && expectation.there.standing.size > self.received[log] ?? 0
            }
        return (missing ?? [:]).keys.sorted()
    }

    /// Whether the peer may send something of a cluster's logs: both sides list the cluster, and the peer its logs.
    ///
    /// This side may have withheld its own from the peer.
    func mayReceive(_ cluster: ClusterID) -> Bool {
        self.holdings.contains { $0.cluster == cluster && $0.logs != nil }
            && self.inventory.clusters.contains { $0.id == cluster }
    }

    /// All that is held, in frames.
    var listingFrames: [Frame] { Frame.listing(self.inventory.holdings) }
}
