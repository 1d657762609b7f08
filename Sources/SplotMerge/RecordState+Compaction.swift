extension RecordState {
    /// Drops values that no later change can bring back: those that their own log has overwritten.
    ///
    /// Both writes stand in one log and so in one layer, hence the earlier can never be shown again, whoever owns the
    /// record and whatever arrives. Entry, hash, time and context stay, as later contexts may name them; the value
    /// becomes ``Content/erased``. What the state shows stays the same, and states of equal sets of changes are equal
    /// again after compaction in the same federation, whether they had been compacted in between or not.
    ///
    /// The one thing that brings such a value back is closing the log between the two writes. Check
    /// ``needsRebuild(in:)`` whenever a close becomes known.
    ///
    /// - Parameter federation: Tells which entries are void; they overwrite nothing.
    public mutating func compact(in federation: Federation) {
        self.compact(WriteIndex(self.changes), in: federation)
    }

    /// Compacts the state, and shows the record: ``compact(in:)`` and ``view(in:)`` at little more than the cost of one.
    ///
    /// - Parameter federation: The logs that count and the closed ones.
    /// - Returns: What ``view(in:)`` returns.
    public mutating func compactedView(in federation: Federation) -> RecordView? {
        let index = WriteIndex(self.changes)
        self.compact(index, in: federation)
        return Evaluation(self, index, in: federation)?.view()
    }

    /// Whether values dropped by ``compact(in:)`` may have to be shown again, because a log was closed since.
    ///
    /// Then make the state again from the changes in the log. Only records that a closed log wrote to beyond its
    /// close can be concerned; a value erased for good may say `true` for nothing.
    ///
    /// - Parameter federation: Tells which entries are void by now.
    /// - Returns: `false` when what the state shows in that federation is right.
    public func needsRebuild(in federation: Federation) -> Bool {
        guard self.changes.contains(where: { federation.isVoid($0.entry) }) else { return false }
        return self.overwritten(WriteIndex(self.changes))
            .contains { write, next in
                guard federation.isVoid(self.changes[next].entry), !federation.isVoid(self.changes[write.change].entry),
                    case .set(_, _, .erased) = self.changes[write.change].operations[write.operation]
                else { return false }
                return true
            }
    }

    private mutating func compact(_ index: WriteIndex, in federation: Federation) {
        for (write, next) in self.overwritten(index) where !federation.isVoid(self.changes[next].entry) {
            if case .set(_, _, .bytes) = self.changes[write.change].operations[write.operation] {
                self.changes[write.change].operations[write.operation].erase()
            }
        }
    }

    /// The sets and clears that their own log has overwritten, each with the index of the change that does it next.
    private func overwritten(_ index: WriteIndex) -> [(write: Write, next: Int)] {
        var overwritten: [(write: Write, next: Int)] = []
        // For each place the change that writes there next, if there is one.
        var later = [Int](repeating: -1, count: index.places.count)
        for write in index.writes.reversed() {
            guard index.places[write.place].holdsOneValue else { continue }
            let next = later[write.place]
            later[write.place] = write.change
            guard next >= 0, self.changes[next].entry.log == self.changes[write.change].entry.log else { continue }
            overwritten.append((write, next))
        }
        return overwritten
    }
}

extension Place {
    /// Whether a write here replaces what stood here.
    fileprivate var holdsOneValue: Bool {
        switch self {
        case .single, .keyed: true
        case .set, .life, .visibility: false
        }
    }
}
