package import SplotLog
package import SplotMerge

/// What a sync session asks of the node that it speaks for.
///
/// A session never touches a disk or decides about trust: it asks. Every answer is a value that is true at one moment;
/// nothing that is not committed is ever part of one.
package protocol Replica: Sendable {
    /// The node's own cluster.
    var cluster: ClusterID { get }

    /// Whether a peer may talk to this node.
    ///
    /// - Parameters:
    ///   - key: The public node key that the transport authenticated.
    ///   - introduction: What the peer says of itself.
    /// - Returns: The peer when it may, or why not.
    /// - Throws: `LogError` when the statements do not follow each other; any other error when this node cannot judge.
    func admission(of key: Bytes32, _ introduction: Introduction) async throws -> Admission

    /// What this node holds of all that it might exchange with a peer, and what it remembers of the peer.
    func inventory(for peer: Peer) async throws -> Inventory

    /// Remembers of a peer what both hold now.
    func remember(_ memory: PeerMemory, of peer: Peer) async throws

    /// The root that a log's tree had at a size not larger than what was held when the inventory was taken.
    ///
    /// - Returns: `nil` when so much is not held any more: the log was closed meanwhile, and this branch of it dropped.
    func root(of log: LogID, at size: UInt64) async throws -> Bytes32?

    /// The statements of a cluster from a number on.
    func statements(of cluster: ClusterID, from number: UInt64) async throws -> [Statement]

    /// The entries of a log from a position on, up to the next checkpoint.
    ///
    /// - Parameters:
    ///   - log: A log that was held when the inventory was taken.
    ///   - position: Less than the size held then.
    /// - Returns: Entries from exactly that position on, with the checkpoint that they end at. `nil` when the entries
    ///   cannot be passed on: they are not held any more, or payloads of them are gone by an order that no longer stands.
    /// - Throws: Any error when the log cannot be read.
    func batch(of log: LogID, from position: UInt64) async throws -> Batch?

    /// Proof that a log is forked, kept here from now on.
    ///
    /// - Parameters:
    ///   - log: A log that is held, or known to be forked.
    ///   - listing: What the peer says to hold of it: the same size or less, and another root.
    /// - Returns: The proof; `nil` when there is none to give, because the listing is not signed or the log was closed.
    /// - Throws: ``Refusal`` when the listing is not what the log's author signed.
    func evidence(of log: LogID, against listing: Listing) async throws -> ForkEvidence?

    /// Checks and keeps statements; a chain that does not follow is refused.
    ///
    /// - Returns: Whether anything was new.
    func receive(_ statements: [Statement], of cluster: ClusterID) async throws -> Bool

    /// Checks and keeps a batch, whole or not at all.
    ///
    /// - Returns: How many of its entries were new here.
    func receive(_ batch: Batch) async throws -> Int

    /// Checks and keeps proof that a log is forked; nothing of the log travels from then on.
    ///
    /// - Throws: ``Refusal`` when it proves nothing.
    func receive(_ evidence: ForkEvidence) async throws

    /// A session is over.
    ///
    /// - Parameter report: What came of it: whether the peer has sent what does not verify.
    func ended(_ report: SyncReport) async
}
