import SplotDirectory
import SplotMerge
import SplotNode
import SplotOffice

/// One record: its values with where each comes from and how old it is, its place, and what is around it.
struct RecordPage: ConsolePage {
    let services: ConsoleServices
    let visit: Visit

    private var directory: VisibleDirectory { self.services.directory(for: self.visit) }
    private var phrases: Phrases { self.visit.phrases }

    /// How many records that refer to it are shown of each kind.
    private static let referringLimit = 100

    func answer(_ id: String) async throws -> PageAnswer {
        let record = try await self.directory.record(id)
        let uuid = record.record.id
        let details = try await RecordDetails(
            record,
            of: self.services.node,
            clusters: try await ClusterNames(of: self.services.node),
            withHistory: self.visit.account != nil
        )
        let linked = try await self.directory.linked(with: uuid)
        let referring = try await self.directory.referring(to: uuid, perKind: Self.referringLimit)
        let others = referring.values.flatMap(\.records)
        var titles = RecordTitles(self.phrases, self.directory)
        try await titles.load([record] + linked + others)
        let alternatives = record.conflicts.flatMap(\.alternatives).compactMap(RecordDetails.value)
        let written = details.history.flatMap(\.writes).compactMap { $0.value.flatMap { RecordUUID($0) } }
        let related = others.flatMap { $0.record.fields.values.flatMap(\.values) }
        let values = record.record.fields.values.flatMap(\.values) + alternatives + related
        try await titles.load(ids: values.flatMap(\.references) + written + [record.canonical])
        var view = self.head(record, details)
        view["fields"] = RecordFields(record, details, titles, self.visit).views
        if let map = RecordMap(record, titles, self.phrases).view { view["map"] = map }
        if record.canonical != uuid, titles.record(record.canonical) != nil {
            view["standsFor"] = [
                "href": self.visit.href(record: record.canonical.description),
                "title": titles.text(record.canonical),
            ]
        }
        view["linked"] = linked.map { other in
            self.link(other, titles).merging(["owner": details.clusters.text(other.owner)]) { $1 }
        }
        view["hasLinked"] = !linked.isEmpty
        view["referring"] = self.referring(referring, titles, of: record)
        let disagreement = DisagreementViews(services: self.services, visit: self.visit, titles: titles)
        view["conflicts"] = record.numberedConflicts.map { disagreement.conflict($0, details, withRecord: false) }
        view["hasConflicts"] = !record.conflicts.isEmpty
        let suggestions = self.visit.account == nil ? [] : record.allSuggestions
        view["suggestions"] = suggestions.map { disagreement.suggestion($0, details, withRecord: false) }
        view["hasSuggestions"] = !suggestions.isEmpty
        // What a record said before it became public, and what others suggested, is nothing for everybody.
        let history = self.visit.account == nil ? [] : details.history
        view["history"] = history.reversed().prefix(200).map { self.line($0, details, titles) }
        view["hasHistory"] = !history.isEmpty
        var page = Page("record", title: titles.text(uuid), place: record.record.kind, view)
        page.subtitle = self.acronym(record)
        return .page(page)
    }

    private func head(_ record: MergedRecord, _ details: RecordDetails) -> PageView {
        let owner = ["cluster": details.clusters.text(record.owner)]
        let sharing = self.phrases(record.isCommon ? "commonBy" : "ownedBy", owner)
        let audience = self.phrases(record.visibility == .open ? "forEverybody" : "forFederation")
        var view: PageView = [
            "kind": self.phrases.kind(record.record.kind), "ownerLine": "\(sharing) · \(audience)",
            "id": record.record.id.description, "deleted": record.isDeleted,
            "actions": self.actions(record),
            "problems": RecordRules.flags(of: record.record, schema: self.directory.schema)
                .map { ProblemText(self.phrases).text($0, kind: record.record.kind) },
        ]
        if record.record.kind == "member" {
            let membership = Membership(record.record)
            let since = membership.since.map { " " + self.phrases("since", ["date": self.visit.formats.date($0)]) }
            view["membership"] = self.phrases(
                "membershipLine",
                [
                    "state": self.phrases("membership.\(membership.state.rawValue)"), "since": since ?? "",
                    "vote": self.phrases(membership.hasVote ? "hasVote" : "hasNoVote"),
                ]
            )
        }
        return view
    }

    private func actions(_ record: MergedRecord) -> [PageView] {
        guard self.visit.account != nil else { return [] }
        let isOurs = record.isCommon || record.owner == self.services.node.cluster
        return [
            [
                "href": self.visit.href("/admin/records/\(record.record.id)/edit"),
                "label": self.phrases(isOurs ? "edit" : "suggestChange"),
            ],
            [
                "href": self.visit.href("/admin/log") + Query([("record", record.record.id.description)]).encoded,
                "label": self.phrases("logPage"),
            ],
        ]
    }

    private func acronym(_ record: MergedRecord) -> String? {
        let acronym = record.record.texts(of: "acronym").first
        return acronym.map { "(\($0))" }
    }

    private func link(_ record: MergedRecord, _ titles: RecordTitles) -> PageView {
        var view: PageView = [
            "href": self.visit.href(record: record.record.id.description), "title": titles.text(record.record.id),
        ]
        view["titleLang"] = titles.title(record.record.id)?.foreignLanguage
        return view
    }

    private func referring(
        _ found: [String: SearchResult],
        _ titles: RecordTitles,
        of record: MergedRecord
    ) -> [PageView] {
        self.directory.schema.kinds.compactMap { kind in
            guard let found = found[kind.name] else { return nil }
            let sorted = found.records.map { (title: titles.text($0.record.id), record: $0) }
                .sorted { PolishCollation.areInOrder($0.title, $1.title) }
            var view: PageView = [
                "id": kind.name, "heading": self.phrases.kinds(kind.name),
                "records": sorted.map { item -> PageView in
                    var link = self.link(item.record, titles)
                    link["meta"] = self.relation(item.record, to: record, titles)
                    return link
                },
            ]
            let rest = found.total - sorted.count
            if rest > 0 { view["more"] = self.phrases.count("andMore", rest) }
            return view
        }
    }

    /// What a record that refers to this one says of itself, in a few words.
    private func relation(_ other: MergedRecord, to record: MergedRecord, _ titles: RecordTitles) -> String? {
        let texts = ValueText(
            phrases: self.phrases,
            formats: self.visit.formats,
            titles: titles,
            kind: other.record.kind
        )
        var parts: [String] = []
        for name in ["cluster", "kind", "role", "state", "period", "start", "publishedOn", "value", "asOf"] {
            guard let field = self.directory.schema.field(named: name, of: other.record.kind),
                let value = other.record.fields[name]?.values.first, !value.references.contains(record.record.id)
            else { continue }
            parts.append(texts.text(value, of: field))
        }
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }

    private func line(_ line: LogLine, _ details: RecordDetails, _ titles: RecordTitles) -> PageView {
        let words = LogWords(phrases: self.phrases, formats: self.visit.formats, schema: self.directory.schema)
        return [
            "when": line.time.map(self.visit.formats.instant) ?? "", "author": line.author,
            "what": words.summary(line, kind: details.merged.record.kind, titles),
            "entry": "#\(line.entry.position)",
            "href": self.visit.href("/admin/log/\(line.entry.log)/\(line.entry.position)"),
        ]
    }
}
