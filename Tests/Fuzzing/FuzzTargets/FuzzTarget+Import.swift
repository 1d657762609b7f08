import SplotDirectory
import SplotInterchange

extension FuzzTarget {
    /// What an office's file would write: the first line names the kind of its rows, the rest is the file.
    static let `import` = FuzzTarget("import") { bytes in
        let kind = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        guard let table = try? ImportTable.read(Array(bytes.dropFirst(kind.utf8.count + 1))) else { return false }
        var directory = PlannedDirectory()
        guard let plan = try? directory.plan(table, kind: kind) else { return false }
        try promise(plan.rows.map(\.line) == table.rows.map(\.line), "there is not one outcome for each row")
        for (index, edit) in plan.edits.enumerated() {
            let isForward = edit.pending.allSatisfy { (0..<index).contains($0.edit) }
            try promise(isForward, "an edit refers to one that does not stand before it")
        }
        try directory.apply(plan)
        let again = try directory.plan(table, kind: kind)
        try promise(again.edits.isEmpty, "the same file imported again changes something")
        try promise(again.report.invalid == plan.report.invalid, "the same file imported again has other bad rows")
        return plan.report.invalid < table.rows.count
    }
}

/// A directory that plans are applied to, as simply as can be.
private struct PlannedDirectory {
    private var records: [ExistingRecord] = []

    /// A cluster that members and partners without one belong to.
    init() { self.create("cluster") }

    func plan(_ table: ImportTable, kind: String) throws(InterchangeError) -> ImportPlan {
        try ImportPlanner.plan(table, kind: kind, existing: self.records, ownCluster: self.records[0].record.id)
    }

    mutating func apply(_ plan: ImportPlan) throws(BrokenPromise) {
        var places: [Int] = []
        for edit in plan.edits {
            let place: Int
            switch edit.target {
            case .new(let kind):
                place = self.create(kind)
            case .existing(let id):
                guard let found = self.records.firstIndex(where: { $0.record.id == id }) else {
                    throw BrokenPromise("an edit is of a record that is not there")
                }
                place = found
            }
            places.append(place)
            for write in edit.writes { try self.write(write, at: place) }
            for pending in edit.pending {
                let reference = Value.reference(self.records[places[pending.edit]].record.id)
                self.records[place].record.fields[pending.field] = .single(reference)
            }
        }
    }

    @discardableResult
    private mutating func create(_ kind: String) -> Int {
        let id = RecordUUID(high: 0x8000, low: 0x8000_0000_0000_0000 + UInt64(self.records.count))
        self.records.append(ExistingRecord(record: DirectoryRecord(id: id, kind: kind), isOwn: true))
        return self.records.count - 1
    }

    private mutating func write(_ write: FieldWrite, at place: Int) throws(BrokenPromise) {
        let old = self.records[place].record.fields[write.field]
        switch (write.operation, write.key, old) {
        case (.add(.value(let value)), nil, .set(let values)?):
            self.records[place].record.fields[write.field] = .set(values + [value])
        case (.add(.value(let value)), nil, _):
            self.records[place].record.fields[write.field] = .set([value])
        case (.set(.value(let value)), let key?, .keyed(let values)?):
            self.records[place].record.fields[write.field] = .keyed(values.merging([key: value]) { $1 })
        case (.set(.value(let value)), let key?, _):
            self.records[place].record.fields[write.field] = .keyed([key: value])
        case (.set(.value(let value)), nil, _):
            self.records[place].record.fields[write.field] = .single(value)
        default:
            throw BrokenPromise("a plan does more than set values and add elements")
        }
    }
}
