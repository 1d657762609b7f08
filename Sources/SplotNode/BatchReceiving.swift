import SplotDirectory
import SplotLog
import SplotMerge
import SplotStore
import SplotSync

/// Checks a batch that came from outside and keeps it: whole, or nothing of it.
struct BatchReceiving {
    let writer: StoreWriter
    let schema: Schema
    /// When more entries come at once, they wait to be merged with what comes after them.
    let limit: Int

    /// Keeps a batch.
    ///
    /// - Returns: How many of its entries were new here.
    /// - Throws: ``LogError`` when it is not what its author signed.
    func receive(_ batch: Batch) throws -> Int {
        let isTrusted = try self.writer.clusters().contains { $0.id == batch.cluster && $0.isTrusted }
        guard isTrusted, let chain = try self.writer.chain(of: batch.cluster) else {
            // A session takes nothing of a cluster that was not trusted when it began: this is nobody's fault.
            throw NodeError(.notFound, "entries come of a cluster that is not trusted here any more")
        }
        // A fork may have come to light while the batch was under way: that is not its carrier's fault.
        guard try self.writer.fork(of: batch.log) == nil else { return 0 }
        let checking = BatchChecking(chain: chain, stored: try self.writer.log(batch.log)?.head, limit: self.limit)
        guard let fresh = try checking.check(batch) else { return 0 }
        try LogKeeper(writer: self.writer).keep(fresh.pieces, checkpoint: batch.checkpoint, head: fresh.head)
        let federation = try self.writer.federation()
        try Merger(writer: self.writer, federation: federation, schema: self.schema)
            .merge(fresh.pieces.map(\.appended), upTo: fresh.head, unlessMoreThan: self.limit)
        return fresh.count
    }
}
