import Foundation
import SplotDirectory
import SplotInterchange

/// A directory that plans are applied to, as simply as can be.
struct Directory {
    var records: [ExistingRecord] = []

    private var count: UInt64 = 0

    /// Writes a plan's edits, in order.
    mutating func apply(_ plan: ImportPlan) {
        var ids: [RecordUUID] = []
        for edit in plan.edits {
            let position: Int
            switch edit.target {
            case .new(let kind):
                self.count += 1
                let id = RecordUUID(high: 0x8000, low: 0x8000_0000_0000_0000 + self.count)
                position = self.records.count
                self.records.append(ExistingRecord(record: DirectoryRecord(id: id, kind: kind), isOwn: true))
            case .existing(let id):
                guard let found = self.records.firstIndex(where: { $0.record.id == id }) else { continue }
                position = found
            }
            ids.append(self.records[position].record.id)
            for write in edit.writes { self.records[position].record.write(write) }
            for pending in edit.pending {
                let value = Value.reference(ids[pending.edit])
                let others = self.records[position].record[set: pending.field]
                self.records[position].record.fields[pending.field] =
                    pending.isElement ? .set(others + [value]) : .single(value)
            }
        }
    }

    /// The record of a kind with this name in any language.
    func record(_ kind: String, named name: String) -> DirectoryRecord? {
        self.of(kind)
            .first { record in
                switch record.fields["name"] ?? record.fields["title"] ?? record.fields["label"] {
                case .keyed(let texts)?: texts.values.contains(.text(name))
                case .single(let text)?: text == .text(name)
                default: false
                }
            }
    }

    /// The records of a kind, in the order in which they were created.
    func of(_ kind: String) -> [DirectoryRecord] { self.records.map(\.record).filter { $0.kind == kind } }
}

extension DirectoryRecord {
    /// What a single field holds.
    subscript(single field: String) -> Value? {
        if case .single(let value)? = self.fields[field] { value } else { nil }
    }

    /// What a set holds.
    subscript(set field: String) -> [Value] {
        if case .set(let values)? = self.fields[field] { values } else { [] }
    }

    /// What one key of a localised text or a map holds.
    subscript(field: String, key: String) -> Value? {
        if case .keyed(let values)? = self.fields[field] { values[key] } else { nil }
    }

    fileprivate mutating func write(_ write: FieldWrite) {
        switch write.operation {
        case .add(.value(let value)):
            self.fields[write.field] = .set(self[set: write.field] + [value])
        case .set(.value(let value)):
            guard let key = write.key else {
                self.fields[write.field] = .single(value)
                return
            }
            var values: [String: Value] = [:]
            if case .keyed(let old)? = self.fields[write.field] { values = old }
            values[key] = value
            self.fields[write.field] = .keyed(values)
        default:
            // A plan only sets and adds, and looks every name up itself.
            self.fields["unexpected"] = .single(.text("\(write.operation)"))
        }
    }
}
