import SplotDirectory
import SplotLog
import SplotMerge
import SplotStore
import SplotSync

extension StoreReader {
    /// Proof that a log which is held here and a peer's listing of it cannot both be true.
    ///
    /// - Parameters:
    ///   - log: A log that is held.
    ///   - listing: What the peer says to hold: the same size or less, and another root.
    /// - Returns: `nil` when the listing is not signed, because the log was closed there.
    /// - Throws: ``Refusal`` when the signature is not the author's.
    func evidence(of log: LogID, against listing: Listing) throws -> ForkEvidence? {
        guard case .held(let size, let root) = listing.standing, !listing.signature.isEmpty,
            let head = try self.log(log)?.head, let last = try self.checkpoint(of: log, beyond: size - 1)
        else { return nil }
        let theirs = try Checkpoint(log: log, size: size, root: root, signature: listing.signature)
        guard theirs.isValid(key: head.inception.key) else {
            throw Refusal("what is listed of a log is not what its author signed")
        }
        let evidence = ForkEvidence(
            cluster: head.inception.cluster,
            smaller: theirs,
            larger: last,
            root: try self.root(of: log, at: size),
            path: try StoredTree(reader: self, log: log).consistencyProof(from: size, to: last.size).hashes
        )
        return evidence.isValid(key: head.inception.key) ? evidence : nil
    }
}

extension StoreWriter {
    /// Keeps proof that a log is forked.
    ///
    /// Of a log that was closed meanwhile nothing need be shown: if what is held may be the branch that does not stand,
    /// it goes, and peers bring the other (Protocol.md §7.9).
    ///
    /// - Parameters:
    ///   - evidence: The proof, checked.
    ///   - own: The log that this node writes. It is never removed.
    ///   - now: The wall clock, in seconds since 1970-01-01T00:00:00Z.
    ///   - schema: Says under which terms records are found.
    /// - Throws: `StoreError` when something kept is damaged, or what SQLite reports.
    func keep(_ evidence: ForkEvidence, own: LogID, now: UInt64, schema: Schema) throws {
        guard let close = try self.chain(of: evidence.cluster)?.closed[evidence.log] else {
            return try self.put(StoredFork(evidence: evidence, foundAt: now))
        }
        guard evidence.log != own, let head = try self.log(evidence.log)?.head, head.size < close.size else { return }
        try self.removeLog(evidence.log)
        try self.rebuild(schema)
    }
}
