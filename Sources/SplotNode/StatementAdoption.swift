import SplotDirectory
import SplotLog
import SplotMerge
import SplotStore

extension StoreWriter {
    /// Keeps newer statements of a cluster and does what they order.
    ///
    /// - Parameters:
    ///   - chain: The statements to keep.
    ///   - held: The statements that were held until now.
    ///   - own: The log that this node writes. It is never removed, whatever its cluster says of it.
    ///   - schema: Says under which terms records are found.
    /// - Throws: ``StoreError``.
    func adopt(
        _ chain: StatementChain,
        insteadOf held: StatementChain?,
        own: LogID,
        schema: Schema
    ) throws {
        try self.put(chain)
        var mustRebuild = held.map { $0.closed != chain.closed || $0.isStopped != chain.isStopped } ?? false
        for log in try self.logs(of: chain.cluster).map(\.head) {
            // A cluster disposes of its own logs only, whatever its statements name.
            if let ranges = chain.erasures[log.log], ranges != held?.erasures[log.log] {
                try LogKeeper(writer: self).erase(ranges, of: log.log)
                mustRebuild = true
            }
            if let close = chain.closed[log.log], log.log != own, log.size >= close.size,
                try self.root(of: log.log, at: close.size) != close.root
            {
                // What is held is the branch that does not stand: it goes, and peers bring the other.
                try self.removeLog(log.log)
                mustRebuild = true
            }
        }
        if mustRebuild { try self.rebuild(schema) }
    }
}

extension StoreReader {
    /// The root that a log's tree had at a size that is held.
    ///
    /// - Parameters:
    ///   - log: The log.
    ///   - size: At most the size held.
    /// - Returns: The root, put together from those of whole bundles and the entries behind them.
    /// - Throws: ``NodeError`` `damaged` or `notFound`.
    func root(of log: LogID, at size: UInt64) throws -> Bytes32 {
        let bundles = Int(clamping: size / Limits.bundleEntries)
        let roots = try self.bundleRoots(of: log, count: bundles)
        guard roots.count == bundles else {
            throw NodeError(.damaged, "bundles of a log are missing: `splot verify` tells which")
        }
        var edge = RightEdge()
        for root in roots { try edge.append(subtreeRoot: root, level: Limits.bundleLevel) }
        if edge.size < size {
            let run = try self.run(of: log, from: edge.size).sliced(to: edge.size..<size)
            for hash in run.leafHashes { edge.append(leafHash: hash) }
        }
        guard edge.size == size else { throw NodeError(.notFound, "a log is not held up to that size") }
        return edge.root
    }
}
