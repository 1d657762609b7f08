extension RecordState {
    /// The record as it was at a point in time, by its authors' clocks.
    ///
    /// Of each log it keeps the changes up to the last one that is dated no later: what stands before an entry was
    /// written before it, whatever the clock said. Ask a state that was not compacted: values that were replaced since
    /// are wanted again.
    ///
    /// - Parameter time: In seconds since 1970-01-01T00:00:00Z.
    /// - Returns: A state with fewer changes, or as many.
    public func until(_ time: UInt64) -> RecordState {
        var past = RecordState(id: self.id)
        var waiting: [Change] = []
        for change in self.changes {
            if let log = waiting.last?.entry.log, log != change.entry.log { waiting = [] }
            waiting.append(change)
            guard change.time <= time else { continue }
            past.changes += waiting
            waiting = []
        }
        return past
    }
}
