import SplotLog
import SplotMerge
import SplotStore

/// The tree of a log as it is kept: whole bundles by their roots, what lies behind them by the entries.
struct StoredTree: TreeReader {
    let reader: StoreReader
    let log: LogID

    func root(level: Int, index: UInt64) throws -> Bytes32 {
        let start = index << UInt64(level)
        let end = start + 1 << UInt64(level)
        if level >= Limits.bundleLevel {
            let first = start / Limits.bundleEntries
            var edge = RightEdge()
            for root in try self.reader.bundleRoots(of: self.log, from: first, count: Int(end - start) >> 8) {
                try edge.append(subtreeRoot: root, level: Limits.bundleLevel)
            }
            return edge.root
        }
        let run = try self.reader.run(of: self.log, from: start)
        return TreeHash.root(leafHashes: run.sliced(to: start..<end).leafHashes)
    }
}
