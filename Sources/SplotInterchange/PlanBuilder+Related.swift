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
        guard draft.attempted[.main]?.contains("cluster") != true, let ownCluster = self.settings.ownCluster else {
            return
        }
        self.addReference(to: ownCluster, field: "cluster", column: "cluster", draft: &draft)
    }

    /// Finds or adds who a row's member or partner is; nothing when that cannot be told.
    ///
    /// A partner may be a cluster, which its own office describes: then the row only refers to it. An organisation of
    /// the same name that is a partner already stays the partner.
    func addParty(_ field: String, of row: ImportTable.Row, to draft: inout RowDraft) -> RecordUUID? {
        do throws(FieldProblem) {
            if let cluster = try self.clusterParty(field, draft) {
                draft.problems += self.problemsOfDescription(row)
                return cluster
            }
        } catch {
            draft.problems.append(error)
            return nil
        }
        return self.addChange(kind: "organisation", part: .organisation, to: &draft)
    }

    private func clusterParty(_ field: String, _ draft: RowDraft) throws(FieldProblem) -> RecordUUID? {
        guard case .reference(let kinds, _)? = self.schema.field(named: field, of: self.kind)?.type,
            kinds.contains("cluster")
        else { return nil }
        let writes = draft.writes[.organisation, default: []]
        // Whoever is described by a number is an organisation.
        let isNumbered = writes.contains { $0.field == "identifiers" }
        let isNamed = self.settings.key.map { $0.use.part == .main || $0.use.path.hasPrefix("name") } ?? true
        guard isNamed, !isNumbered else { return nil }
        let matches = writes.filter { $0.field == "name" }.map { ($0.column, self.clusters(named: $0.value)) }
        guard let column = matches.first(where: { !$0.1.isEmpty })?.0 else { return nil }
        let organisation = (try? self.identify(kind: "organisation", part: .organisation, draft: draft)).flatMap(\.self)
        if let organisation {
            let partners = self.index.having(.reference(organisation), in: field, kind: self.kind)
            if partners.contains(where: { self.fits($0, draft.writes[.main, default: []]) }) { return nil }
        }
        let clusters = Set(matches.flatMap(\.1))
        guard clusters.count == 1 else {
            let message = "several clusters are called that: write the whole name of the one that is meant"
            throw FieldProblem(path: column, code: .repeated, message: message)
        }
        return clusters.first
    }

    private func clusters(named value: Value) -> [RecordUUID] {
        guard case .text(let name) = value else { return [] }
        return self.index.matches(name, kinds: ["cluster"])
    }

    // What only an organisation has cannot be kept for a cluster, and is not dropped unseen.
    private func problemsOfDescription(_ row: ImportTable.Row) -> [FieldProblem] {
        self.table.columns
            .filter { column in
                guard let index = column.index, row.cells.indices.contains(index), !row.cells[index].isEmpty else {
                    return false
                }
                return column.uses.allSatisfy { $0.part == .organisation && !$0.path.hasPrefix("name") }
            }
            .map { column in
                let message =
                    "this partner is a cluster, which is described by a record of its own: leave the cell empty"
                return FieldProblem(path: column.name, code: .malformed, message: message)
            }
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
            let write = PlaceWrite(column: column, field: field, key: self.settings.language, value: .text(name))
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
