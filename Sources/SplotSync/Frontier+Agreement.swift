import SplotLog
import SplotMerge

/// Frontiers from what the two sides say.
extension Frontier {
    /// What a side holds that held this, and has changed so since.
    ///
    /// - Parameter changes: What it says in its opening.
    /// - Returns: All that it holds, with the signatures that came.
    /// - Throws: ``Violation`` `badData` for changes to what the two do not exchange.
    func applying(_ changes: [Holding]) throws(Violation) -> [Holding] {
        var holdings: [Holding] = []
        for (agreed, change) in Pairing.pairs(self.clusters, changes, by: { $0.id }, { $0.cluster }) {
            guard let agreed, change?.logs == nil || agreed.logs != nil else {
                throw Violation(.badData, "changes came to what the two sides do not exchange")
            }
            let logs = agreed.logs.map { Self.applying(change?.logs ?? [], to: $0) }
            holdings.append(Holding(cluster: agreed.id, chain: change?.chain ?? agreed.chain, logs: logs))
        }
        return holdings
    }

    private static func applying(_ changes: [Listing], to agreed: [Log]) -> [Listing] {
        Pairing.pairs(agreed, changes, by: { $0.id }, { $0.id })
            .compactMap { log, change in
                if let change { return change.standing == .absent ? nil : change }
                return log.map { Listing(id: $0.id, standing: $0.standing) }
            }
    }

    /// What one side holds of all that both exchange.
    ///
    /// - Parameters:
    ///   - holdings: What that side lists.
    ///   - others: What the other lists: clusters that it does not, and logs of those that it withholds, do not count.
    init(_ holdings: [Holding], exchangedWith others: [Holding]) {
        self.init(
            clusters: Pairing.pairs(holdings, others, by: { $0.cluster }, { $0.cluster })
                .compactMap { holding, other in
                    guard let holding, let other, let chain = holding.chain else { return nil }
                    let logs = other.logs == nil ? nil : holding.logs
                    return Cluster(
                        id: holding.cluster,
                        chain: chain,
                        logs: logs?.map { Log(id: $0.id, standing: $0.standing) }
                    )
                }
        )
    }

    /// What both hold when each has been sent what it lacked.
    ///
    /// Both sides come to the same; where a node ends up with something else, it says so when the two next meet.
    ///
    /// - Parameters:
    ///   - other: What the other side held, of the same clusters.
    ///   - forked: The logs that were proven to be forked meanwhile.
    /// - Returns: The same on both sides.
    func merged(with other: Frontier, forked: Set<LogID>) -> Frontier {
        Frontier(
            clusters: Pairing.pairs(self.clusters, other.clusters, by: { $0.id }, { $0.id })
                .compactMap { near, far in
                    guard let near, let far else { return nil }
                    var logs: [Log]?
                    if let here = near.logs, let there = far.logs {
                        logs = Pairing.pairs(here, there, by: { $0.id }, { $0.id })
                            .compactMap { Self.merged($0, $1, forked: forked) }
                    }
                    return Cluster(id: near.id, chain: near.chain.merged(with: far.chain), logs: logs)
                }
        )
    }

    private static func merged(_ near: Log?, _ far: Log?, forked: Set<LogID>) -> Log? {
        guard let id = near?.id ?? far?.id else { return nil }
        if near?.standing == .forked || far?.standing == .forked || forked.contains(id) {
            return Log(id: id, standing: .forked)
        }
        guard let near, let far else { return near ?? far }
        switch (near.standing, far.standing) {
        // One size and two roots, and no proof of it: both sides must name the same one.
        case (.held(let size, let root), .held(let otherSize, let other)) where size == otherSize:
            return root < other ? near : far
        default: return near.standing.size > far.standing.size ? near : far
        }
    }
}
