import HTTPTypes
import SplotDirectory
import SplotInterchange
import SplotNode
import SplotOffice

/// The import of a list: a file, a preview of what would become of each row, and the writing once it is confirmed.
struct ImportPages: ConsolePage {
    let services: ConsoleServices
    let visit: Visit

    /// How many rows a preview shows.
    private static let shownRows = 200
    /// How often an import is worked out anew because somebody else was writing.
    private static let attempts = 5

    private var node: Node { self.services.node }
    private var phrases: Phrases { self.visit.phrases }

    func form(problem: String? = nil, kind: String = "member") async throws -> PageAnswer {
        let clusters = try await self.node.search(SearchRequest(kinds: ["cluster"], limit: 200)).records
        let own = try await self.node.ownRecord().flatMap { $0.title() }
        var view: PageView = [
            "token": self.services.tokenInput(for: "/admin/import", self.visit),
            "kinds": self.node.schema.kinds.map { shown -> PageView in
                ["value": shown.name, "label": self.phrases.kinds(shown.name), "selected": shown.name == kind]
            },
            "clusters": clusters.compactMap { $0.title() }, "cluster": own ?? "", "zeros": false,
        ]
        view["problem"] = problem
        var page = Page("import", title: self.phrases("import"), place: "admin-import", view)
        if problem != nil { page.status = .unprocessableContent }
        let limit = ["limit": self.visit.formats.size(PageResponder.fileLimit)]
        page.view["importFileHint"] = self.phrases("importFileHint", limit)
        return .page(page)
    }

    /// Takes a file, and shows what would become of it.
    func preview(_ sent: Multipart) async throws -> PageAnswer {
        let kind = try sent.text("kind") ?? ""
        guard self.node.schema.kind(named: kind) != nil else { throw PageError.badRequest }
        guard let file = sent.parts.first(where: { $0.name == "file" }), !file.bytes.isEmpty else {
            return try await self.form(problem: self.phrases("importNoFile"), kind: kind)
        }
        var upload = Upload(
            id: Sessions.hex(self.services.environment.random(16)),
            kind: kind,
            bytes: file.bytes,
            isRepairing: try sent.text("zeros") == "1"
        )
        let cluster = try sent.text("cluster") ?? ""
        if !cluster.isEmpty { upload.cluster = cluster }
        // What was chosen for an earlier list is shown, and can be taken back.
        if let table = try? ImportTable.read(upload.bytes) {
            upload.mapping = try await self.node.importMapping(of: kind).filter { table.columns.contains($0.key) }
        }
        return try await self.show(upload)
    }

    /// Shows the preview again, with the fields that the person has chosen for columns.
    func map(_ sent: Query) async throws -> PageAnswer {
        guard var upload = self.upload(sent) else { return try await self.gone() }
        try self.services.use(sent, self.visit)
        guard let table = try? ImportTable.read(upload.bytes) else { return try await self.gone() }
        for (index, column) in table.columns.enumerated() {
            guard let field = sent["column-\(index)"] else {
                upload.mapping[column] = nil
                continue
            }
            upload.mapping[column] = field == "-" ? "" : field
        }
        return try await self.show(upload)
    }

    /// Writes what the preview has shown.
    func confirm(_ sent: Query) async throws -> PageAnswer {
        guard let upload = self.upload(sent) else { return try await self.gone() }
        try self.services.use(sent, self.visit)
        let table = try ImportTable.read(upload.bytes)
        var attempt = 0
        while true {
            attempt += 1
            let prepared = try await self.recipe(upload).prepare(table, for: self.node)
            do {
                let entries = try await prepared.write(to: self.node)
                let others = try await self.node.importMapping(of: upload.kind)
                    .filter { !table.columns.contains($0.key) }
                try await self.node.rememberImportMapping(others.merging(upload.mapping) { $1 }, of: upload.kind)
                let notice = PageNotice(
                    text: self.phrases.count("importDone", entries),
                    link: (self.visit.href("/kinds/\(upload.kind)"), self.phrases.kinds(upload.kind))
                )
                if let token = self.visit.token {
                    self.services.sessions.change(token) { session in
                        session.upload = nil
                        session.notice = notice
                    }
                }
                return .redirect(self.visit.href("/admin/import"))
            } catch let error as NodeError where error.code == .stale && attempt < Self.attempts {
                continue
            }
        }
    }

    private func upload(_ sent: Query) -> Upload? {
        guard let upload = self.visit.session?.upload, upload.id == sent["upload"] else { return nil }
        return upload
    }

    private func gone() async throws -> PageAnswer { try await self.form(problem: self.phrases("importGone")) }

    private func recipe(_ upload: Upload) -> ImportFile {
        var recipe = ImportFile(kind: upload.kind, language: self.visit.language.code)
        recipe.mapping = upload.mapping
        if upload.isRepairing { recipe.repairs = [.zeros] }
        if let cluster = upload.cluster, let name = Self.clusterColumn(of: upload.kind) {
            recipe.defaults[name] = cluster
        }
        return recipe
    }

    private static func clusterColumn(of kind: String) -> String? {
        switch kind {
        case "member", "partner": "cluster"
        default: nil
        }
    }

    private func show(_ upload: Upload) async throws -> PageAnswer {
        let problems = ProblemText(self.phrases)
        let table: ImportTable
        do {
            table = try ImportTable.read(upload.bytes)
        } catch {
            return try await self.form(problem: problems.text(error), kind: upload.kind)
        }
        let shown: PageAnswer
        do {
            let prepared = try await self.recipe(upload).prepare(table, for: self.node)
            shown = .page(self.page(upload, table, self.outcome(prepared.plan, upload, table)))
        } catch let error as InterchangeError where !error.columns.isEmpty {
            // The file is kept: what its columns are for can be said below.
            var page = self.page(upload, table, ["problem": problems.text(error)], wrong: error.columns)
            page.status = .unprocessableContent
            shown = .page(page)
        } catch let error as InterchangeError {
            return try await self.form(problem: problems.text(error), kind: upload.kind)
        }
        if let token = self.visit.token { self.services.sessions.change(token) { $0.upload = upload } }
        return shown
    }

    /// What would become of each row.
    private func outcome(_ plan: ImportPlan, _ upload: Upload, _ table: ImportTable) -> PageView {
        let report = plan.report
        let rows = plan.rows.filter { $0.state != .unchanged }
        let written = report.new + report.changed
        var view: PageView = [
            "canImport": written > 0, "confirm": self.phrases.count("importConfirm", written),
            "token": self.services.tokenInput(for: "/admin/import/confirm", self.visit),
            "counts": [
                self.phrases.count("importNew", report.new), self.phrases.count("importChanged", report.changed),
                self.phrases.count("importUnchanged", report.unchanged),
                self.phrases.count("importInvalid", report.invalid),
            ],
            "rows": rows.prefix(Self.shownRows).map { self.row($0, upload, table) },
            "hasRows": !rows.isEmpty,
        ]
        if rows.count > Self.shownRows { view["more"] = self.phrases.count("andMore", rows.count - Self.shownRows) }
        return view
    }

    /// The preview, with a form that says what the columns are for.
    private func page(
        _ upload: Upload,
        _ table: ImportTable,
        _ outcome: PageView,
        wrong: [String] = []
    ) -> Page {
        let view: PageView = [
            "summary": self.phrases("importSummary"), "upload": upload.id,
            "mapToken": self.services.tokenInput(for: "/admin/import/map", self.visit),
            "columns": table.columns.enumerated()
                .map { index, name -> PageView in
                    [
                        "index": index, "name": name, "options": self.options(upload, name),
                        "isWrong": wrong.contains(name),
                    ]
                },
        ]
        let title = "\(self.phrases("import")): \(self.phrases.kinds(upload.kind))"
        return Page("preview", title: title, place: "admin-import", view.merging(outcome) { $1 })
    }

    private func row(_ row: RowOutcome, _ upload: Upload, _ table: ImportTable) -> PageView {
        let kind = upload.kind
        let words = LogWords(phrases: self.phrases, formats: self.visit.formats, schema: self.node.schema)
        let problems = ProblemText(self.phrases)
        func label(_ path: String) -> String {
            guard path.hasPrefix("organisation.") else { return words.place(path, kind: kind) }
            return words.place(String(path.dropFirst("organisation.".count)), kind: "organisation")
        }
        var details = row.problems.map { problem in
            "\(problem.path): \(self.number(problem, upload) ?? problems.text(problem, kind: kind))"
        }
        details += row.changes.map { "\(label($0.field)): \($0.old ?? "–") → \($0.new)" }
        if row.state == .new { details += [self.summary(of: row, table)] }
        return [
            "line": row.line, "outcome": self.phrases("outcome.\(row.state.rawValue)"), "class": row.state.rawValue,
            "details": details,
        ]
    }

    // That a register has no such number. A problem of an import names the column, not what it is for.
    private func number(_ problem: FieldProblem, _ upload: Upload) -> String? {
        let name = upload.mapping[problem.path] ?? problem.path
        let last = name.split(separator: ".").last.map { $0.uppercased() } ?? ""
        guard problem.code == .malformed, let scheme = IdentifierScheme(rawValue: last) else { return nil }
        let label = self.phrases.ifKnown("scheme.\(scheme.rawValue)") ?? scheme.rawValue
        return self.phrases("problem.number", ["scheme": label])
    }

    private func summary(of row: RowOutcome, _ table: ImportTable) -> String {
        guard let cells = table.rows.first(where: { $0.line == row.line })?.cells else { return "" }
        let texts = cells.prefix(6).compactMap { if case .text(let text) = $0, !text.isEmpty { text } else { nil } }
        return texts.joined(separator: " · ")
    }

    /// What a column may be for, as the options of a list: as its heading says, nothing, or one of the fields.
    private func options(_ upload: Upload, _ column: String) -> [PageView] {
        let chosen = upload.mapping[column].map { $0.isEmpty ? "-" : $0 } ?? ""
        var options = [("", self.phrases("asRecognised")), ("-", self.phrases("leaveOut"))]
        options += self.fields(of: upload.kind)
        if upload.kind == "member" {
            let prefix = "\(self.phrases.kind("organisation")): "
            options += self.fields(of: "organisation").map { ("organisation." + $0.name, prefix + $0.label) }
        }
        // What was chosen elsewhere may be finer than what is listed here.
        if !options.contains(where: { $0.0 == chosen }) { options.append((chosen, chosen)) }
        return options.map { ["value": $0.0, "label": $0.1, "selected": $0.0 == chosen] }
    }

    /// The fields of a kind and their parts, by the names that an import knows them by.
    private func fields(of kind: String) -> [(name: String, label: String)] {
        self.node.schema.fields(of: kind)
            .flatMap { field -> [(name: String, label: String)] in
                let label = self.phrases.field(field.name, of: kind)
                func part(_ name: String, _ text: String) -> (name: String, label: String) {
                    ("\(field.name).\(name)", "\(label): \(text)")
                }
                switch (field.shape, field.type) {
                case (.localised, _):
                    return Language.allCases.map { part($0.code, self.phrases.language($0.code)) }
                case (.map, .structure(let parts)):
                    return parts.map { part($0.name, self.phrases.part($0.name, of: field.name)) }
                case (.set, .identifier(let schemes)):
                    return schemes.map(\.rawValue)
                        .map { part($0, self.phrases.ifKnown("scheme.\($0)") ?? $0) }
                default: return [(field.name, label)]
                }
            }
    }
}
