import Foundation
import HTTPTypes
import SplotDirectory
import SplotMerge
import SplotNode
import SplotOffice

/// The forms that add and change records.
struct EditPages: ConsolePage {
    let services: ConsoleServices
    let visit: Visit

    private var node: Node { self.services.node }
    private var phrases: Phrases { self.visit.phrases }
    private var zone: TimeZone { self.services.configuration.timeZone }

    // MARK: Adding

    func new(_ kindName: String) async throws -> PageAnswer {
        let kind = try self.kind(kindName)
        var form = RecordForm(nil, kind: kind.name, schema: self.node.schema, timeZone: self.zone) { _ in nil }
        if let own = try await self.node.ownRecord(), self.visit.query["cluster"] == nil {
            // What an office enters is mostly about its own cluster.
            form.prefill("cluster", try await self.titled(own.record.id))
        }
        return .page(try await self.page(form, kind: kind, record: nil))
    }

    func create(_ kindName: String, _ sent: Query) async throws -> PageAnswer {
        let kind = try self.kind(kindName)
        var form = RecordForm(nil, kind: kind.name, schema: self.node.schema, timeZone: self.zone) { _ in nil }
        form.take(sent)
        do {
            let writes = try self.node.schema.validate(
                kind: kind.name,
                assignments: form.assignments,
                creating: true,
                defaultLanguage: self.visit.language.code
            )
            try self.services.use(sent, self.visit)
            let result = try await self.node.write([RecordEdit(target: .new(kind: kind.name), writes: writes)])
            return self.saved(result.records[0], result)
        } catch let error as InvalidRecord {
            return .page(try await self.page(form, kind: kind, record: nil, problems: error.problems))
        } catch let error as NodeError
            where error.code == .invalid || error.code == .ambiguous || error.code == .notFound
        {
            return .page(try await self.page(form, kind: kind, record: nil, refusal: error))
        }
    }

    // MARK: Changing

    func edit(_ id: String) async throws -> PageAnswer {
        let record = try await self.services.directory(for: self.visit).record(id)
        let kind = try self.kind(record.record.kind)
        let form = try await self.form(record)
        return .page(try await self.page(form, kind: kind, record: record))
    }

    func save(_ id: String, _ sent: Query) async throws -> PageAnswer {
        let record = try await self.services.directory(for: self.visit).record(id)
        let kind = try self.kind(record.record.kind)
        guard sent["do"] != "keep" else { return .redirect(self.visit.href(record: id)) }
        var form = try await self.form(record)
        let asOpened = form
        form.take(sent)
        guard sent["shown"] == record.version.token else {
            return .page(try await self.stalePage(form, asOpened, sent, record, kind))
        }
        do {
            let writes = try self.node.schema.validate(
                kind: kind.name,
                assignments: form.assignments,
                creating: false,
                defaultLanguage: self.visit.language.code
            )
            try self.services.use(sent, self.visit)
            let edit = RecordEdit(target: .existing(record.record.id), writes: writes)
            let result = try await self.node.write(
                [edit],
                shown: [record.record.id: record.version],
                ifVersion: [record.record.id: record.version.token]
            )
            return self.saved(record.record.id, result)
        } catch let error as InvalidRecord {
            return .page(try await self.page(form, kind: kind, record: record, problems: error.problems))
        } catch let error as NodeError where error.code == .stale {
            // Somebody has written in this very instant.
            let now = try await self.services.directory(for: self.visit).record(id)
            let asItIs = try await self.form(now)
            var again = asItIs
            again.take(sent)
            return .page(try await self.stalePage(again, asItIs, sent, now, kind))
        } catch let error as NodeError
            where error.code == .invalid || error.code == .ambiguous || error.code == .notFound
        {
            return .page(try await self.page(form, kind: kind, record: record, refusal: error))
        }
    }

    func setDeleted(_ isDeleted: Bool, _ id: String, _ sent: Query) async throws -> PageAnswer {
        guard let record = RecordUUID(id) else { throw PageError.noRecord }
        try self.services.use(sent, self.visit)
        let result = try await self.node.setDeleted(isDeleted, record, ifVersion: sent["shown"] ?? "")
        let text = self.phrases(
            result.suggested.isEmpty ? (isDeleted ? "deletedDone" : "restoredDone") : "savedSuggestion"
        )
        self.services.say(PageNotice(text: text), to: self.visit)
        return .redirect(self.visit.href(record: id))
    }

    private func saved(_ record: RecordUUID, _ result: WriteResult) -> PageAnswer {
        let key = result.entryCount == 0 ? "nothingChanged" : result.suggested.isEmpty ? "saved" : "savedSuggestion"
        self.services.say(PageNotice(text: self.phrases(key)), to: self.visit)
        return .redirect(self.visit.href(record: record.description))
    }

    // MARK: Pages

    private func kind(_ name: String) throws -> Kind {
        guard let kind = self.node.schema.kind(named: name) else { throw PageError.notFound }
        return kind
    }

    private func titles(of record: MergedRecord) async throws -> RecordTitles {
        var titles = RecordTitles(self.phrases, self.services.directory(for: self.visit))
        try await titles.load([record])
        try await titles.load(ids: record.record.fields.values.flatMap(\.values).flatMap(\.references))
        return titles
    }

    private func titled(_ record: RecordUUID) async throws -> String {
        var titles = RecordTitles(self.phrases, self.services.directory(for: self.visit))
        try await titles.load(ids: [record])
        return "\(titles.text(record)) [\(record)]"
    }

    private func form(_ record: MergedRecord) async throws -> RecordForm {
        let titles = try await self.titles(of: record)
        var shown = record.record
        shown.fields["visibility"] = .single(.text(record.visibility == .open ? "public" : "federation"))
        return RecordForm(shown, kind: record.record.kind, schema: self.node.schema, timeZone: self.zone) {
            titles.title($0)?.text
        }
    }

    private func page(
        _ form: RecordForm,
        kind: Kind,
        record: MergedRecord?,
        problems: [FieldProblem] = [],
        refusal: NodeError? = nil
    ) async throws -> Page {
        let shown = FormView(form: form, kind: kind, services: self.services, visit: self.visit, problems: problems)
        var view = shown.view
        var title = self.phrases("kind.\(kind.name).new")
        let action = record.map { "/admin/records/\($0.record.id)/edit" } ?? "/admin/records/new/\(kind.name)"
        view["action"] = self.visit.href(action)
        view["token"] = self.services.tokenInput(for: action, self.visit)
        view["shown"] = record?.version.token ?? ""
        if let record {
            let id = record.record.id
            let name = ["title": try await self.titles(of: record).text(id)]
            let isOurs = record.isCommon || record.owner == self.node.cluster
            title = self.phrases(isOurs ? "editTitle" : "suggestTitle", name)
            if !isOurs {
                let owner = try await self.node.clusterNames([record.owner])[record.owner] ?? Short.id(record.owner)
                view["lead"] = self.phrases("suggestLead", ["cluster": owner])
            }
            view["cancel"] = self.visit.href(record: id.description)
            let life = "/admin/records/\(id)/\(record.isDeleted ? "restore" : "delete")"
            view["lifeForm"] =
                [
                    "action": self.visit.href(life), "token": self.services.tokenInput(for: life, self.visit),
                    "shown": record.version.token,
                    "label": self.phrases(record.isDeleted ? "restore" : "delete"),
                    "class": record.isDeleted ? "quiet" : "danger",
                ] as PageView
        } else {
            view["lead"] = self.phrases.ifKnown("kind.\(kind.name).help")
            view["cancel"] = self.visit.href("/kinds/\(kind.name)")
        }
        if let refusal {
            view["hasProblems"] = true
            view["problemHeading"] = self.phrases(PageError(refusal).message)
            view["problemLinks"] = [["anchor": "main", "label": "", "text": refusal.message]]
        }
        var page = Page("form", title: title, place: "admin", view)
        if !problems.isEmpty || refusal != nil { page.status = .unprocessableContent }
        return page
    }

    /// The form again, with what has changed since it was opened, who has changed it, and what the sender has made of it.
    private func stalePage(
        _ form: RecordForm,
        _ now: RecordForm,
        _ sent: Query,
        _ record: MergedRecord,
        _ kind: Kind
    ) async throws -> Page {
        var page = try await self.page(form, kind: kind, record: record)
        let names = try await ClusterNames(of: self.node)
        let words = LogWords(phrases: self.phrases, formats: self.visit.formats, schema: self.node.schema)
        var rows: [PageView] = []
        for input in now.groups.flatMap(\.inputs) {
            let before = sent.raw("o." + input.name) ?? ""
            guard before.replacing("\r\n", with: "\n") != input.original else { continue }
            let path = input.key.map { "\(input.field).\($0)" } ?? input.field
            let origin =
                record.places.first { $0.place.path == path }?.winner.origins.first
                ?? record.sets.first { $0.field == input.field }?.elements.flatMap(\.origins).max() ?? record.lastChange
            let author = names.author(of: origin.entry.log)
            let yours = sent.raw("f." + input.name) ?? ""
            rows.append([
                "field": words.place(path, kind: kind.name), "before": before, "after": input.original,
                "who":
                    "\(author?.clusterName ?? Short.id(origin.entry.log)), \(self.visit.formats.instant(origin.time))",
                "yours": yours == before ? "–" : yours,
            ])
        }
        page.view["stale"] = ["rows": rows] as PageView
        page.status = .conflict
        return page
    }
}
