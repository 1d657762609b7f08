import SplotDirectory

// The records that a row refers to without describing them, or that it describes besides its own.
extension PlanBuilder {
    /// Has a row's main record refer to another in a single field.
    func addReference(to id: RecordUUID, field name: String, column: String, draft: inout RowDraft) {
        guard let field = self.schema.field(named: name, of: self.kind) else { return }
        draft.attempted[.main, default: []].insert(name)
        draft.add(PlaceWrite(column: column, field: field, value: .reference(id)), to: .main)
    }

    /// Adds what a row of members or partners leaves out: the cluster whose office imports them, if it is not named.
    func addCluster(to draft: inout RowDraft) {
        guard draft.attempted[.main]?.contains("cluster") != true, let ownCluster else { return }
        self.addReference(to: ownCluster, field: "cluster", column: "cluster", draft: &draft)
    }

    /// Adds somebody through whom a partner was found, created by name if unknown.
    func addIntermediary(_ request: RowReader.Request, to draft: inout RowDraft) {
        guard case .set(let parsed)? = (try? self.parsed(request))?.first?.operation else { return }
        do throws(FieldProblem) {
            guard case .lookup(let name, let kinds, _) = parsed else {
                guard case .value(let value) = parsed, case .reference(let id) = value else { return }
                var kinds: [String] = []
                if case .reference(let allowed, _)? = self.schema.field(named: request.use.path, of: self.kind)?.type {
                    kinds = allowed
                }
                try self.checkExists(id, kinds: kinds, column: request.column)
                return self.addReference(to: id, field: request.use.path, column: request.column, draft: &draft)
            }
            let id: RecordUUID
            switch self.index.find(name, kinds: kinds) {
            case .one(let found): id = found
            case .several: throw self.ambiguous(kinds, column: request.column)
            case .none: id = self.createdOrganisation(name, column: request.column, draft: &draft)
            }
            self.addReference(to: id, field: request.use.path, column: request.column, draft: &draft)
        } catch {
            draft.problems.append(error)
        }
    }

    private func createdOrganisation(_ name: String, column: String, draft: inout RowDraft) -> RecordUUID {
        let own = draft.changes.first { change in
            change.kind == "organisation"
                && change.writes.contains {
                    $0.field == "name" && $0.value.isText(NameKey.exact(name))
                }
        }
        if let own { return own.id }
        let id = self.nextID(draft)
        let sources = draft.writes[.organisation, default: []].filter { $0.field == "sources" }
        var writes = sources
        if let field = self.schema.field(named: "name", of: "organisation") {
            let write = PlaceWrite(column: column, field: field, key: self.language, value: .text(name))
            writes.insert(write, at: 0)
        }
        draft.changes.append(
            RowDraft.Change(kind: "organisation", part: nil, id: id, isNew: true, writes: writes)
        )
        return id
    }

    /// Adds what a row adds to a record that is there already.
    func addAddition(_ request: RowReader.Request?, to draft: inout RowDraft) {
        do throws(FieldProblem) {
            guard let id = try self.named(request), let entry = self.index.entries[id] else {
                let message = "name the \(self.kind) that the rows are about"
                throw FieldProblem(path: self.kind, code: .missing, message: message)
            }
            guard !draft.attempted[.main, default: []].subtracting(["name", "sources"]).isEmpty else {
                throw FieldProblem(path: "name", code: .missing, message: "the row adds nothing: fill this column")
            }
            let writes = draft.writes[.main, default: []].filter { !entry.says($0) }
            draft.changes.append(
                RowDraft.Change(kind: self.kind, part: .main, id: id, isNew: false, writes: writes)
            )
        } catch {
            draft.problems.append(error)
        }
    }
}

extension Value {
    fileprivate func isText(_ exact: String) -> Bool {
        if case .text(let text) = self { NameKey.exact(text) == exact } else { false }
    }
}
