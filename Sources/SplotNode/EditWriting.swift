import SplotDirectory
import SplotLog
import SplotMerge
import SplotStore

/// Writes a list of edits into the log: creations first, then what refers to them, level by level.
struct EditWriting {
    let transaction: WriteTransaction
    let edits: [RecordEdit]
    let shown: [RecordUUID: RecordVersion]

    private(set) var result = WriteResult(records: [], entryCount: 0, suggested: [])
    private var ids: [Int: RecordID] = [:]
    private var before: [RecordID: MergedRecord] = [:]

    init(transaction: WriteTransaction, edits: [RecordEdit], shown: [RecordUUID: RecordVersion]) {
        self.transaction = transaction
        self.edits = edits
        self.shown = shown
    }

    mutating func run() throws {
        for level in try self.levels() { try self.write(level) }
        self.result.records = try self.edits.indices.map { index in
            guard let id = self.ids[index] else { throw NodeError(.invalid, "an edit was not written") }
            return id.uuid
        }
        self.result.entryCount = self.transaction.entryCount
        for id in Set(self.ids.values).sorted() { try self.transaction.check(id, before: self.before[id]) }
    }

    /// The edits' indices, so that each comes after those that create what it refers to.
    private func levels() throws -> [[Int]] {
        var levels: [Int: Int] = [:]
        for (index, edit) in self.edits.enumerated() {
            var level = 0
            for pending in edit.pending {
                guard let other = levels[pending.edit], pending.edit < index else {
                    throw NodeError(.invalid, "an edit refers to one that does not come before it")
                }
                level = max(level, other + 1)
            }
            levels[index] = level
        }
        let byLevel = Dictionary(grouping: self.edits.indices) { levels[$0] ?? 0 }
        return byLevel.sorted { $0.key < $1.key }.map(\.value)
    }

    private mutating func write(_ indices: [Int]) throws {
        try self.transaction.merge()
        let time = self.transaction.environment.now()
        let planner = EditPlanner(
            reader: self.transaction.writer,
            federation: self.transaction.federation,
            cluster: self.transaction.federation.clusters[self.transaction.log]
        )
        var creations: [(index: Int, draft: EntryDraft)] = []
        // Changes are drafted last: by then every record has an id.
        var changes: [(index: Int, context: [ContextItem], operations: [Operation])] = []
        for index in indices {
            let edit = self.edits[index]
            let writes = try edit.writes + self.references(of: edit)
            switch edit.target {
            case .new(let kind):
                let plan = try planner.plan(writes, shown: nil)
                let isCommon = self.transaction.schema.kind(named: kind)?.isCommon ?? false
                let body = EntryDraft.Body.creation(
                    Creation(kind: kind, isCommon: isCommon),
                    operations: plan.plain
                )
                creations.append((index, EntryDraft(time: time, body: body)))
                if !plan.personal.isEmpty { changes.append((index, [], plan.personal)) }
            case .existing(let uuid):
                var merged = try self.transaction.writer.record(uuid, in: self.transaction.federation)
                if self.before[merged.id] == nil { self.before[merged.id] = merged }
                if let version = self.shown[uuid] { merged.version = version }
                let plan = try planner.plan(writes, shown: merged)
                let context = merged.version.context(for: self.transaction.log)
                for operations in [plan.plain, plan.personal].flatMap(\.splitForEntries) {
                    changes.append((index, context, operations))
                }
                if !merged.isCommon, self.transaction.federation.clusters[self.transaction.log] != merged.owner {
                    self.result.suggested.insert(uuid)
                }
                self.ids[index] = merged.id
            }
        }
        let positions = try self.transaction.append(creations.map(\.draft))
        for (creation, position) in zip(creations, positions) {
            self.ids[creation.index] = RecordID(EntryID(log: self.transaction.log, position: position))
        }
        _ = try self.transaction.append(
            changes.compactMap { change in
                guard let id = self.ids[change.index] else { return nil }
                let body = EntryDraft.Body.change(id, context: change.context, operations: change.operations)
                return EntryDraft(time: time, body: body)
            }
        )
    }

    private func references(of edit: RecordEdit) throws -> [FieldWrite] {
        try edit.pending.map { pending in
            guard let id = self.ids[pending.edit] else {
                throw NodeError(.invalid, "an edit refers to one that does not come before it")
            }
            let value = ParsedValue.value(.reference(id.uuid))
            return FieldWrite(
                field: pending.field,
                shape: pending.isElement ? .set : .single,
                operation: pending.isElement ? .add(value) : .set(value)
            )
        }
    }
}
