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
        let writes = self.ownWrites()
        for (write, next) in zip(writes, writes.dropFirst()) where self.isOverwritten(write, by: next) {
            guard !federation.isVoid(self.changes[next.change].entry) else { continue }
            self.changes[write.change].operations[write.operation].erase()
        }
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
        let writes = self.ownWrites()
        return zip(writes, writes.dropFirst())
            .contains { write, next in
                guard self.isOverwritten(write, by: next), federation.isVoid(self.changes[next.change].entry),
                    !federation.isVoid(self.changes[write.change].entry),
                    case .set(_, _, .erased) = self.changes[write.change].operations[write.operation]
                else { return false }
                return true
            }
    }

    /// All sets and clears, sorted so that those of one log to one place follow each other.
    private func ownWrites() -> [Write] {
        var writes: [Write] = []
        var layer = 0
        for (index, change) in self.changes.enumerated() {
            if index > 0, self.changes[index - 1].entry.log != change.entry.log { layer += 1 }
            for (operationIndex, operation) in change.operations.enumerated() {
                switch operation {
                case .set(let field, let key, _), .clear(let field, let key):
                    let place = Place(field: field, key: key)
                    writes.append(Write(layer: layer, place: place, change: index, operation: operationIndex))
                default: continue
                }
            }
        }
        writes.sort(by: Write.precedes)
        return writes
    }

    private func isOverwritten(_ write: Write, by next: Write) -> Bool {
        write.layer == next.layer && write.place == next.place
    }
}
