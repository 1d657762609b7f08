package import SplotMerge

/// Consecutive entries of one log with what is needed to hash them: the form in which entries are stored and travel.
package struct EntryRun: Hashable, Sendable {
    /// What lies apart from an entry's header.
    package enum Slot: Hashable, Sendable {
        /// The entry never had a payload.
        case none
        /// The payload's exact bytes.
        case payload([UInt8])
        /// An order erased the payload; this is what the leaf committed to.
        case erased(commitment: Bytes32)
    }

    /// One entry as it travels.
    package struct Entry: Hashable, Sendable {
        /// The header's exact bytes.
        package var header: [UInt8]
        /// The payload, or what is left of it.
        package var slot: Slot

        /// Puts an entry together.
        package init(header: [UInt8], slot: Slot) {
            self.header = header
            self.slot = slot
        }

        /// Header and payload together, in bytes.
        package var byteCount: Int {
            if case .payload(let payload) = self.slot { self.header.count + payload.count } else { self.header.count }
        }
    }

    /// The entries, in order.
    package private(set) var entries: [Entry]

    /// The salts of those entries.
    package private(set) var salts: SaltTiling

    /// Puts a run together.
    ///
    /// - Throws: ``LogError`` `malformedRun` when the salts do not cover the entries exactly, `missingPayload` when an
    ///   entry with a payload has no salt, `tooLarge` when an entry is.
    package init(entries: [Entry], salts: SaltTiling) throws {
        guard salts.end - salts.start == UInt64(entries.count) else {
            throw LogError(.malformedRun, "the salts of a run cover other entries than it holds")
        }
        self.entries = entries
        self.salts = salts
        var position = 0
        for tile in salts.tiles {
            let count = 1 << Int(tile.level)
            try Self.check(entries[position..<(position + count)], isSalted: tile.node != nil)
            position += count
        }
    }

    private init(unchecked entries: [Entry], salts: SaltTiling) {
        self.entries = entries
        self.salts = salts.withoutNodes { tile in
            !entries[tile].contains { if case .payload = $0.slot { true } else { false } }
        }
    }

    /// Puts a run of new entries together, leaving out salts that no payload needs.
    package static func fresh(
        _ entries: [Entry],
        at start: UInt64,
        using generator: inout some RandomNumberGenerator
    ) throws -> EntryRun {
        let salts = SaltTiling.fresh(for: start..<(start + UInt64(entries.count)), using: &generator)
        let run = EntryRun(unchecked: entries, salts: salts)
        return try EntryRun(entries: run.entries, salts: run.salts)
    }

    /// The position of the first entry in its log.
    package var start: UInt64 { self.salts.start }

    /// The position behind the last entry.
    package var end: UInt64 { self.salts.end }

    /// The positions of the entries.
    package var range: Range<UInt64> { self.start..<self.end }

    /// Headers and payloads together, in bytes.
    package var byteCount: Int { self.entries.reduce(0) { $0 + $1.byteCount } }

    /// The leaf hashes of the entries, in order (Protocol.md §5.2).
    package var leafHashes: [Bytes32] {
        zip(self.entries, self.salts.salts)
            .map { entry, salt in
                switch (entry.slot, salt) {
                case (.payload(let payload), let salt?):
                    LeafHash.leaf(header: entry.header, commitment: LeafHash.commitment(payload: payload, salt: salt))
                case (.erased(let commitment), _):
                    LeafHash.leaf(header: entry.header, commitment: commitment)
                case (.none, _), (.payload, nil):
                    // A payload without a salt cannot be: `init` refuses it.
                    LeafHash.leaf(header: entry.header, commitment: nil)
                }
            }
    }

    /// A part of the run.
    ///
    /// - Parameter range: Positions in the log; those outside the run are left out.
    /// - Returns: A run of those entries alone, without salts that no payload among them needs.
    package func sliced(to range: Range<UInt64>) -> EntryRun {
        let range = range.clamped(to: self.range)
        if range == self.range { return self }
        let lower = Int(range.lowerBound - self.start)
        return EntryRun(
            unchecked: Array(self.entries[lower..<(lower + range.count)]),
            salts: self.salts.restricted(to: range)
        )
    }

    /// This run followed by one that begins where it ends.
    ///
    /// - Throws: ``LogError`` `malformedRun` when the other run begins elsewhere.
    package func joined(with next: EntryRun) throws -> EntryRun {
        guard let salts = self.salts.joined(with: next.salts) else {
            throw LogError(.malformedRun, "a run begins at \(next.start), where \(self.end) was expected")
        }
        return EntryRun(unchecked: self.entries + next.entries, salts: salts)
    }

    /// This run with some payloads and their salts gone for good.
    ///
    /// - Parameter isErased: Whether the payload at a position must go.
    /// - Returns: The run with commitments in place of those payloads: the leaf hashes stay what they were.
    package func erasing(where isErased: (UInt64) -> Bool) -> EntryRun {
        guard self.range.contains(where: isErased) else { return self }
        var entries = self.entries
        for (index, salt) in self.salts.salts.enumerated() where isErased(self.start + UInt64(index)) {
            guard case .payload(let payload) = entries[index].slot, let salt else { continue }
            entries[index].slot = .erased(commitment: LeafHash.commitment(payload: payload, salt: salt))
        }
        return EntryRun(unchecked: entries, salts: self.salts.punctured(where: isErased))
    }

    private static func check(_ entries: ArraySlice<Entry>, isSalted: Bool) throws {
        var isNeeded = false
        for entry in entries {
            guard entry.byteCount <= Limits.entryBytes else {
                throw LogError(.tooLarge, "an entry is larger than \(Limits.entryBytes) bytes")
            }
            if case .payload = entry.slot { isNeeded = true }
            switch entry.slot {
            case .payload where !isSalted:
                throw LogError(.missingPayload, "a payload comes without its salt")
            case .erased where isSalted:
                throw LogError(.malformedRun, "the salt of an erased payload is still there")
            case .none, .payload, .erased:
                continue
            }
        }
        // Bytes that nothing depends on could be changed by whoever carries them.
        guard isSalted == isNeeded else { throw LogError(.malformedRun, "a salt comes that no payload needs") }
    }
}
