package import SplotMerge

/// Entries with their leaf hashes: what takes longest of checking them, and can be done for many runs at once.
package struct HashedRun: Sendable {
    /// The entries.
    package let run: EntryRun
    /// The leaf hash of each.
    package let leafHashes: [Bytes32]
    /// The root of the tree over them, when they are a whole bundle in its place.
    package let bundleRoot: Bytes32?

    /// Hashes entries.
    package init(_ run: EntryRun) { self.init(run, leafHashes: run.leafHashes) }

    private init(_ run: EntryRun, leafHashes: [Bytes32]) {
        self.run = run
        self.leafHashes = leafHashes
        let isBundle = run.start % Limits.bundleEntries == 0 && UInt64(run.entries.count) == Limits.bundleEntries
        self.bundleRoot = isBundle ? TreeHash.root(leafHashes: leafHashes) : nil
    }

    /// The entries from a position on.
    package func suffix(from position: UInt64) -> HashedRun {
        guard position > self.run.start else { return self }
        let count = Int(clamping: min(position, self.run.end) - self.run.start)
        return HashedRun(
            self.run.sliced(to: position..<max(position, self.run.end)),
            leafHashes: Array(self.leafHashes.dropFirst(count))
        )
    }

    /// The same entries with some payloads gone, which leaves their hashes what they were.
    package func erasing(where isErased: (UInt64) -> Bool) -> HashedRun {
        HashedRun(self.run.erasing(where: isErased), leafHashes: self.leafHashes)
    }
}
