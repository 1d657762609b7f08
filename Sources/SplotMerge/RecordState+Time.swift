extension RecordState {
    /// The record as it was at a point in time, by its authors' clocks.
    ///
    /// Of each log it keeps the changes up to the last one that is dated no later, since what stands before an entry was
    /// written before it, whatever the clock said; and likewise what the authors of these had seen. Void entries say
    /// nothing, about time neither. Ask a state that was not compacted: values that were replaced since are wanted again.
    ///
    /// - Parameters:
    ///   - time: In seconds since 1970-01-01T00:00:00Z.
    ///   - federation: Tells which entries are void.
    /// - Returns: A state with fewer changes, or as many.
    public func until(_ time: UInt64, in federation: Federation) -> RecordState {
        let inForce = self.changes.filter { !federation.isVoid($0.entry) }
        // For each log, the last position that was written by then.
        var ends: [LogID: UInt64] = [:]
        var open: [EntryID] = inForce.filter { $0.time <= time }.map(\.entry)
        while let entry = open.popLast() {
            if let known = ends[entry.log], known >= entry.position { continue }
            let start = ends[entry.log]
            ends[entry.log] = entry.position
            for change in self.changes(of: entry.log, after: start, upTo: entry.position, among: inForce) {
                open += change.context.filter { Self.isEffective($0, of: change, among: inForce, in: federation) }
                    .map(\.entry)
            }
        }
        let kept = inForce.filter { change in ends[change.entry.log].map { change.entry.position <= $0 } ?? false }
        return RecordState(id: self.id, changes: kept)
    }

    /// Whether a context item covers anything: its entry is held, or lies beyond the close of its log.
    private static func isEffective(
        _ item: ContextItem,
        of change: Change,
        among changes: [Change],
        in federation: Federation
    ) -> Bool {
        guard item.entry.log != change.entry.log else { return false }
        if federation.isVoid(item.entry) { return true }
        let index = changes.partitionPoint { $0.entry >= item.entry }
        guard index < changes.count else { return false }
        return changes[index].entry == item.entry && changes[index].hashPrefix == item.hashPrefix
    }

    private func changes(
        of log: LogID,
        after start: UInt64?,
        upTo end: UInt64,
        among changes: [Change]
    ) -> ArraySlice<Change> {
        let first = changes.partitionPoint { change in
            change.entry.log > log || change.entry.log == log && (start.map { change.entry.position > $0 } ?? true)
        }
        return changes[first...].prefix { $0.entry.log == log && $0.entry.position <= end }
    }
}
