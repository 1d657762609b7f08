public import SplotBundle
import SplotLog
public import SplotMerge
import SplotStore
import SplotSync

/// What was brought by offline bundles, in the words of who got it (Protocol.md §12.4).
extension Node {
    /// Signs what this node holds of some logs, for whoever made a bundle.
    ///
    /// - Parameter logs: The logs that the bundle's maker holds, as ``BundleImport/listed`` names them: it learns of no
    ///   others. The signed word tells of at most 65,536.
    /// - Returns: The acknowledgement, as a text to be carried back.
    /// - Throws: `StoreError`, or ``NodeError`` `file` when the high-water mark cannot be raised.
    public func acknowledgement(of logs: Set<LogID>) async throws -> Acknowledgement {
        // The size of the own log leaves the machine by this: the high-water mark is raised first.
        let own = Peer(cluster: self.cluster, key: self.publicKey)
        let inventory = try await NodeReplica(node: self).inventory(for: own)
        let holdings = inventory.clusters.flatMap(\.logs)
            .compactMap { listing -> Acknowledgement.Holding? in
                guard logs.contains(listing.id), case .held(let size, let root) = listing.standing else { return nil }
                return Acknowledgement.Holding(log: listing.id, size: size, root: root)
            }
        return try Acknowledgement.sign(
            Array(holdings.prefix(Acknowledgement.maximumLogs)),
            cluster: self.cluster,
            log: self.log,
            time: self.environment.now(),
            with: self.key
        )
    }

    /// Remembers what a node says to hold, so that the next bundle for it begins there.
    ///
    /// - Parameters:
    ///   - acknowledgement: What the node signed.
    ///   - isRehearsal: Whether only to check it, and remember nothing.
    /// - Returns: `false` when a newer one of that node was read before: that one stays.
    /// - Throws: ``NodeError`` `invalid` for one by this node itself, `notTrusted` for one of a cluster that is not
    ///   trusted, `badData` when the node did not sign it, or its cluster does not admit the node; `StoreError`.
    @discardableResult
    public func remember(_ acknowledgement: Acknowledgement, isRehearsal: Bool = false) async throws -> Bool {
        try await self.remember(acknowledgement, isForced: false, isRehearsal: isRehearsal)
    }

    /// Remembers an acknowledgement; `isForced` also one that is older than the one known, since clocks can be wrong.
    @discardableResult
    func remember(_ acknowledgement: Acknowledgement, isForced: Bool, isRehearsal: Bool = false) async throws -> Bool {
        guard acknowledgement.log != self.log else {
            throw NodeError(.invalid, "this is your own acknowledgement: it is for whoever made the bundle")
        }
        return try await self.store.write { writer in
            let cluster = acknowledgement.cluster
            guard try writer.clusters().contains(where: { $0.id == cluster && $0.isTrusted }),
                let chain = try writer.chain(of: cluster)
            else {
                throw NodeError(
                    .notTrusted,
                    "the acknowledgement is by a cluster that is not trusted here: `splot trust add` takes its card"
                )
            }
            guard acknowledgement.isSigned(by: chain) else {
                throw NodeError(
                    .badData,
                    "the acknowledgement is not signed by a node that \(chain.name) admits: ask for another, with its "
                        + "card as it is now"
                )
            }
            if !isForced, let known = try writer.acknowledgement(of: acknowledgement.log),
                known.time > acknowledgement.time
            {
                return false
            }
            guard !isRehearsal else { return true }
            let bytes = acknowledgement.body + acknowledgement.signature
            try writer.set(StoreReader.name(of: acknowledgement.log), to: bytes)
            return true
        }
    }

    /// What all of some nodes hold, by the last acknowledgement of each; nothing when one of them has given none.
    ///
    /// - Parameter nodes: The logs that the nodes write.
    /// - Returns: What each of them holds, and when the oldest of the acknowledgements was signed.
    /// - Throws: What reading the store throws.
    func acknowledged(
        by nodes: [LogID]
    ) async throws -> (held: [LogID: Acknowledgement.Holding], since: UInt64?) {
        let known = try await self.store.read { reader in
            try nodes.compactMap { try reader.acknowledgement(of: $0) }
        }
        guard known.count == nodes.count, let first = known.first else { return ([:], nil) }
        let held = known.dropFirst()
            .reduce(first.byLog) { held, next in
                let theirs = next.byLog
                return held.compactMapValues { holding in
                    theirs[holding.log].map { $0.size < holding.size ? $0 : holding }
                }
            }
        return (held, known.map(\.time).min())
    }
}

extension Acknowledgement {
    /// What is held, by log.
    var byLog: [LogID: Holding] {
        Dictionary(self.holdings.map { ($0.log, $0) }) { first, _ in first }
    }
}

extension StoreReader {
    /// The name of the setting that keeps the last acknowledgement of a node.
    static func name(of log: LogID) -> String { "acknowledgement \(log)" }

    /// The last acknowledgement of the node that writes a log; `nil` also when what is kept of it is damaged: then the
    /// next bundle holds everything.
    func acknowledgement(of log: LogID) throws -> Acknowledgement? {
        guard let bytes = try self.setting(Self.name(of: log)), bytes.count >= 64 else { return nil }
        return try? Acknowledgement(body: Array(bytes.dropLast(64)), signature: Array(bytes.suffix(64)))
    }
}
