import SplotDirectory
import SplotMerge
import SplotNode
import SplotOffice

/// The fields of a record as its page shows them, in the order of the schema, unknown ones last.
struct RecordFields {
    private let record: MergedRecord
    private let details: RecordDetails
    private let texts: ValueText
    private let visit: Visit

    init(_ record: MergedRecord, _ details: RecordDetails, _ titles: RecordTitles, _ visit: Visit) {
        self.record = record
        self.details = details
        self.visit = visit
        self.texts = ValueText(
            phrases: visit.phrases,
            formats: visit.formats,
            titles: titles,
            kind: record.record.kind
        )
    }

    /// One view for each field that holds something.
    var views: [PageView] {
        var views: [PageView] = []
        var groups: [(name: String, rows: [RecordDetails.Row])] = []
        for row in self.details.rows {
            let name = String(row.path.prefix { $0 != "." })
            if groups.last?.name == name {
                groups[groups.count - 1].rows.append(row)
            } else {
                groups.append((name, [row]))
            }
        }
        for group in groups where group.name != "sameAs" {
            let field = self.details.schema.field(named: group.name, of: self.record.record.kind)
            let values =
                field?.shape == .localised
                ? self.localised(group.rows, of: field) : group.rows.map { self.value($0, of: field) }
            views.append([
                "name": HTML.escaped(group.name), "values": values,
                "label": self.visit.phrases.field(group.name, of: self.record.record.kind),
            ])
        }
        return views
    }

    // The text in the reader's language; where there is none the next best, marked as such. The others are one click
    // away: the page in another language shows them.
    private func localised(_ rows: [RecordDetails.Row], of field: Field?) -> [PageView] {
        var byLanguage: [String: RecordDetails.Row] = [:]
        for row in rows { byLanguage[String(row.path.drop { $0 != "." }.dropFirst())] = row }
        let texts = byLanguage.mapValues(\.text)
        guard let best = LocalisedText.best(of: texts, preferring: self.visit.language.preferences),
            let row = byLanguage[best.language]
        else { return [] }
        var view = self.value(row, of: field)
        view["key"] = nil
        let isOwn = best.language.lowercased().split(separator: "-").first.map(String.init)
        if isOwn != self.visit.language.code {
            view["valueLang"] = best.language
            view["fallback"] = self.visit.phrases(
                "languageFallback",
                ["language": self.visit.phrases.language(best.language)]
            )
        }
        return [view]
    }

    private func value(_ row: RecordDetails.Row, of field: Field?) -> PageView {
        var view: PageView = ["contested": row.isContested]
        let key = row.path.drop { $0 != "." }.dropFirst()
        if !key.isEmpty, let field {
            view["key"] = self.visit.phrases.part(String(key), of: field.name) + ":"
        }
        let part: Field? =
            if case .structure(let parts)? = field?.type, !key.isEmpty { parts.first { $0.name == key } } else { field }
        if let value = row.value {
            view["html"] = part.map { self.texts.html(value, of: $0) } ?? self.texts.html(unknown: value)
        } else {
            view["html"] = HTML.escaped(self.visit.phrases("erased"))
        }
        let author = self.details.clusters.author(of: row.origin.entry.log)
        view["origin"] = author.map { "\($0.clusterName), \($0.node)" } ?? Short.id(row.origin.entry.log)
        view["iso"] = Timestamp(row.origin.time).iso8601
        view["exact"] = self.visit.formats.instant(row.origin.time)
        view["age"] = self.visit.formats.age(row.origin.time, now: self.visit.now)
        return view
    }
}
