import SplotDirectory

extension PlanBuilder {
    /// What a row would write, and everything that is wrong with it.
    func draft(of row: ImportTable.Row) -> RowDraft {
        var draft = RowDraft()
        guard row.cells.dropFirst(self.table.columnCount).allSatisfy(\.isEmpty) else {
            let message = "the row has more cells than there are columns: put a cell with separators in quotation marks"
            draft.problems.append(FieldProblem(path: "", code: .malformed, message: message))
            return draft
        }
        let (requests, problems) = self.reader.requests(of: row)
        draft.problems = problems
        for problem in problems { self.markAttempted(problem.path, in: &draft) }
        for request in requests { self.read(request, of: row, into: &draft) }
        if let field = self.recipe.organisationField {
            self.addCluster(to: &draft)
            guard let id = self.addParty(field, of: row, to: &draft) else { return draft }
            self.addReference(to: id, field: field, column: self.table.name(of: "name", .organisation), draft: &draft)
        }
        for request in requests where request.use.role == .organisation {
            self.addIntermediary(request, to: &draft)
        }
        if self.recipe.isAddition {
            self.addAddition(requests.first { $0.use.role == .recordName }, to: &draft)
        } else {
            _ = self.addChange(kind: self.kind, part: .main, to: &draft)
        }
        return draft
    }

    private func kindName(_ part: ColumnUse.Part) -> String { part == .main ? self.kind : "organisation" }

    // A column that could not be read is not also missing.
    private func markAttempted(_ column: String, in draft: inout RowDraft) {
        for use in self.table.columns.first(where: { $0.name == column })?.uses ?? [] {
            draft.attempted[use.part, default: []].insert(String(use.path.prefix { $0 != "." }))
        }
    }

    /// Has the schema read one request; gives nothing when it refuses.
    func parsed(_ request: RowReader.Request) throws(InvalidRecord) -> [FieldWrite] {
        try self.schema.validate(
            kind: self.kindName(request.use.part),
            assignments: [Assignment(path: request.use.path, text: request.text)],
            creating: false,
            defaultLanguage: self.settings.language
        )
    }

    private func read(_ asWritten: RowReader.Request, of row: ImportTable.Row, into draft: inout RowDraft) {
        let part = asWritten.use.part
        self.markAttempted(asWritten.column, in: &draft)
        do {
            let request = try self.repaired(asWritten, of: row, in: &draft)
            for write in try self.parsed(request) where ![.organisation, .recordName].contains(request.use.role) {
                do throws(FieldProblem) {
                    guard let resolved = try self.resolved(write, request) else { continue }
                    draft.add(resolved, to: part)
                } catch {
                    draft.problems.append(error)
                }
            }
        } catch {
            draft.problems += error.problems.map {
                FieldProblem(path: asWritten.column, code: $0.code, message: $0.message)
            }
        }
    }

    // Puts zeros back that a spreadsheet has eaten, if that was asked for; never by itself.
    private func repaired(
        _ request: RowReader.Request,
        of row: ImportTable.Row,
        in draft: inout RowDraft
    ) throws(InvalidRecord) -> RowReader.Request {
        let use = request.use
        let type = self.reader.field(use)?.type
        guard let text = LeadingZeros.restored(request.text, path: use.path, type: type) else { return request }
        let isPostalCode = use.path == "address.postalCode"
        // Elsewhere postal codes may have four digits.
        if isPostalCode, self.reader.isForeign(row, part: use.part) { return request }
        guard self.settings.repairs.contains(.zeros) else {
            let rest = isPostalCode ? ", unless you write a country that is not Poland" : ""
            let message = "a leading zero seems to be missing; `--repair zeros` puts it back\(rest)"
            throw InvalidRecord(problems: [FieldProblem(path: request.column, code: .malformed, message: message)])
        }
        let repair = RowRepair(column: request.column, repair: .zeros)
        if !draft.repairs.contains(repair) { draft.repairs.append(repair) }
        var request = request
        request.text = text
        return request
    }

    /// The stand-in for the next record that a row creates.
    func nextID(_ draft: RowDraft) -> RecordUUID {
        StandIn.id(ofEdit: self.createdCount + draft.changes.count { $0.isNew })
    }

    // Finds the record or makes it new, and keeps of the writes those that say something else than it does.
    func addChange(kind: String, part: ColumnUse.Part, to draft: inout RowDraft) -> RecordUUID? {
        let writes = draft.writes[part, default: []]
        let found: RecordUUID?
        do {
            found = try self.identify(kind: kind, part: part, draft: draft)
        } catch {
            draft.problems.append(error)
            return nil
        }
        let id = found ?? self.nextID(draft)
        var change = RowDraft.Change(kind: kind, part: part, id: id, isNew: found == nil, writes: writes)
        if let entry = found.flatMap({ self.index.entries[$0] }) {
            change.writes = writes.filter { !entry.says($0) }
            draft.problems += self.problemsOfVisibility(change.writes, entry: entry)
        } else {
            draft.problems += self.missing(kind: kind, part: part, draft: draft)
        }
        draft.problems += self.problemsOfRules(change, entry: found.flatMap { self.index.entries[$0] })
        draft.problems += self.problemsOfOrder(change)
        draft.changes.append(change)
        return id
    }

    private func missing(kind: String, part: ColumnUse.Part, draft: RowDraft) -> [FieldProblem] {
        let attempted = draft.attempted[part, default: []]
        return self.schema.fields(of: kind).filter { $0.isRequired && !attempted.contains($0.name) }
            .map {
                self.missing($0, kind: kind, part: part)
            }
    }

    func missing(_ field: Field, kind: String, part: ColumnUse.Part) -> FieldProblem {
        FieldProblem(
            path: self.table.name(of: field.name, part),
            code: .missing,
            message: "a record of the kind '\(kind)' needs this; \(field.type.accepted)"
        )
    }

    // What the row would make of the record as a whole; the index knows it as the rows before leave it.
    private func problemsOfRules(_ change: RowDraft.Change, entry: RecordIndex.Entry?) -> [FieldProblem] {
        var after = entry ?? RecordIndex.Entry(kind: change.kind, isOwn: true, fields: [:])
        for write in change.writes { after.apply(write) }
        let problems = RecordRules.problems(
            before: entry.map { DirectoryRecord(id: change.id, kind: $0.kind, fields: $0.fields) },
            after: DirectoryRecord(id: change.id, kind: after.kind, fields: after.fields),
            schema: self.schema
        )
        return problems.map { problem in
            let column = change.writes.first { $0.field == problem.path }?.column
            return FieldProblem(path: column ?? problem.path, code: problem.code, message: problem.message)
        }
    }

    // Of a common record, only its creator's word counts for more visibility: it would be written again and again.
    private func problemsOfVisibility(_ writes: [PlaceWrite], entry: RecordIndex.Entry) -> [FieldProblem] {
        guard !entry.isOwn else { return [] }
        return writes.filter { $0.field == "visibility" && $0.value == .text("public") }
            .map { write in
                let message = "only the cluster that created the record makes it public: leave the cell empty"
                return FieldProblem(path: write.column, code: .malformed, message: message)
            }
    }

    // The records that a plan creates are created one after the other, so none of them can wait for itself. What was
    // wrong with a circle when its records were new stays wrong when they are there: the file says the same.
    private func problemsOfOrder(_ change: RowDraft.Change) -> [FieldProblem] {
        change.writes.compactMap { write in
            if StandIn.isInside(write.value) {
                let message = "this record is only created by this import; import the file once more to refer to it"
                return FieldProblem(path: write.column, code: .missing, message: message)
            }
            guard case .reference(let target) = write.value, self.index.entries[target]?.kind == change.kind,
                self.index.refers(target, to: change.id, throughKind: change.kind)
            else { return nil }
            let message = "the records would refer to each other in a circle: leave one of the references out"
            return FieldProblem(path: write.column, code: .malformed, message: message)
        }
    }
}
