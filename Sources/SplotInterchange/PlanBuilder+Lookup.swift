import SplotDirectory

extension PlanBuilder {
    /// The record that a row is about; `nil` when there is none yet.
    ///
    /// - Throws: When the row does not say enough, or several records fit.
    func identify(kind: String, part: ColumnUse.Part, draft: RowDraft) throws(FieldProblem) -> RecordUUID? {
        let writes = draft.writes[part, default: []]
        if let key = self.settings.key, key.use.part == part {
            let values = writes.filter { $0.column == key.column }
            guard !values.isEmpty else {
                let message = "rows are matched by this column, so it must not be empty"
                throw FieldProblem(path: key.column, code: .missing, message: message)
            }
            return try self.only(
                values.flatMap { self.index.having($0.value, in: $0.field, key: $0.key, kind: kind) },
                column: key.column,
                kind: kind
            )
        }
        if part == .main, let field = self.recipe.organisationField {
            guard let write = writes.first(where: { $0.field == field }) else { return nil }
            let ids = self.index.having(write.value, in: field, kind: kind)
            return try self.only(ids.filter { self.fits($0, writes) }, column: write.column, kind: kind)
        }
        let numbers = kind == "organisation" ? writes.filter { $0.field == "identifiers" && $0.isNIP } : []
        let numbered = numbers.flatMap { self.index.having($0.value, in: "identifiers", kind: kind) }
        if let number = numbers.first, let id = try self.only(numbered, column: number.column, kind: kind) { return id }
        return try self.identifyByName(kind: kind, part: part, draft: draft, hasNIP: !numbers.isEmpty)
    }

    private func identifyByName(
        kind: String,
        part: ColumnUse.Part,
        draft: RowDraft,
        hasNIP: Bool
    ) throws(FieldProblem) -> RecordUUID? {
        let writes = draft.writes[part, default: []]
        guard let title = self.schema.kind(named: kind)?.titleField,
            let field = self.schema.field(named: title, of: kind)
        else { return nil }
        let names = writes.filter { $0.field == title }
        guard let first = names.first else {
            if draft.attempted[part]?.contains(title) == true { return nil }
            throw self.missing(field, kind: kind, part: part)
        }
        let ids = names.flatMap { write -> [RecordUUID] in
            guard case .text(let name) = write.value else { return [] }
            return self.index.named(name, kind: kind)
        }
        let fitting = ids.filter { id in
            // Two organisations of one name with two numbers are two.
            if hasNIP, self.index.entries[id]?.hasNIP == true { return false }
            return part != .main || self.fits(id, writes)
        }
        return try self.only(fitting, column: first.column, kind: kind)
    }

    /// Whether a record agrees with a row on what tells records of one name apart.
    func fits(_ id: RecordUUID, _ writes: [PlaceWrite]) -> Bool {
        guard let entry = self.index.entries[id] else { return false }
        return self.recipe.discriminators.allSatisfy { field in
            let values = entry.values(of: field)
            guard let write = writes.first(where: { $0.field == field }) else {
                return !self.recipe.isStrict || values.isEmpty
            }
            return values.contains(write.value)
        }
    }

    /// The own record that a cell names, or the own cluster when there is no such cell.
    func named(_ request: RowReader.Request?) throws(FieldProblem) -> RecordUUID? {
        guard let request else { return self.settings.ownCluster }
        switch self.index.find(request.text, kinds: [self.kind]) {
        case .none: throw self.unknown([self.kind], column: request.column)
        case .several: throw self.ambiguous([self.kind], column: request.column)
        case .one(let id):
            guard self.index.entries[id]?.isOwn == true else {
                let message = "this is another cluster's record: only that cluster changes it"
                throw FieldProblem(path: request.column, code: .malformed, message: message)
            }
            return id
        }
    }

    // The one record that may be written; own records go before those of others.
    private func only(_ ids: [RecordUUID], column: String, kind: String) throws(FieldProblem) -> RecordUUID? {
        let isCommon = self.schema.kind(named: kind)?.isCommon ?? false
        let isOwn = { (id: RecordUUID) in self.index.entries[id]?.isOwn ?? false }
        let all = Set(ids)
        let own = all.filter(isOwn)
        let candidates = isCommon && own.isEmpty ? all : own
        guard candidates.count <= 1 else {
            let message =
                "several records of the kind '\(kind)' fit this row; link those that are the same with `splot link`, or use another key column"
            throw FieldProblem(path: column, code: .repeated, message: message)
        }
        return candidates.first
    }

    /// A write with its references looked up.
    func resolved(_ write: FieldWrite, _ request: RowReader.Request) throws(FieldProblem) -> PlaceWrite? {
        let kind = request.use.part == .main ? self.kind : "organisation"
        guard let field = self.schema.field(named: write.field, of: kind) else { return nil }
        let parsed: ParsedValue
        switch write.operation {
        case .set(let value), .add(let value): parsed = value
        case .remove, .clear: return nil
        }
        if request.use.role == .namesOrTags, case .lookup(let name, let kinds, false) = parsed,
            case .none = self.index.find(name, kinds: kinds), let tags = self.schema.field(named: "tags", of: kind)
        {
            return PlaceWrite(column: request.column, field: tags, value: .text(name))
        }
        if case .value(.reference(let id)) = parsed, case .reference(let kinds, _) = field.type {
            try self.checkExists(id, kinds: kinds, column: request.column)
            let canonical = Value.reference(self.index.canonical(of: id))
            return PlaceWrite(column: request.column, field: field, key: write.key, value: canonical)
        }
        let restriction = request.use.role == .cluster ? ["cluster"] : nil
        let value = try parsed.resolved { (name, kinds, orText) throws(FieldProblem) -> Value in
            let kinds = restriction ?? kinds
            switch self.index.find(name, kinds: kinds) {
            case .one(let id): return .reference(id)
            case .several: throw self.ambiguous(kinds, column: request.column)
            case .none:
                if orText { return .text(name) }
                throw self.unknown(kinds, column: request.column)
            }
        }
        return PlaceWrite(column: request.column, field: field, key: write.key, value: value)
    }

    func checkExists(_ id: RecordUUID, kinds: [String], column: String) throws(FieldProblem) {
        guard let entry = self.index.entries[id] else {
            throw FieldProblem(path: column, code: .missing, message: "there is no record with this id")
        }
        guard kinds.isEmpty || kinds.contains(entry.kind) else {
            let message = "this is the id of another kind of record than " + kinds.joined(separator: ", ")
            throw FieldProblem(path: column, code: .malformed, message: message)
        }
    }

    private func unknown(_ kinds: [String], column: String) -> FieldProblem {
        let what = kinds.isEmpty ? "record" : kinds.joined(separator: " or ")
        let advice = kinds.isEmpty ? "what it refers to" : kinds.map { $0 + "s" }.joined(separator: " or ")
        return FieldProblem(path: column, code: .missing, message: "no \(what) is called that: import \(advice) first")
    }

    func ambiguous(_ kinds: [String], column: String) -> FieldProblem {
        let what = kinds.isEmpty ? "records" : kinds.map { $0 + "s" }.joined(separator: " or ")
        return FieldProblem(
            path: column,
            code: .repeated,
            message: "several \(what) are called that: write the id instead"
        )
    }
}

extension PlaceWrite {
    fileprivate var isNIP: Bool { self.value.isNIP }
}

extension RecordIndex.Entry {
    fileprivate var hasNIP: Bool { self.values(of: "identifiers").contains(where: \.isNIP) }
}

extension Value {
    fileprivate var isNIP: Bool {
        if case .text(let text) = self { text.hasPrefix("NIP:") } else { false }
    }
}
