import Foundation
import SplotBundle
import SplotLog
public import SplotMerge
import SplotStore

/// What became of a node's key for bundles.
public struct BundleKeyStatement: Sendable {
    /// The public half: what every card of the cluster says from now on.
    public var publicKey: Bytes32
    /// Whether the key was drawn now.
    public var isDrawn: Bool
    /// Whether the cluster has stated it now; `false` when it had before.
    public var isStated: Bool
}

extension Node {
    /// Sees to it that bundles can be encrypted to this node: draws its key if there is none, and has the cluster state
    /// it if it has not.
    ///
    /// A node that was founded with a key needs this only after the key was lost, or was taken away because others have
    /// seen it.
    ///
    /// - Returns: The key, and what was done.
    /// - Throws: ``NodeError`` `keyMissing` when the cluster key is needed and not in the data directory, `invalid` when
    ///   it is not the one in force, `closed` when the cluster does not admit this node's log any more, `file` or
    ///   `damaged` for a key file that cannot be written or read; `StoreError`.
    public func stateBundleKey() async throws -> BundleKeyStatement {
        let url = self.directory.bundleKey
        let present = FileManager.default.fileExists(atPath: url.path) ? try KeyFile.readBundleKey(url) : nil
        let chain = try await self.card().chain
        guard chain.admitted[self.log] == self.publicKey, chain.closed[self.log] == nil else {
            throw NodeError(
                .closed,
                "the cluster does not admit this node's log, or has closed it: a key means nothing"
            )
        }
        if let present, chain.receiving[self.log] == present.publicKey {
            return BundleKeyStatement(publicKey: present.publicKey, isDrawn: false, isStated: false)
        }
        let clusterKey = try self.clusterKey(of: chain)
        let key = try present ?? self.environment.withRandomness { try BundleKey.generate(using: &$0) }
        // The private half is safe on the disk before anybody encrypts to the public one.
        if present == nil { try KeyFile.write(key, to: url) }
        try await self.store.write { writer in
            guard let held = try writer.chain(of: self.cluster) else { return }
            var next = held
            try next.append(
                Statement.sign(
                    .receive(log: self.log, key: key.publicKey),
                    after: held.last,
                    time: self.environment.now(),
                    with: clusterKey
                )
            )
            try writer.adopt(next, insteadOf: held, own: self.log, schema: self.schema)
        }
        return BundleKeyStatement(publicKey: key.publicKey, isDrawn: present == nil, isStated: true)
    }

    /// The private key that opens bundles for this node.
    func bundleKey() throws -> BundleKey {
        guard FileManager.default.fileExists(atPath: self.directory.bundleKey.path) else {
            throw NodeError(
                .keyMissing,
                "this node has no key for bundles: `splot bundle key` makes one, then send your card to whoever makes "
                    + "the bundles"
            )
        }
        return try KeyFile.readBundleKey(self.directory.bundleKey)
    }

    private func clusterKey(of chain: StatementChain) throws -> SigningKey {
        let url = self.directory.clusterKey
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw NodeError(
                .keyMissing,
                "the cluster key is offline, and only it can state a key for bundles: bring it to \(url.path), do this "
                    + "again, and take it away"
            )
        }
        let key = try KeyFile.read(url)
        guard key.publicKey == chain.key else {
            throw NodeError(.invalid, "\(url.path) is not the cluster key that is in force: bring the newer one")
        }
        return key
    }
}
