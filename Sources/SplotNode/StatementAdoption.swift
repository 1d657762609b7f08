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
    ///   - isRebuilding: Whether the merged state must be made again in any case.
    /// - Throws: ``StoreError``.
    func adopt(
        _ chain: StatementChain,
        insteadOf held: StatementChain?,
        own: LogID,
        schema: Schema,
        isRebuilding: Bool = false
    ) throws {
        let before = try self.federation()
        try self.put(chain)
        var mustRebuild = isRebuilding
        // A cluster disposes of its own logs only, whatever its statements name.
        for log in try self.logs(of: chain.cluster).map(\.head) {
            if let ranges = chain.erasures[log.log], ranges != held?.erasures[log.log] {
                if try LogKeeper(writer: self).erase(ranges, of: log.log) { mustRebuild = true }
            }
            try self.rememberUnordered(log.log, held: held, chain: chain)
            if let close = chain.closed[log.log], log.log != own, try !self.stands(log, by: close) {
                // What is held is, or may be, the branch that does not stand: it goes, and peers bring the other.
                try self.removeLog(log.log)
                mustRebuild = true
            }
        }
        for log in chain.closed.keys { try self.removeFork(of: log) }
        if try mustRebuild || self.federation() != before { try self.rebuild(schema) }
    }

    /// Whether what is held of a closed log is, as far as can be told, the branch that stands.
    ///
    /// Of a log that is known to be forked, and held up to less than where it was closed, this cannot be told.
    private func stands(_ head: LogHead, by close: LogClose) throws -> Bool {
        guard head.size >= close.size else { return try self.fork(of: head.log) == nil }
        return try self.root(of: head.log, at: close.size) == close.root
    }

    /// Remembers the erasures that were carried out for a chain of statements which a better one has replaced.
    ///
    /// Nobody else would take the log from here: they know of no order that explains the missing payloads.
    private func rememberUnordered(_ log: LogID, held: StatementChain?, chain: StatementChain) throws {
        let known = try self.unorderedErasures(of: log) + (held?.erasures[log] ?? [])
        guard !known.isEmpty else { return }
        let missing = known.filter { range in
            chain.erasures[log]?.contains { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }
                != true
        }
        let bytes = missing.flatMap { range in
            [range.lowerBound, range.upperBound].flatMap { withUnsafeBytes(of: $0.bigEndian, Array.init) }
        }
        try self.set("unordered \(log)", to: bytes)
    }
}

extension StoreReader {
    /// Payloads of a log that were erased by orders which are no longer in force.
    func unorderedErasures(of log: LogID) throws -> [Range<UInt64>] {
        let bytes = try self.setting("unordered \(log)") ?? []
        return stride(from: 0, to: bytes.count - 15, by: 16)
            .compactMap { start in
                func number(_ offset: Int) -> UInt64 {
                    bytes[(start + offset)..<(start + offset + 8)].reduce(0) { $0 << 8 | UInt64($1) }
                }
                return number(0) < number(8) ? number(0)..<number(8) : nil
            }
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
