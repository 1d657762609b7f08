import SplotDirectory
import SplotNode
import SplotOffice

/// Pictures of the directory, each with its numbers as a table.
struct PicturesPage: ConsolePage {
    let services: ConsoleServices
    let visit: Visit

    /// The most organisations of the graph; those that most clusters share come first.
    private static let graphLimit = 40

    private var phrases: Phrases { self.visit.phrases }
    private var directory: VisibleDirectory { self.services.directory(for: self.visit) }
    private var cluster: String? { self.visit.query["cluster"] }

    func answer() async throws -> PageAnswer {
        var chosen: RecordUUID?
        if let cluster { chosen = try await self.directory.cluster(cluster) }
        let census = try await self.services.overviews.census(self.directory, cluster: chosen, now: self.visit.now)
        let clusters = try await self.directory.all("cluster", limit: 200)
        var titles = RecordTitles(self.phrases, self.directory)
        try await titles.load(clusters)
        try await titles.load(ids: census.projects.map(\.id))
        try await titles.load(
            ids: census.clustersBySharing.filter { $0.value.count > 1 }.flatMap { [$0.key] + $0.value }
        )
        let all: PageView = ["value": "", "label": self.phrases("all"), "selected": chosen == nil]
        let view: PageView = [
            "action": self.visit.href("/pictures"),
            "clusterOptions": [all]
                + clusters.map { cluster -> PageView in
                    let id = cluster.record.id.description
                    return ["value": id, "label": titles.text(cluster.record.id), "selected": self.cluster == id]
                },
            "pictures": [
                self.regions(census), self.countries(census), self.types(census), self.projects(census, titles),
                self.graph(census, titles),
            ],
        ]
        return .page(Page("pictures", title: self.phrases("pictures"), place: "pictures", view))
    }

    private func list(_ kind: String, _ name: String, _ value: String) -> String {
        var items = [(name, value)]
        if let cluster { items.append(("cluster", cluster)) }
        return self.visit.href("/kinds/\(kind)") + Query(items).encoded
    }

    private func picture(
        _ id: String,
        _ heading: String,
        _ svg: String,
        note: String?,
        columns: [String],
        rows: [[String]]
    ) -> PageView {
        var view: PageView = [
            "id": id, "isWide": ["projects", "graph"].contains(id), "heading": self.phrases(heading), "svg": svg,
            "columns": columns,
            "rows": rows.map { row -> PageView in ["first": row.first ?? "", "cells": Array(row.dropFirst())] },
        ]
        view["note"] = note
        return view
    }

    private func regions(_ census: DirectoryCensus) -> PageView {
        let svg = MapDrawing(self.phrases)
            .regions(census.membersByRegion, heading: self.phrases("membersByRegion")) {
                self.list("member", "region", $0)
            }
        let unplaced = census.membersByRegion[""] ?? 0
        let rows = Region.voivodeships.map { (self.phrases.region($0.code), census.membersByRegion[$0.code] ?? 0) }
            .sorted { PolishCollation.areInOrder($0.0, $1.0) }
        return self.picture(
            "regions",
            "membersByRegion",
            svg,
            note: unplaced > 0 ? self.phrases.count("unplaced", unplaced) : nil,
            columns: [self.phrases("region"), self.phrases("members")],
            rows: rows.map { [HTML.escaped($0.0), self.visit.formats.number($0.1)] }
        )
    }

    private func countries(_ census: DirectoryCensus) -> PageView {
        let counts = census.partnersByCountry
        let svg = MapDrawing(self.phrases)
            .countries(counts, heading: self.phrases("partnersByCountry")) {
                self.list("partner", "country", $0)
            }
        var notes: [String] = []
        let beyond = MapDrawing.beyond(counts)
        if !beyond.isEmpty {
            let list = beyond.map { "\(self.phrases.country($0)) (\(counts[$0] ?? 0))" }.joined(separator: ", ")
            notes.append(self.phrases("elsewhere", ["list": list]))
        }
        if let unplaced = counts[""], unplaced > 0 { notes.append(self.phrases.count("unplaced", unplaced)) }
        let rows = counts.filter { !$0.key.isEmpty }.map { (self.phrases.country($0.key), $0.value) }
            .sorted { PolishCollation.areInOrder($0.0, $1.0) }
        return self.picture(
            "countries",
            "partnersByCountry",
            svg,
            note: notes.isEmpty ? nil : notes.joined(separator: " "),
            columns: [self.phrases("country"), self.phrases("partners")],
            rows: rows.map { [HTML.escaped($0.0), self.visit.formats.number($0.1)] }
        )
    }

    private func types(_ census: DirectoryCensus) -> PageView {
        let counts = census.membersByType
            .map { type, count in
                (
                    label: type.isEmpty
                        ? self.phrases("unknown") : self.phrases.choice(type, of: "type", kind: "organisation"),
                    count: count, votes: census.votersByType[type] ?? 0
                )
            }
            .sorted { $0.count == $1.count ? PolishCollation.areInOrder($0.label, $1.label) : $0.count > $1.count }
        let bars = counts.map { item in
            BarChart.Bar(label: item.label, value: item.count, text: self.visit.formats.number(item.count))
        }
        return self.picture(
            "types",
            "membersByType",
            BarChart(title: self.phrases("membersByType"), id: "types", bars: bars).svg,
            note: nil,
            columns: [self.phrases("type"), self.phrases("members"), self.phrases("votes")],
            rows: counts.map {
                [HTML.escaped($0.label), self.visit.formats.number($0.count), self.visit.formats.number($0.votes)]
            }
        )
    }

    private func projects(_ census: DirectoryCensus, _ titles: RecordTitles) -> PageView {
        let states = ["idea", "applied", "running", "finished", "cancelled"]
        let spans = census.projects.map { project in
            TimeLine.Span(
                label: titles.text(project.id),
                start: project.period.start.map(Self.year),
                end: project.period.end.map(Self.yearEnd),
                text: self.visit.formats.period(project.period),
                group: project.state.flatMap { states.firstIndex(of: $0) } ?? 0,
                link: self.visit.href(record: project.id.description)
            )
        }
        let line = TimeLine(
            title: self.phrases("projectsInTime"),
            id: "projects",
            today: 1_970 + Double(self.visit.now) / 31_556_952,
            todayLabel: self.phrases("today"),
            spans: spans
        )
        return self.picture(
            "projects",
            "projectsInTime",
            spans.isEmpty ? "" : line.svg,
            note: census.undatedProjects > 0 ? self.phrases.count("undated", census.undatedProjects) : nil,
            columns: [self.phrases("project"), self.phrases("periodLabel"), self.phrases("state")],
            rows: census.projects.map { project in
                [
                    HTML.link(self.visit.href(record: project.id.description), titles.text(project.id)),
                    HTML.escaped(self.visit.formats.period(project.period)),
                    HTML.escaped(project.state.map { self.phrases.choice($0, of: "state", kind: "project") } ?? ""),
                ]
            }
        )
    }

    private func graph(_ census: DirectoryCensus, _ titles: RecordTitles) -> PageView {
        let shared = census.clustersBySharing.filter { $0.value.count > 1 }
            .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
            .prefix(Self.graphLimit)
        let clusters = Set(shared.flatMap(\.value)).sorted()
        let places = Dictionary(clusters.enumerated().map { ($1, $0) }) { first, _ in first }
        func node(_ id: RecordUUID) -> PartnerGraph.Node {
            PartnerGraph.Node(label: titles.text(id), link: self.visit.href(record: id.description))
        }
        let edges = shared.enumerated()
            .flatMap { index, item in
                item.value.sorted().compactMap { cluster in places[cluster].map { (cluster: $0, partner: index) } }
            }
        let graph = PartnerGraph(
            title: self.phrases("whoWithWhom"),
            id: "graph",
            clusters: clusters.map(node),
            partners: shared.map { node($0.key) },
            edges: edges
        )
        return self.picture(
            "graph",
            "whoWithWhom",
            shared.isEmpty ? "" : graph.svg,
            note: shared.isEmpty ? self.phrases("nothingYet") : self.phrases("whoWithWhomNote"),
            columns: [self.phrases("sharedThing"), self.phrases("clusters")],
            rows: shared.map { id, clusters in
                let names = clusters.sorted()
                    .map { HTML.link(self.visit.href(record: $0.description), titles.text($0)) }
                return [
                    HTML.link(self.visit.href(record: id.description), titles.text(id)), names.joined(separator: ", "),
                ]
            }
        )
    }

    private static func year(_ date: PartialDate) -> Double { Self.decimal(date.earliest, days: -1) }

    private static func yearEnd(_ date: PartialDate) -> Double { Self.decimal(date.latest, days: 0) }

    private static func decimal(_ date: PartialDate, days: Int) -> Double {
        Double(date.year) + (Double((date.month ?? 1) - 1) + Double((date.day ?? 1) + days) / 31) / 12
    }
}
