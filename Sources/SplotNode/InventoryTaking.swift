import SplotLog
import SplotMerge
import SplotStore
import SplotSync

extension StoreReader {
    /// What is held of all that might be exchanged with a peer, and what is remembered of it.
    ///
    /// The digests of a session are worked out from this one reading, never kept: so they can be neither out of date
    /// nor about something that is not committed.
    ///
    /// - Parameters:
    ///   - peer: The peer.
    ///   - own: The log that this node writes.
    /// - Returns: The clusters that are trusted, each with what is held of it, and the memory.
    /// - Throws: `StoreError` when something kept is damaged, or what SQLite reports.
    func inventory(for peer: Peer, own: LogID) throws -> Inventory {
        let readable = try self.clusters(readableBy: peer.cluster)
        let heads = try self.chainHeads()
        var logs: [ClusterID: [Listing]] = [:]
        for head in try self.logHeads() where head.close?.size != 0 {
            logs[head.cluster, default: []].append(try self.listing(head, isOwn: head.log == own))
        }
        // Nothing of a forked log travels, but that it is forked.
        for fork in try self.forks() {
            let listing = Listing(id: fork.evidence.log, standing: .forked)
            logs[fork.evidence.cluster, default: []].removeAll { $0.id == listing.id }
            logs[fork.evidence.cluster, default: []].append(listing)
        }
        var clusters: [Inventory.Cluster] = []
        for known in try self.clusters() where known.isTrusted {
            guard let head = heads[known.id] else { continue }
            clusters.append(
                Inventory.Cluster(
                    id: known.id,
                    chain: ChainHead(count: head.count, last: Statement.hash(ofBody: head.lastBody)),
                    isReadable: Self.mayRead(peer.cluster, known.id, among: readable),
                    logs: logs[known.id] ?? []
                )
            )
        }
        let memory = try self.memory(of: peer.key)
            .flatMap { stored -> PeerMemory? in
                guard let agreed = Frontier(encoded: stored.agreed),
                    let owed = Frontier(encoded: stored.owed)
                else { return nil }
                return PeerMemory(
                    offer: PeerMemory.Offer(digest: stored.offer),
                    agreed: agreed,
                    owed: owed
                )
            }
        return Inventory(clusters: clusters, memory: memory)
    }

    private func listing(_ head: StoredLogHead, isOwn: Bool) throws -> Listing {
        let size = head.checkpoint.size
        guard let close = head.close, size > close.size else {
            return Listing(
                id: head.log,
                standing: .held(size: size, root: head.checkpoint.root),
                signature: head.checkpoint.signature
            )
        }
        // Of a closed log what stands is all there is, whoever holds more of it. Of a branch that does not stand only
        // the own log can be held here, because it is never dropped.
        let root = isOwn ? try self.root(of: head.log, at: close.size) : close.root
        return Listing(id: head.log, standing: .held(size: close.size, root: root))
    }
}
