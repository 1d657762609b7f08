import SplotDirectory

/// What rows come to: the records they create, and what they write into each record.
struct PlannedEdits {
    private struct Edit {
        var target: RecordEdit.Target
        var writes: [PlaceWrite] = []

        /// The record as it is in the directory, before any row.
        var before: RecordIndex.Entry?

        // Rows can contradict each other, and the last one say what was there all the while.
        var effectiveWrites: [PlaceWrite] { self.writes.filter { !(self.before?.says($0) ?? false) } }

        // A later row's write to the same place goes in the place of the earlier one's.
        mutating func put(_ new: [PlaceWrite]) {
            for write in new {
                if let position = self.writes.firstIndex(where: { $0.isSamePlace(as: write) }) {
                    self.writes[position] = write
                } else {
                    self.writes.append(write)
                }
            }
        }
    }

    private var created: [Edit] = []
    private var changed: [Edit] = []
    private var changedPositions: [RecordUUID: Int] = [:]

    /// How many records are created.
    var createdCount: Int { self.created.count }

    /// Creates the record whose stand-in is the next one.
    mutating func create(_ kind: String) { self.created.append(Edit(target: .new(kind: kind))) }

    /// Writes into a record, created or there.
    ///
    /// - Parameters:
    ///   - writes: What to write.
    ///   - id: The record's id or stand-in.
    ///   - before: The record as it was before these writes.
    mutating func put(_ writes: [PlaceWrite], into id: RecordUUID, before: RecordIndex.Entry?) {
        if let position = StandIn.edit(id) {
            self.created[position].put(writes)
        } else if let position = self.changedPositions[id] {
            self.changed[position].put(writes)
        } else {
            self.changedPositions[id] = self.changed.count
            self.changed.append(Edit(target: .existing(id), writes: writes, before: before))
        }
    }

    /// The edits that create records, each after those it refers to, then those that change records.
    var recordEdits: [RecordEdit] {
        let order = self.creationOrder
        var positions = [Int](repeating: 0, count: order.count)
        for (position, index) in order.enumerated() { positions[index] = position }
        return (order.map { self.created[$0] } + self.changed.filter { !$0.effectiveWrites.isEmpty })
            .map { edit in
                var result = RecordEdit(target: edit.target, writes: [])
                for write in edit.effectiveWrites {
                    if let creating = StandIn.edit(write.value) {
                        result.pending.append(
                            RecordEdit.PendingReference(
                                field: write.field,
                                edit: positions[creating],
                                isElement: write.shape == .set
                            )
                        )
                    } else {
                        result.writes.append(write.fieldWrite)
                    }
                }
                return result
            }
    }

    // The order of the rows, but for those that refer to later ones. Circles are problems of their rows.
    private var creationOrder: [Int] {
        enum Mark { case unseen, open, placed }
        var marks = [Mark](repeating: .unseen, count: self.created.count)
        var order: [Int] = []
        for start in self.created.indices {
            var stack = [start]
            while let index = stack.last {
                if marks[index] == .unseen {
                    marks[index] = .open
                    let needed = self.created[index].writes.compactMap { StandIn.edit($0.value) }
                    stack += needed.reversed().filter { marks[$0] == .unseen }
                } else {
                    stack.removeLast()
                    if marks[index] == .open { order.append(index) }
                    marks[index] = .placed
                }
            }
        }
        return order
    }
}
