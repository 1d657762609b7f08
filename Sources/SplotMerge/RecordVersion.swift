/// The version of a record that a form shows: how far each log's writes to it were seen.
///
/// Keep it with the form from the moment it is opened. It becomes the context of the change that the form makes, so
/// that the change replaces what was shown, and not what arrived meanwhile.
public struct RecordVersion: Hashable, Sendable {
    /// For each log, the highest entry that wrote to the record; sorted by log.
    public let items: [ContextItem]

    /// Names a version.
    ///
    /// - Parameter items: For each log, the highest entry that wrote to the record; sorted by log.
    public init(items: [ContextItem]) { self.items = items }

    /// The context for a change made from this version.
    ///
    /// - Parameter author: The log that the change will stand in. A log needs no context for its own entries.
    /// - Returns: One item for each other log, sorted by log.
    public func context(for author: LogID) -> [ContextItem] {
        self.items.filter { $0.entry.log != author }
    }
}

extension RecordState {
    /// The version that a federation shows now.
    ///
    /// It names every log of the federation that wrote to the record, also those whose writes were all replaced:
    /// contexts are closed, so that nothing comes back when an entry in the middle is missing or void.
    ///
    /// - Parameter federation: The logs that count and the closed ones. Void entries are not named.
    /// - Returns: For each log, its highest entry with the first four bytes of its hash.
    public func version(in federation: Federation) -> RecordVersion {
        var items: [ContextItem] = []
        for change in self.changes where !federation.isVoid(change.entry) {
            guard federation.clusters[change.entry.log] != nil else { continue }
            let item = ContextItem(entry: change.entry, hashPrefix: change.hashPrefix)
            if items.last?.entry.log == change.entry.log { items.removeLast() }
            items.append(item)
        }
        return RecordVersion(items: items)
    }
}
