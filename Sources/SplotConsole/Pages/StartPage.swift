import SplotDirectory
import SplotMerge
import SplotNode
import SplotOffice

/// What is new, when one meets next, and who is in the federation.
struct StartPage: ConsolePage {
    let services: ConsoleServices
    let visit: Visit

    /// How many records and meetings are shown.
    private static let shown = 12

    private var directory: VisibleDirectory { self.services.directory(for: self.visit) }

    func answer() async throws -> PageAnswer {
        // A list of figures that was imported is no news to anybody.
        let newest = try await self.directory.newest(limit: 4 * Self.shown).filter { $0.record.kind != "figure" }
            .prefix(Self.shown)
        let events = try await self.services.overviews.meetings(self.directory, now: self.visit.now)
        let clusters = try await self.directory.all("cluster", limit: 100)
        var titles = RecordTitles(self.visit.phrases, self.directory)
        let meetings = events.coming.prefix(Self.shown) + events.past.prefix(5)
        try await titles.load(Array(newest) + meetings + clusters)
        let names = try await ClusterNames(of: self.services.node)
        let counts = try await self.directory.counts()
        let coming = events.coming.prefix(Self.shown).map { self.meeting($0, titles) }
        let past = coming.count < 3 ? events.past.prefix(5).map { self.meeting($0, titles) } : []
        let view: PageView = [
            "lead": self.visit.phrases(counts.isEmpty ? "startEmpty" : "startLead"),
            "counts": self.counts(counts),
            "news": newest.map { self.news($0, titles, names) },
            "hasNews": !newest.isEmpty,
            "meetings": coming, "hasMeetings": !coming.isEmpty,
            "past": past, "hasPast": !past.isEmpty,
            "clusters": clusters.map { self.cluster($0, titles, names) },
        ]
        return .page(Page("start", title: self.visit.phrases("site"), place: "start", view))
    }

    private func counts(_ counts: [String: Int]) -> [PageView] {
        self.directory.schema.kinds.compactMap { kind in
            guard let count = counts[kind.name], !kind.isPersonal else { return nil }
            return [
                "href": self.visit.href("/kinds/\(kind.name)"),
                "text": self.visit.phrases.count("kind.\(kind.name).count", count),
            ]
        }
    }

    private func news(_ record: MergedRecord, _ titles: RecordTitles, _ names: ClusterNames) -> PageView {
        var view = self.link(record, titles)
        view["kind"] = self.visit.phrases.kind(record.record.kind)
        view["owner"] = names.author(of: record.lastChange.entry.log)?.clusterName ?? names.text(record.owner)
        view["when"] = self.visit.formats.age(record.lastChange.time, now: self.visit.now)
        view["iso"] = Timestamp(record.lastChange.time).iso8601
        return view
    }

    private func meeting(_ record: MergedRecord, _ titles: RecordTitles) -> PageView {
        var view = self.link(record, titles)
        view["when"] = Meetings.start(of: record).map(self.visit.formats.moment) ?? ""
        view["place"] = record.record.texts(of: "place").first
        return view
    }

    private func cluster(_ record: MergedRecord, _ titles: RecordTitles, _ names: ClusterNames) -> PageView {
        var view = self.link(record, titles)
        let regions = record.record.texts(of: "regions").map(self.visit.phrases.region)
        let type = record.record.texts(of: "type").first
            .map { self.visit.phrases.choice($0, of: "type", kind: "cluster") }
        view["meta"] = ([type].compactMap { $0 } + regions).joined(separator: " · ")
        return view
    }

    private func link(_ record: MergedRecord, _ titles: RecordTitles) -> PageView {
        var view: PageView = [
            "href": self.visit.href(record: record.record.id.description), "title": titles.text(record.record.id),
        ]
        view["titleLang"] = titles.title(record.record.id)?.foreignLanguage
        return view
    }
}
