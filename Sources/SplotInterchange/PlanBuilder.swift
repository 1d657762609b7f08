import SplotDirectory

/// Goes through the rows in order and keeps what they come to.
struct PlanBuilder {
    /// The column by which rows are matched, and where it leads.
    struct Key {
        var column: String
        var use: ColumnUse
    }

    let table: BoundTable
    let reader: RowReader
    let kind: String
    let recipe: ImportRecipe
    let schema: Schema
    let language: String
    let ownCluster: RecordUUID?
    let key: Key?
    var index: RecordIndex

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

    init(
        _ table: BoundTable,
        kind: String,
        recipe: ImportRecipe,
        key: Key?,
        existing: [ExistingRecord],
        ownCluster: RecordUUID?,
        language: String,
        schema: Schema
    ) {
        self.table = table
        self.reader = RowReader(table: table, kind: kind, schema: schema)
        self.kind = kind
        self.recipe = recipe
        self.schema = schema
        self.language = language
        self.ownCluster = ownCluster
        self.key = key
        var fields: [String: Set<String>] = ["organisation": ["identifiers"]]
        if let field = recipe.organisationField { fields[kind, default: []].insert(field) }
        if let use = key?.use {
            fields[use.part == .main ? kind : "organisation", default: []].insert(String(use.path.prefix { $0 != "." }))
        }
        self.index = RecordIndex(existing, schema: schema, indexedFields: fields)
    }

    /// How many records the rows so far create.
    var createdCount: Int { self.created.count }

    /// Takes one row.
    mutating func add(_ row: ImportTable.Row) -> RowOutcome {
        let draft = self.draft(of: row)
        guard draft.problems.isEmpty, let main = draft.changes.last else {
            return RowOutcome(line: row.line, state: .invalid, problems: draft.problems)
        }
        for change in draft.changes { self.keep(change) }
        if main.isNew { return RowOutcome(line: row.line, state: .new) }
        let fields = self.changedFields(draft)
        return RowOutcome(line: row.line, state: fields.isEmpty ? .unchanged : .changed, fields: fields)
    }

    /// The edits of all rows so far: those that create records, then those that change them.
    var edits: [RecordEdit] {
        (self.created + self.changed.filter { !$0.effectiveWrites.isEmpty })
            .map { edit in
                var result = RecordEdit(target: edit.target, writes: [])
                for write in edit.effectiveWrites {
                    if let creating = StandIn.edit(write.value) {
                        result.pending.append(RecordEdit.PendingReference(field: write.field, edit: creating))
                    } else {
                        result.writes.append(write.fieldWrite)
                    }
                }
                return result
            }
    }

    private mutating func keep(_ change: RowDraft.Change) {
        if change.isNew { self.created.append(Edit(target: .new(kind: change.kind))) }
        guard !change.writes.isEmpty else { return }
        let before = self.index.entries[change.id]
        self.index.apply(change.writes, to: change.id, kind: change.kind)
        if let position = StandIn.edit(change.id) {
            self.created[position].put(change.writes)
        } else if let position = self.changedPositions[change.id] {
            self.changed[position].put(change.writes)
        } else {
            self.changedPositions[change.id] = self.changed.count
            self.changed.append(Edit(target: .existing(change.id), writes: change.writes, before: before))
        }
    }

    private func changedFields(_ draft: RowDraft) -> [String] {
        draft.changes.flatMap { change -> [String] in
            guard let part = change.part, !change.isNew else { return [] }
            let names = Set(change.writes.map(\.field))
            return self.schema.fields(of: change.kind).map(\.name).filter(names.contains)
                .map { part == .main ? $0 : "organisation." + $0 }
        }
    }
}
