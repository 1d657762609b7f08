import SplotDirectory

/// Goes through the rows in order and keeps what they come to.
struct PlanBuilder {
    /// The column by which rows are matched, and where it leads.
    struct Key {
        var column: String
        var use: ColumnUse
    }

    /// What applies to every row.
    struct Settings {
        var key: Key?
        var repairs: Set<ImportRepair>
        var ownCluster: RecordUUID?
        var language: String
    }

    /// How often the rows are gone through at most: real files settle at the second time.
    private static let passLimit = 8

    let table: BoundTable
    let reader: RowReader
    let kind: String
    let recipe: ImportRecipe
    let schema: Schema
    let settings: Settings
    var index: RecordIndex

    private var edits = PlannedEdits()

    /// What each record was before the rows, in this pass.
    private var before: [RecordUUID: RecordIndex.Entry?] = [:]

    init(
        _ table: BoundTable,
        format: ImportTable.Format,
        kind: String,
        recipe: ImportRecipe,
        existing: [ExistingRecord],
        schema: Schema,
        settings: Settings
    ) {
        self.table = table
        self.reader = RowReader(table: table, kind: kind, schema: schema, format: format)
        self.kind = kind
        self.recipe = recipe
        self.schema = schema
        self.settings = settings
        var fields: [String: Set<String>] = ["organisation": ["identifiers"]]
        if let field = recipe.organisationField { fields[kind, default: []].insert(field) }
        if let use = settings.key?.use {
            fields[use.part == .main ? kind : "organisation", default: []].insert(String(use.path.prefix { $0 != "." }))
        }
        self.index = RecordIndex(existing, schema: schema, indexedFields: fields)
    }

    /// How many records the rows so far create.
    var createdCount: Int { self.edits.createdCount }

    /// Takes all rows, and again until nothing more comes of them.
    ///
    /// A row may refer to what only a later one creates, or find two records where it made the first of them. The
    /// directory that the plan leads to is one that the same rows leave alone.
    ///
    /// - Parameters:
    ///   - rows: The rows of the file.
    ///   - progress: Called with how much is done, and of how much.
    /// - Returns: What becomes of each: what came of it first, unless it was only in order later.
    mutating func takeAll(_ rows: [ImportTable.Row], progress: (Int, Int) -> Void) -> [RowOutcome] {
        var outcomes: [RowOutcome] = []
        outcomes.reserveCapacity(rows.count)
        for row in rows {
            outcomes.append(self.take(row))
            progress(outcomes.count, 2 * rows.count)
        }
        var pass = 1
        while self.hasPassChangedAnything, pass < Self.passLimit {
            self.before = [:]
            pass += 1
            for (position, row) in rows.enumerated() {
                let outcome = self.take(row)
                if outcomes[position].state == .invalid { outcomes[position] = outcome }
                if pass == 2 { progress(rows.count + position + 1, 2 * rows.count) }
            }
        }
        return outcomes
    }

    /// The edits of all rows so far: those that create records, then those that change them.
    var recordEdits: [RecordEdit] { self.edits.recordEdits }

    private var hasPassChangedAnything: Bool {
        self.before.contains { id, entry in self.index.entries[id]?.fields != entry?.fields }
    }

    private mutating func take(_ row: ImportTable.Row) -> RowOutcome {
        let draft = self.draft(of: row)
        guard draft.problems.isEmpty, let main = draft.changes.last else {
            return RowOutcome(line: row.line, state: .invalid, problems: draft.problems)
        }
        let entries = draft.changes.map { self.index.entries[$0.id] }
        for change in draft.changes { self.keep(change) }
        if main.isNew { return RowOutcome(line: row.line, state: .new, repairs: draft.repairs) }
        let fields = self.changedFields(draft)
        return RowOutcome(
            line: row.line,
            state: fields.isEmpty ? .unchanged : .changed,
            fields: fields,
            changes: zip(draft.changes, entries).flatMap(self.changes),
            repairs: draft.repairs
        )
    }

    private mutating func keep(_ change: RowDraft.Change) {
        let entry = self.index.entries[change.id]
        if self.before[change.id] == nil { self.before.updateValue(entry, forKey: change.id) }
        if change.isNew { self.edits.create(change.kind) }
        guard !change.writes.isEmpty else { return }
        self.index.apply(change.writes, to: change.id, kind: change.kind)
        self.edits.put(change.writes, into: change.id, before: entry)
    }

    private func changedFields(_ draft: RowDraft) -> [String] {
        draft.changes.flatMap { change -> [String] in
            guard let part = change.part, !change.isNew else { return [] }
            let names = Set(change.writes.map(\.field))
            return self.schema.fields(of: change.kind).map(\.name).filter(names.contains)
                .map { part == .main ? $0 : "organisation." + $0 }
        }
    }

    private func changes(_ change: RowDraft.Change, _ before: RecordIndex.Entry?) -> [RowChange] {
        guard let part = change.part, !change.isNew else { return [] }
        return change.writes.map { write in
            let old = before?.places(of: write.field).first { $0.key == write.key && write.shape != .set }
            return RowChange(
                field: (part == .main ? "" : "organisation.") + write.field + (write.key.map { "." + $0 } ?? ""),
                old: old.map { self.text($0.value) },
                new: self.text(write.value)
            )
        }
    }

    private func text(_ value: Value) -> String {
        guard case .reference(let id) = value else { return value.displayText }
        return self.index.title(of: id, preferring: self.settings.language)
    }
}
