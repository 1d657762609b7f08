import SplotLog
import SplotMerge

extension FuzzTarget {
    /// Runs of entries as a receiver takes them: plain ones, and sealed ones, which begin like a zstd frame.
    static let run = FuzzTarget("run") { bytes in
        var isAccepted = false
        // At the log's beginning, inside a bundle, and where the highest position is near.
        for start in [0, 100, Limits.logSize - 8] as [UInt64] {
            guard let run = try Self.run(bytes, start: start) else { continue }
            isAccepted = true
            try Self.check(run)
            try Self.receive(run)
        }
        return isAccepted
    }

    private static func run(_ bytes: [UInt8], start: UInt64) throws -> EntryRun? {
        if bytes.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) {
            guard let run = try? EntryRun(sealed: bytes, start: start, maximum: Limits.bundleEntries) else {
                return nil
            }
            let again = try EntryRun(sealed: run.sealed(level: 1), start: start, maximum: Limits.bundleEntries)
            try promise(again == run, "a sealed run is read again as another")
            return run
        }
        guard let run = try? EntryRun(encoded: bytes, start: start) else { return nil }
        try promise(run.encoded == bytes, "a run is written in another way than it came")
        return run
    }

    /// Cutting, joining and erasing leave the leaf hashes as they are, and what they leave is a run.
    private static func check(_ run: EntryRun) throws {
        try promise(run.end - run.start == UInt64(run.entries.count), "a run covers other positions than it holds")
        let hashes = run.leafHashes
        try promise(hashes.count == run.entries.count, "there are other leaves than entries")
        let middle = run.start + UInt64(run.entries.count) / 2
        let parts = [run.sliced(to: run.start..<middle), run.sliced(to: middle..<run.end)]
        try promise(parts.flatMap(\.leafHashes) == hashes, "the parts of a run hash to other leaves")
        try promise(parts[0].joined(with: parts[1]).leafHashes == hashes, "a joined run hashes to other leaves")
        let erased = run.erasing { $0.isMultiple(of: 3) }
        try promise(erased.leafHashes == hashes, "an erased run hashes to other leaves")
        for other in parts + [erased] {
            let again = try EntryRun(encoded: other.encoded, start: other.start)
            try promise(again == other, "what became of a run is read again as another")
        }
    }

    private static func receive(_ run: EntryRun) throws {
        var head: LogHead
        if run.start == 0 {
            guard let first = run.entries.first, let inception = try? Inception(encoded: first.header) else { return }
            head = LogHead(inception: inception)
        } else {
            head = try Stage.head(at: run.start)
        }
        guard let appended = try? head.append(run) else { return }
        try promise(appended.decoded.count == run.entries.count, "there is not one meaning for each entry")
        try promise(head.size == run.end, "a log grew by another number of entries")
        guard run.start == 0 else { return }
        try promise(head.root == TreeHash.root(leafHashes: run.leafHashes), "the edge has another root than the tree")
    }
}
