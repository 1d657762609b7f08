import HTTPTypes
import Hummingbird
import SplotDirectory
import SplotInterchange
import SplotMerge
import SplotNode
import SplotOffice

/// News as Atom and JSON Feed, and meetings as iCalendar, in each language: only what everybody may see.
struct Feeds: Sendable {
    /// How many items a feed has.
    private static let limit = 50

    let services: ConsoleServices

    func answer(_ call: APIResponder.Call) async throws -> APIResponder.Answer {
        try call.check([])
        guard let language = call.parameters.get("language").flatMap(Language.init) else {
            throw APIError(status: .notFound, detail: "the languages are pl, en and de")
        }
        let name = call.parameters.get("name") ?? ""
        switch name {
        case "news.atom":
            let feed = try await self.news(language, call, name)
            return APIResponder.Answer(feed.atom, type: "application/atom+xml; charset=utf-8")
        case "news.json":
            let feed = try await self.news(language, call, name)
            return APIResponder.Answer(feed.json.text + "\n", type: "application/feed+json; charset=utf-8")
        case "meetings.ics":
            let calendar = try await self.meetings(language, call)
            return APIResponder.Answer(calendar.text, type: "text/calendar; charset=utf-8")
        default:
            throw APIError(status: .notFound, detail: "the feeds are news.atom, news.json and meetings.ics")
        }
    }

    private func news(_ language: Language, _ call: APIResponder.Call, _ name: String) async throws -> Feed {
        let phrases = Phrases(language)
        let notices = try await call.directory.all("notice", limit: 1_000)
        var titles = RecordTitles(phrases, call.directory)
        try await titles.load(notices)
        try await titles.load(ids: notices.flatMap { $0.record.fields["about"]?.values.flatMap(\.references) ?? [] })
        let items = notices.map { self.item($0, titles, language, call) }
            .sorted { ($0.published ?? $0.updated) > ($1.published ?? $1.updated) }
        return Feed(
            title: "\(phrases("news")) – \(self.services.clusterName)",
            id: "urn:splot:\(self.services.node.cluster):news:\(language.code)",
            home: "\(call.origin)/\(language.code)/kinds/notice",
            address: "\(call.origin)/feeds/\(language.code)/\(name)",
            language: language.code,
            items: Array(items.prefix(Self.limit))
        )
    }

    private func item(
        _ record: MergedRecord,
        _ titles: RecordTitles,
        _ language: Language,
        _ call: APIResponder.Call
    ) -> Feed.Item {
        let id = record.record.id
        var body: (language: String, text: String)?
        if case .keyed(let texts)? = record.record.fields["body"] {
            body = LocalisedText.best(of: texts.mapValues(\.displayText), preferring: language.preferences)
        }
        let published = record.record.texts(of: "publishedOn").first.flatMap { Moment($0) }
            .flatMap { $0.date.day == nil ? nil : $0.firstSecond }
        let about = record.record.fields["about"]?.values.flatMap(\.references) ?? []
        return Feed.Item(
            id: "urn:uuid:\(id)",
            address: "\(call.origin)/\(language.code)/records/\(id)",
            title: titles.text(id),
            summary: body?.text ?? "",
            language: titles.title(id)?.foreignLanguage ?? language.code,
            published: published,
            updated: record.lastChange.time,
            categories: about.compactMap { titles.title($0)?.text }
        )
    }

    private func meetings(_ language: Language, _ call: APIResponder.Call) async throws -> MeetingCalendar {
        let phrases = Phrases(language)
        let meetings = try await self.services.overviews.meetings(call.directory, now: call.now)
        let records = meetings.coming + meetings.past.prefix(200)
        var titles = RecordTitles(phrases, call.directory)
        try await titles.load(records)
        return MeetingCalendar(
            name: "\(phrases("calendar")) – \(self.services.clusterName)",
            language: language.code,
            meetings: records.compactMap { self.meeting($0, titles, language, call) }
        )
    }

    // An event of which only the month is known has no place in a calendar.
    private func meeting(
        _ record: MergedRecord,
        _ titles: RecordTitles,
        _ language: Language,
        _ call: APIResponder.Call
    ) -> MeetingCalendar.Meeting? {
        guard let start = Meetings.start(of: record).flatMap(Self.time) else { return nil }
        let status: MeetingCalendar.Status? =
            switch record.record.texts(of: "state").first {
            case "planned": .tentative
            case "confirmed", "held": .confirmed
            case "cancelled": .cancelled
            default: nil
            }
        return MeetingCalendar.Meeting(
            id: "\(record.record.id)@splot",
            changed: record.lastChange.time,
            start: start,
            end: Meetings.end(of: record).flatMap(Self.time),
            title: titles.text(record.record.id),
            place: record.record.texts(of: "place").first ?? record.record.texts(of: "online").first,
            address: "\(call.origin)/\(language.code)/records/\(record.record.id)",
            status: status,
            recurrence: record.record.texts(of: "recurrence").first
        )
    }

    private static func time(_ moment: Moment) -> MeetingCalendar.Time? {
        if moment.time != nil { return .instant(moment.firstSecond) }
        guard let month = moment.date.month, let day = moment.date.day else { return nil }
        return .day(year: moment.date.year, month: month, day: day)
    }
}
