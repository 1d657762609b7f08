import SplotDirectory
import SplotMerge
import SplotNode
import SplotOffice

/// The inboxes: conflicts, suggestions and duplicates, each settled with a click.
struct InboxPages: ConsolePage {
    let services: ConsoleServices
    let visit: Visit

    /// How many conflicts or groups a page shows.
    private static let shown = 50

    private var node: Node { self.services.node }
    private var phrases: Phrases { self.visit.phrases }

    // MARK: Conflicts

    func conflicts() async throws -> PageAnswer {
        let all = try await self.node.conflicts()
        let names = try await ClusterNames(of: self.node)
        let shown = all.prefix(Self.shown)
        let titles = try await self.titles(of: shown.map(\.record))
        let views = DisagreementViews(services: self.services, visit: self.visit, titles: titles)
        var items: [PageView] = []
        for item in shown {
            let details = try await RecordDetails(item.record, of: self.node, clusters: names)
            items.append(views.conflict(item, details, withRecord: true))
        }
        var view: PageView = [
            "conflicts": items, "hasItems": !items.isEmpty,
            "count": self.phrases.count("conflictCount", all.count),
        ]
        if all.count > Self.shown { view["more"] = self.phrases.count("andMore", all.count - Self.shown) }
        return .page(Page("conflicts", title: self.phrases("conflicts"), place: "admin-conflicts", view))
    }

    func resolve(_ id: String, _ form: Query) async throws -> PageAnswer {
        guard let record = RecordUUID(id) else { throw PageError.noRecord }
        guard let path = form["path"], let pick = form["pick"].flatMap({ Int($0) }) else { throw PageError.badRequest }
        try self.services.use(form, self.visit)
        try await self.node.resolve(record, path: path, pick: pick, ifVersion: form["version"])
        return self.settled(record, form)
    }

    // MARK: Suggestions

    func suggestions() async throws -> PageAnswer {
        let incoming = try await self.node.suggestions()
        let own = try await self.node.ownSuggestions()
        let names = try await ClusterNames(of: self.node)
        let titles = try await self.titles(of: (incoming + own).map(\.record))
        let views = DisagreementViews(services: self.services, visit: self.visit, titles: titles)
        func shown(_ items: [DirectorySuggestion]) async throws -> [PageView] {
            var shown: [PageView] = []
            for item in items.prefix(Self.shown) {
                let details = try await RecordDetails(item.record, of: self.node, clusters: names)
                shown.append(views.suggestion(item, details, withRecord: true))
            }
            return shown
        }
        let view: PageView = [
            "incoming": try await shown(incoming), "hasIncoming": !incoming.isEmpty,
            "own": try await shown(own.reversed()), "hasOwn": !own.isEmpty,
        ]
        return .page(Page("suggestions", title: self.phrases("suggestions"), place: "admin-suggestions", view))
    }

    func settleSuggestion(_ id: String, _ form: Query) async throws -> PageAnswer {
        guard let record = RecordUUID(id) else { throw PageError.noRecord }
        try self.services.use(form, self.visit)
        switch form["decision"] {
        case "accept": try await self.node.accept(record, form["name"])
        case "decline": try await self.node.decline(record, form["name"])
        default: throw PageError.badRequest
        }
        return self.settled(record, form)
    }

    private func settled(_ record: RecordUUID, _ form: Query) -> PageAnswer {
        self.services.say(PageNotice(text: self.phrases("settled")), to: self.visit)
        switch form["back"] {
        case "conflicts": return .redirect(self.visit.href("/admin/conflicts"))
        case "suggestions": return .redirect(self.visit.href("/admin/suggestions"))
        default: return .redirect(self.visit.href(record: record.description))
        }
    }

    private func titles(of records: [MergedRecord]) async throws -> RecordTitles {
        var titles = RecordTitles(self.phrases, self.services.directory(for: self.visit))
        try await titles.load(records)
        let values = records.flatMap { record in
            record.record.fields.values.flatMap(\.values)
                + record.conflicts.flatMap(\.alternatives).compactMap(RecordDetails.value)
        }
        let written = records.flatMap(\.allSuggestions).flatMap(\.writes)
            .compactMap { $0.value.flatMap { RecordUUID($0) } }
        try await titles.load(ids: values.flatMap(\.references) + written)
        return titles
    }

    // MARK: Duplicates

    func duplicates() async throws -> PageAnswer {
        let records = Collected<ListedRecord>()
        let schema = self.node.schema
        for kind in Duplicates.kinds {
            try await self.node.forEachRecord(kind: kind) { records.append(ListedRecord($0, schema: schema)) }
        }
        let all = records.all
        let groups = Duplicates(
            all.map(\.record),
            certainOnly: false,
            withLinked: false,
            links: ListedRecord.links(of: all)
        )
        .groups
        let byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
        let names = try await ClusterNames(of: self.node)
        var titles = RecordTitles(self.phrases, self.services.directory(for: self.visit))
        try await titles.load(ids: groups.prefix(Self.shown).flatMap(\.records))
        var view: PageView = [
            "groups": groups.prefix(Self.shown).map { self.group($0, byID, names, titles) },
            "hasGroups": !groups.isEmpty, "count": self.phrases.count("duplicateCount", groups.count),
        ]
        if groups.count > Self.shown { view["more"] = self.phrases.count("andMore", groups.count - Self.shown) }
        return .page(Page("duplicates", title: self.phrases("duplicates"), place: "admin-duplicates", view))
    }

    func link(_ form: Query) async throws -> PageAnswer {
        guard let first = form["first"].flatMap({ RecordUUID($0) }),
            let second = form["second"].flatMap({ RecordUUID($0) })
        else { throw PageError.badRequest }
        try self.services.use(form, self.visit)
        _ = try await self.node.link(first, second)
        self.services.say(PageNotice(text: self.phrases("linked")), to: self.visit)
        return .redirect(self.visit.href("/admin/duplicates"))
    }

    private func group(
        _ group: Duplicates.Group,
        _ records: [RecordUUID: ListedRecord],
        _ names: ClusterNames,
        _ titles: RecordTitles
    ) -> PageView {
        let heading = self.phrases.kinds(group.kind) + ", " + self.phrases("certainty.\(group.certainty.rawValue)")
        return [
            "heading": heading,
            "reasons": group.reasons.map { ReasonText(self.phrases).text($0) }.joined(separator: ", "),
            "records": group.records.map { id -> PageView in
                [
                    "href": self.visit.href(record: id.description), "title": titles.text(id),
                    "owner": records[id].map { names.text($0.owner) } ?? "",
                ]
            },
            "differences": group.differences.map { difference -> PageView in
                [
                    "field": self.phrases.field(difference.field, of: group.kind),
                    "values": group.records.map { difference.values[$0] ?? "–" },
                ]
            },
            "pairs": group.matches.filter { !$0.isLinked }
                .map { match -> PageView in
                    let names = ["first": titles.text(match.first), "second": titles.text(match.second)]
                    return [
                        "token": self.services.tokenInput(for: "/admin/duplicates", self.visit),
                        "first": match.first.description,
                        "second": match.second.description,
                        "label": group.records.count == 2 ? self.phrases("linkThese") : self.phrases("linkPair", names),
                    ]
                },
        ]
    }
}
