import SplotBundle
public import SplotLog
public import SplotMerge
import SplotStore
import SplotSync

/// Carrying what a sync would send to nodes without a line (Protocol.md §12).
extension Node {
    /// Writes an offline bundle for the cluster that a card introduces.
    ///
    /// Newer statements in the card are kept, so that a key for bundles counts that the cluster has stated since.
    ///
    /// - Parameters:
    ///   - card: The card of a trusted cluster.
    ///   - start: Where the bundle begins.
    ///   - progress: Told after each batch: the entries written so far, and those there are.
    ///   - write: Gets the bytes of the file, in order; what it throws ends the export.
    /// - Returns: What the bundle holds.
    /// - Throws: What exporting for a cluster by its name throws, and `LogError` when a statement does not verify.
    public func exportBundle(
        for card: Card,
        from start: BundleStart = .acknowledged,
        progress: @escaping @Sendable (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in },
        write: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws -> BundleExport {
        try await self.checkTrust(in: card.chain.cluster)
        _ = try await NodeReplica(node: self).receive(card.chain.statements, of: card.chain.cluster)
        return try await self.exportBundle(for: card.chain.cluster, from: start, progress: progress, write: write)
    }

    /// Writes an offline bundle for a cluster: all that its nodes may read, or what they have not acknowledged yet.
    ///
    /// Readers are respected as in a sync. The bundle is encrypted to the cluster's nodes.
    ///
    /// - Parameters:
    ///   - cluster: A trusted cluster.
    ///   - start: Where the bundle begins.
    ///   - progress: Told after each batch: the entries written so far, and those there are.
    ///   - write: Gets the bytes of the file, in order; what it throws ends the export. Without the last of them the
    ///     file is refused as cut short.
    /// - Returns: What the bundle holds.
    /// - Throws: ``NodeError`` `notTrusted` for a cluster that is not trusted, `invalid` or `badData` for an
    ///   acknowledgement of another cluster or with a wrong signature; `BundleError` `noRecipient`, `tooManyRecipients` or
    ///   `unusableKey` when nothing can be encrypted to the cluster; `StoreError`.
    public func exportBundle(
        for cluster: ClusterID,
        from start: BundleStart = .acknowledged,
        progress: @escaping @Sendable (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in },
        write: @escaping @Sendable ([UInt8]) async throws -> Void
    ) async throws -> BundleExport {
        let chain = try await self.checkTrust(in: cluster)
        // Nobody carries a bundle to where it was made.
        var recipients = SealedFile.Recipient.nodes(of: chain).filter { $0.log != self.log }
        var since: UInt64?
        var held: [LogID: Acknowledgement.Holding] = [:]
        switch start {
        case .beginning: break
        case .since(let acknowledgement):
            guard acknowledgement.cluster == cluster else {
                throw NodeError(.invalid, "the acknowledgement is by a node of another cluster than the bundle is for")
            }
            try await self.remember(acknowledgement, isForced: true)
            recipients.removeAll { $0.log != acknowledgement.log }
            (held, since) = (acknowledgement.byLog, acknowledgement.time)
        case .acknowledged:
            (held, since) = try await self.acknowledged(by: recipients.map(\.log))
        }
        guard cluster != self.cluster || !recipients.isEmpty else {
            throw NodeError(.invalid, "this is your own cluster, and no other node of it has a key for bundles")
        }
        let result = BundleExport(cluster: cluster, recipients: recipients.map(\.log), since: since)
        let exporting = BundleExporting(replica: NodeReplica(node: self), held: held, progress: progress)
        let frames = try SealedFrames(for: recipients, environment: self.environment, write: write)
        return try await self.export(exporting, into: frames, result: result)
    }

    private func export(
        _ exporting: BundleExporting,
        into frames: consuming SealedFrames,
        result: BundleExport
    ) async throws -> BundleExport {
        var result = result
        // From here on the receiver may hold this node's log up to here: the high-water mark is raised by this.
        let peer = Peer(cluster: result.cluster, key: self.publicKey)
        let inventory = try await exporting.replica.inventory(for: peer)
        try await frames.begin()
        try await exporting.run(inventory, into: &frames, result: &result)
        result.bytes = try await frames.finish()
        return result
    }

    /// The statements of a cluster, if it is trusted.
    @discardableResult
    private func checkTrust(in cluster: ClusterID) async throws -> StatementChain {
        let chain = try await self.store.read { reader in
            let isTrusted = try reader.clusters().contains { $0.id == cluster && $0.isTrusted }
            return try isTrusted ? reader.chain(of: cluster) : nil
        }
        guard let chain else {
            throw NodeError(.notTrusted, "that cluster is not trusted here: `splot trust add` takes its card")
        }
        return chain
    }
}
