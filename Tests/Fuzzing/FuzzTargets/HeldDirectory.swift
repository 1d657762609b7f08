import SplotDirectory
import SplotInterchange

/// A directory in memory that edits are applied to, one after the other.
struct HeldDirectory {
    /// The records, in the order in which they were created.
    private(set) var records: [ExistingRecord] = []

    /// Applies the edits of a plan.
    mutating func apply(_ edits: [RecordEdit]) {
        var ids: [RecordUUID] = []
        for edit in edits {
            let position = self.position(of: edit.target)
            ids.append(self.records[position].record.id)
            for write in edit.writes { self.records[position].record.apply(write) }
            for pending in edit.pending {
                let value = ParsedValue.value(.reference(ids[pending.edit]))
                self.records[position].record
                    .apply(
                        FieldWrite(
                            field: pending.field,
                            shape: pending.isElement ? .set : .single,
                            operation: pending.isElement ? .add(value) : .set(value)
                        )
                    )
            }
        }
    }

    private mutating func position(of target: RecordEdit.Target) -> Int {
        switch target {
        case .existing(let id):
            guard let found = self.records.firstIndex(where: { $0.record.id == id }) else {
                fatalError("a plan changes a record that is not there")
            }
            return found
        case .new(let kind):
            let id = RecordUUID(high: 0x8000, low: 0x8000_0000_0000_0000 + UInt64(self.records.count))
            self.records.append(ExistingRecord(record: DirectoryRecord(id: id, kind: kind), isOwn: true))
            return self.records.count - 1
        }
    }
}

extension DirectoryRecord {
    fileprivate mutating func apply(_ write: FieldWrite) {
        switch (write.operation, self.fields[write.field]) {
        case (.add(.value(let value)), .set(let others)): self.fields[write.field] = .set(others + [value])
        case (.add(.value(let value)), _): self.fields[write.field] = .set([value])
        case (.set(.value(let value)), let old):
            guard let key = write.key else {
                self.fields[write.field] = .single(value)
                return
            }
            var values: [String: Value] = [:]
            if case .keyed(let others) = old { values = others }
            values[key] = value
            self.fields[write.field] = .keyed(values)
        default: fatalError("a plan leaves something to be looked up")
        }
    }
}
