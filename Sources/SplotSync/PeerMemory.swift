import SplotCBOR
import SplotLog
package import SplotMerge

/// What a node remembers of a peer: what the two held when they last met, so that the next time only what changed since
/// need be said.
///
/// It is a help, never a truth: both sides name the frontier that they remember by its digest, and where the two do
/// not name the same, or what follows from it does not add up, each says all that it holds. A node that was restored
/// from a backup remembers an older frontier together with the older logs, and so needs no new name for its store.
package struct PeerMemory: Sendable, Hashable {
    /// A digest of what this side offered when the two last met.
    package struct Offer: Sendable, Hashable {
        /// The digest.
        package let digest: Bytes32

        init(_ clusters: [(id: ClusterID, isReadable: Bool)], withheldByPeer: Frontier) {
            var writer = CBORWriter()
            writer.array(2)
            writer.array(clusters.count)
            for (id, isReadable) in clusters {
                writer.array(2)
                writer.byteString(id.hash.bytes)
                writer.boolean(isReadable)
            }
            writer.encoded(withheldByPeer.encoded)
            self.digest = LeafHash.tagged(0x0a, writer.bytes)
        }

        /// Takes up an offer that was remembered.
        package init(digest: Bytes32) { self.digest = digest }
    }

    /// What this side offered.
    package var offer: Offer
    /// What both held.
    package var agreed: Frontier
    /// What the peer has listed, of clusters whose logs this side withheld from it.
    package var owed: Frontier

    /// Puts a memory together.
    package init(offer: Offer, agreed: Frontier, owed: Frontier = Frontier(clusters: [])) {
        self.offer = offer
        self.agreed = agreed
        self.owed = owed
    }

    /// Whether as much is held as the peer has listed of clusters that are withheld from it: else it is to send it again.
    ///
    /// - Parameter clusters: What is held here, in ascending order.
    /// - Returns: `false` when both sides have to list everything again.
    func isSettled(_ clusters: [Inventory.Cluster]) -> Bool {
        Pairing.pairs(clusters, self.owed.clusters, by: { $0.id }, { $0.id })
            .allSatisfy { cluster, listed in
                guard let listed else { return true }
                return Pairing.pairs(cluster?.logs ?? [], listed.logs ?? [], by: { $0.id }, { $0.id })
                    .allSatisfy { Self.isSettled($0?.standing ?? .absent, $1?.standing ?? .absent) }
            }
    }

    private static func isSettled(_ here: Standing, _ there: Standing) -> Bool {
        here == .forked || here == there || there != .forked && here.size > there.size
    }
}
