import SplotDirectory
import SplotLog
import SplotMerge
import SplotNode
import SplotOffice

/// All logs as one line in time, and each entry with its proof.
struct LogPages: ConsolePage {
    let services: ConsoleServices
    let visit: Visit

    /// How many entries a page shows.
    private static let pageSize = 100
    /// The most logs that the link to older entries can name.
    private static let cursorLimit = 80

    private var node: Node { self.services.node }
    private var phrases: Phrases { self.visit.phrases }

    // MARK: The line in time

    func timeline() async throws -> PageAnswer {
        var request = TimelineRequest(limit: Self.pageSize)
        let authors = try await self.node.logAuthors()
        request.log = self.visit.query["log"].flatMap { id in authors.keys.first { $0.description == id } }
        request.cluster = self.visit.query["cluster"]
            .flatMap { id in authors.values.first { $0.cluster.description == id }?.cluster }
        request.field = self.visit.query["field"]
        request.before = Self.cursor(self.visit.query["before"], authors.keys)
        var problem: String?
        if let prefix = self.visit.query["record"] {
            do {
                request.record = try await self.node.record(idPrefix: prefix).record.id
            } catch let error as NodeError {
                problem = self.phrases(error.code == .invalid ? "logIdWrong" : PageError(error).message)
            }
        }
        let timeline = problem == nil ? try await self.node.timeline(request) : Timeline(lines: [], older: nil)
        let records = Set(timeline.lines.compactMap(\.record))
        let written = timeline.lines.flatMap(\.writes).compactMap { $0.value.flatMap { RecordUUID($0) } }
        var titles = RecordTitles(self.phrases, self.services.directory(for: self.visit))
        try await titles.load(ids: records.union(written))
        var view: PageView = [
            "authors": self.authorOptions(authors), "clusters": self.clusterOptions(authors),
            "fields": self.fieldOptions(), "recordFilter": self.visit.query["record"] ?? "",
            "lines": timeline.lines.map { self.line($0, titles) },
        ]
        view["problem"] = problem
        if let older = timeline.older, older.count <= Self.cursorLimit {
            let cursor = older.map { "\($0.key.description.prefix(16))-\($0.value)" }.sorted().joined(separator: "_")
            view["older"] = self.visit.href("/admin/log") + self.visit.query.setting("before", cursor).encoded
        }
        return .page(Page("log", title: self.phrases("logPage"), place: "admin-log", view))
    }

    private static func cursor(_ text: String?, _ logs: some Sequence<LogID>) -> [LogID: UInt64] {
        var positions: [String: UInt64] = [:]
        for item in (text ?? "").split(separator: "_").prefix(self.cursorLimit) {
            let parts = item.split(separator: "-")
            if parts.count == 2, let position = UInt64(parts[1]) { positions[String(parts[0])] = position }
        }
        guard !positions.isEmpty else { return [:] }
        // A log that has come since the first page was shown has nothing on the older ones.
        let pairs = logs.map { ($0, positions[String($0.description.prefix(16))] ?? 0) }
        return Dictionary(pairs) { first, _ in first }
    }

    private func line(_ line: LogLine, _ titles: RecordTitles) -> PageView {
        let words = LogWords(phrases: self.phrases, formats: self.visit.formats, schema: self.node.schema)
        let kind = line.record.flatMap { titles.record($0)?.record.kind }
        var view: PageView = [
            "when": line.time.map(self.visit.formats.instant) ?? "", "author": line.author,
            "what": words.summary(line, kind: kind, titles), "entry": "#\(line.entry.position)",
            "entryHref": self.visit.href("/admin/log/\(line.entry.log)/\(line.entry.position)"),
        ]
        if let record = line.record {
            view["record"] =
                ["href": self.visit.href(record: record.description), "title": titles.text(record)] as PageView
        }
        return view
    }

    private func options(_ name: String, _ values: [(String, String)]) -> [PageView] {
        let chosen = self.visit.query[name]
        let all: PageView = ["value": "", "label": self.phrases("all"), "selected": chosen == nil]
        return [all] + values.map { ["value": $0.0, "label": $0.1, "selected": $0.0 == chosen] as PageView }
    }

    private func authorOptions(_ authors: [LogID: LogLine.Author]) -> [PageView] {
        let values = authors.map { ($0.key.description, "\($0.value.clusterName) / \($0.value.node)") }
        return self.options("log", values.sorted { PolishCollation.areInOrder($0.1, $1.1) })
    }

    private func clusterOptions(_ authors: [LogID: LogLine.Author]) -> [PageView] {
        let values = Dictionary(authors.values.map { ($0.cluster.description, $0.clusterName) }) { first, _ in first }
        return self.options(
            "cluster",
            values.sorted { PolishCollation.areInOrder($0.value, $1.value) }.map { ($0, $1) }
        )
    }

    private func fieldOptions() -> [PageView] {
        var labels: [String: Set<String>] = [:]
        for kind in self.node.schema.kinds {
            for field in self.node.schema.fields(of: kind.name) {
                labels[field.name, default: []].insert(self.phrases.field(field.name, of: kind.name))
            }
        }
        let values = labels.map { ($0.key, $0.value.sorted(by: PolishCollation.areInOrder).joined(separator: " / ")) }
        return self.options("field", values.sorted { PolishCollation.areInOrder($0.1, $1.1) })
    }

    // MARK: One entry

    func entry(_ logText: String, _ positionText: String) async throws -> PageAnswer {
        guard let position = UInt64(positionText),
            let log = try await self.node.logAuthors().keys.first(where: { $0.description == logText })
        else { throw PageError.notFound }
        let proof = try await self.node.proof(of: EntryID(log: log, position: position))
        var titles = RecordTitles(self.phrases, self.services.directory(for: self.visit))
        let written = proof.line.writes.compactMap { $0.value.flatMap { RecordUUID($0) } }
        try await titles.load(ids: [proof.line.record].compactMap { $0 } + written)
        let sizes = [
            "size": self.phrases.count("entryCount", Int(clamping: proof.checkpoint?.size ?? 0))
        ]
        let key = proof.checkpoint == nil ? "proofNone" : proof.isValid ? "proofGood" : "proofBad"
        var view: PageView = [
            "facts": self.facts(proof, titles), "proofText": self.phrases(key, sizes),
            "path": proof.inclusion?.hashes.map(\.hex) ?? [],
            "checkpoint": proof.note ?? "",
        ]
        let stem = self.visit.href("/admin/log/\(log)/")
        if position > 0 { view["previous"] = stem + String(position - 1) }
        if position + 1 < proof.logSize { view["next"] = stem + String(position + 1) }
        let title = "\(self.phrases("entry")) #\(position)"
        return .page(Page("entry", title: title, place: "admin-log", view))
    }

    private func facts(_ proof: EntryProof, _ titles: RecordTitles) -> [PageView] {
        let words = LogWords(phrases: self.phrases, formats: self.visit.formats, schema: self.node.schema)
        let line = proof.line
        func fact(_ key: String, _ html: String) -> PageView { ["label": self.phrases(key), "html": html] }
        func text(_ text: String) -> String { HTML.escaped(text) }
        let kind = line.record.flatMap { titles.record($0)?.record.kind }
        var facts = [
            fact("who", text(line.author)), fact("timeOf", text(line.time.map(self.visit.formats.instant) ?? "")),
            fact("sortOfEntry", text(self.phrases("operation.\(line.type)"))),
            fact("what", text(words.summary(line, kind: kind, titles))),
        ]
        if let record = line.record {
            facts.append(
                fact("record", HTML.link(self.visit.href(record: record.description), titles.text(record)))
            )
        }
        return facts + [
            fact("log", "<code>\(text(line.entry.log.description))</code>"),
            fact("position", text("\(line.entry.position)")), fact("leafHash", "<code>\(line.hash.hex)</code>"),
        ]
    }
}
