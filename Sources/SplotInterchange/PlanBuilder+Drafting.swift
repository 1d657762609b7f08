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
        for request in requests { self.read(request, into: &draft) }
        if let field = self.recipe.organisationField {
            guard let id = self.addChange(kind: "organisation", part: .organisation, to: &draft) else { return draft }
            self.addReference(to: id, field: field, column: self.table.name(of: "name", .organisation), draft: &draft)
            self.addCluster(to: &draft)
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
            defaultLanguage: self.language
        )
    }

    private func read(_ request: RowReader.Request, into draft: inout RowDraft) {
        let part = request.use.part
        self.markAttempted(request.column, in: &draft)
        do {
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
                FieldProblem(path: request.column, code: $0.code, message: $0.message)
            }
        }
    }

    /// The stand-in for the next record that a row creates.
    func nextID(_ draft: RowDraft) -> RecordUUID {
        StandIn.id(ofEdit: self.createdCount + draft.changes.count { $0.isNew })
    }

    // Finds the record or makes it new, and keeps of the writes those that say something else than it does.
    private func addChange(kind: String, part: ColumnUse.Part, to draft: inout RowDraft) -> RecordUUID? {
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
            draft.problems += self.problemsOfSetOnce(change.writes, entry: entry)
        } else {
            draft.problems += self.missing(kind: kind, part: part, draft: draft)
        }
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

    private func problemsOfSetOnce(_ writes: [PlaceWrite], entry: RecordIndex.Entry) -> [FieldProblem] {
        writes.compactMap { write in
            guard self.schema.field(named: write.field, of: entry.kind)?.isSetOnce == true,
                entry.places(of: write.field).contains(where: { $0.key == write.key })
            else { return nil }
            let message = "this never changes once it is there; make a new record that corrects the old one"
            return FieldProblem(path: write.column, code: .repeated, message: message)
        }
    }

    // A field can refer to a record of the same plan when that one is created first, and nothing else is in the place.
    private func problemsOfOrder(_ change: RowDraft.Change) -> [FieldProblem] {
        let own = StandIn.edit(change.id) ?? Int.max
        return change.writes.compactMap { write in
            let creating = StandIn.edit(write.value)
            let isPossible = creating.map { write.shape == .single && $0 < own } ?? !StandIn.isInside(write.value)
            guard !isPossible else { return nil }
            let message = "this record is only created by this import; import the file once more to refer to it"
            return FieldProblem(path: write.column, code: .missing, message: message)
        }
    }
}
