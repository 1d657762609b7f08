import SplotLog
public import SplotMerge
import SplotStore

extension Node {
    /// An entry, and the proof that it lies in its log, checked just now.
    ///
    /// - Parameter entry: The log and the position.
    /// - Returns: The entry with the first kept checkpoint that covers it.
    /// - Throws: ``NodeError`` `notFound` when there is no such entry of a trusted cluster's log; `StoreError` when it or
    ///   the tree cannot be read.
    public func proof(of entry: EntryID) async throws -> EntryProof {
        try await self.store.read { reader in
            guard let author = try self.logAuthors(reader).first(where: { $0.key == entry.log })?.value,
                let log = try reader.log(entry.log), entry.position < log.head.size
            else { throw NodeError(.notFound, "there is no such entry: `splot log` lists all") }
            var runs = DecodedRuns(reader: reader)
            let (hash, content) = try runs.entry(entry)
            var proof = EntryProof(
                line: LogLine(entry: entry, hash: hash, content: content, author: author),
                logSize: log.head.size,
                isValid: false
            )
            guard let checkpoint = try reader.checkpoint(of: entry.log, beyond: entry.position) else { return proof }
            let tree = StoredTree(reader: reader, log: entry.log)
            let inclusion = try tree.inclusionProof(position: entry.position, size: checkpoint.size)
            proof.checkpoint = checkpoint
            proof.note = try checkpoint.note(key: log.head.inception.key).description
            proof.inclusion = inclusion
            proof.isValid =
                inclusion.isValid(leafHash: hash, root: checkpoint.root)
                && checkpoint.isValid(key: log.head.inception.key)
            return proof
        }
    }
}
