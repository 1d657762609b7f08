import SplotDirectory
import SplotMerge
import SplotNode
import SplotOffice

/// The records of a kind, or what a search has found, page by page.
struct ListPage: ConsolePage {
    let services: ConsoleServices
    let visit: Visit
    /// The kind that is listed; `nil` for a search.
    private var kind: Kind?

    /// How many records a page has.
    static let pageSize = 50
    /// The last page that is given: who has come so far is better off with filters.
    static let lastPage = 2_000

    private var directory: VisibleDirectory { self.services.directory(for: self.visit) }
    private var phrases: Phrases { self.visit.phrases }

    init(services: ConsoleServices, visit: Visit) {
        self.services = services
        self.visit = visit
    }

    /// The records of a kind.
    ///
    /// - Parameter kind: The kind's name.
    /// - Returns: The page.
    /// - Throws: ``PageError`` when there is no such kind.
    func answer(kind: String) async throws -> PageAnswer {
        guard let kind = self.directory.schema.kind(named: kind) else { throw PageError.notFound }
        var page = self
        page.kind = kind
        return try await page.answer()
    }

    /// What a search has found.
    func answer() async throws -> PageAnswer {
        let number = min(max(1, self.visit.query["page"].flatMap { Int($0) } ?? 1), Self.lastPage)
        var request = SearchRequest(limit: Self.pageSize)
        request.offset = (number - 1) * Self.pageSize
        request.text = self.kind == nil ? String((self.visit.query["q"] ?? "").prefix(200)) : ""
        let chosen = self.kind?.name ?? self.visit.query["kind"]
        request.kinds = chosen.flatMap { self.directory.schema.kind(named: $0)?.name }.map { [$0] } ?? []
        request.country = self.visit.query["country"].flatMap { Country.code($0) }
        request.region = self.visit.query["region"].flatMap { Region.code($0) }
        request.cluster = self.visit.query["cluster"].flatMap { RecordUUID($0) }
        var found = SearchResult(records: [], total: 0)
        // Signs alone find nothing, and a cluster that is not there has nothing.
        do {
            found = try await self.directory.search(request)
        } catch let error as NodeError where error.code == .invalid || error.code == .notFound {}
        var titles = RecordTitles(self.phrases, self.directory)
        try await titles.load(found.records)
        let values = found.records.flatMap { $0.record.fields.values.flatMap(\.values) }
        try await titles.load(ids: values.flatMap(\.references))
        let names = try await ClusterNames(of: self.services.node)
        var view: PageView = [
            "action": self.visit.href(self.kind.map { "/kinds/\($0.name)" } ?? "/search"),
            "hasQuery": self.kind == nil, "queryEscaped": Query.escaped(request.text),
            "selects": try await self.selects(), "isFiltered": self.isFiltered,
            "count": self.phrases.count("found", found.total),
            "hasRows": !found.records.isEmpty,
            "columns": [self.phrases("name")] + self.columns.map(self.heading),
            "rows": found.records.map { self.row($0, titles, names) },
        ]
        self.addPages(to: &view, number: number, total: found.total)
        if let kind, self.visit.account != nil { view["addLink"] = self.visit.href("/admin/records/new/\(kind.name)") }
        let title = self.kind.map { self.phrases.kinds($0.name) } ?? self.phrases("searchFor")
        var page = Page("list", title: title, place: self.kind?.name, view)
        page.words = request.text
        return .page(page)
    }

    // MARK: Filters

    private static let filters = ["kind", "cluster", "country", "region"]

    private var isFiltered: Bool { Self.filters.contains { self.visit.query[$0] != nil } }

    private func selects() async throws -> [PageView] {
        var selects: [PageView] = []
        if self.kind == nil {
            let kinds = self.directory.schema.kinds.map { ($0.name, self.phrases.kinds($0.name)) }
            selects.append(self.select("kind", "kindLabel", kinds))
        }
        if self.kind?.name != "cluster" {
            let clusters = try await self.directory.all("cluster", limit: 200)
            var titles = RecordTitles(self.phrases, self.directory)
            try await titles.load(clusters)
            selects.append(
                self.select(
                    "cluster",
                    "cluster",
                    clusters.map { ($0.record.id.description, titles.text($0.record.id)) }
                )
            )
        }
        let isPlaced = self.kind.map { ["cluster", "organisation", "member", "partner", "offer"].contains($0.name) }
        if isPlaced ?? true {
            let regions = Region.voivodeships.map { ($0.code, self.phrases.region($0.code)) }
            selects.append(self.select("region", "region", regions))
            let countries = Country.codes.map { ($0, self.phrases.country($0)) }
                .sorted { PolishCollation.areInOrder($0.1, $1.1) }
            selects.append(self.select("country", "country", countries))
        }
        return selects
    }

    private func select(_ name: String, _ label: String, _ options: [(String, String)]) -> PageView {
        let chosen = self.visit.query[name]
        let all: PageView = ["value": "", "label": self.phrases("all"), "selected": chosen == nil]
        return [
            "name": name, "label": self.phrases(label),
            "options": [all] + options.map { ["value": $0.0, "label": $0.1, "selected": $0.0 == chosen] as PageView },
        ]
    }

    private func addPages(to view: inout PageView, number: Int, total: Int) {
        let pages = min(max(1, (total + Self.pageSize - 1) / Self.pageSize), Self.lastPage)
        guard pages > 1 else { return }
        func address(_ page: Int) -> String {
            self.visit.href(self.visit.path) + self.visit.query.setting("page", page > 1 ? String(page) : nil).encoded
        }
        view["hasPages"] = true
        view["pageOf"] = self.phrases(
            "pageOf",
            ["page": self.visit.formats.number(number), "pages": self.visit.formats.number(pages)]
        )
        if number > 1 { view["previous"] = address(min(number - 1, pages)) }
        if number < pages { view["next"] = address(number + 1) }
    }

    // MARK: Rows

    /// What a list of a kind shows beside the title: fields of the record, or of whom it is about after a dot.
    private var columns: [String] {
        switch self.kind?.name {
        case "member": ["cluster", "kind", "organisation.type", "organisation.city", "organisation.region"]
        case "partner": ["cluster", "kind", "country", "period"]
        case "project": ["clusters", "programme", "period", "state"]
        case "event": ["start", "place", "type", "state"]
        case "offer": ["type", "providers", "validity"]
        case "notice": ["publishedOn", "about"]
        case "cluster": ["type", "regions", "founded"]
        case "organisation": ["type", "address.city", "region", "country"]
        case "document": ["type", "adoptedOn"]
        case "figure": ["subject", "value", "share", "asOf"]
        case nil: ["kind", "owner"]
        default: ["owner"]
        }
    }

    private func heading(_ column: String) -> String {
        guard let kind = self.kind, column != "owner" else {
            return self.phrases(column == "kind" ? "kindLabel" : column)
        }
        let parts = column.split(separator: ".").map(String.init)
        guard parts.count == 2 else { return self.phrases.field(column, of: kind.name) }
        if parts[1] == "city" { return self.phrases.part("city", of: "address") }
        return self.phrases.field(parts[1], of: "organisation")
    }

    private func row(_ record: MergedRecord, _ titles: RecordTitles, _ names: ClusterNames) -> PageView {
        let id = record.record.id
        var row: PageView = [
            "href": self.visit.href(record: id.description), "title": titles.text(id),
            "contested": !record.conflicts.isEmpty,
            "cells": self.columns.map { self.cell($0, record, titles, names) },
        ]
        row["titleLang"] = titles.title(id)?.foreignLanguage
        return row
    }

    private func cell(
        _ column: String,
        _ record: MergedRecord,
        _ titles: RecordTitles,
        _ names: ClusterNames
    ) -> String {
        if column == "owner" { return HTML.escaped(names.text(record.owner)) }
        if self.kind == nil { return HTML.escaped(self.phrases.kind(record.record.kind)) }
        let parts = column.split(separator: ".").map(String.init)
        if parts.count == 2, parts[0] == "organisation" {
            guard let party = record.record.fields["organisation"]?.values.flatMap(\.references).first,
                let organisation = titles.record(party)
            else { return "" }
            return self.cell(parts[1], of: organisation, titles)
        }
        return self.cell(parts.last ?? column, of: record, titles)
    }

    private func cell(_ name: String, of record: MergedRecord, _ titles: RecordTitles) -> String {
        let kind = record.record.kind
        if name == "city" || name == "region" {
            let address = record.record.fields["address"]
            if case .keyed(let parts)? = address, case .text(let text)? = parts[name] {
                return HTML.escaped(name == "region" ? self.phrases.region(text) : text)
            }
        }
        guard let field = self.directory.schema.field(named: name, of: kind), let content = record.record.fields[name]
        else { return "" }
        let texts = ValueText(phrases: self.phrases, formats: self.visit.formats, titles: titles, kind: kind)
        let values = content.values
        var cells = values.prefix(3).map { texts.html($0, of: field) }
        if values.count > 3 { cells.append("…") }
        return cells.joined(separator: ", ")
    }
}
