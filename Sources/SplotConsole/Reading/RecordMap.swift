import Foundation
import SplotDirectory
import SplotNode

/// Where a record is: its voivodeship among the sixteen, or its country among those of Europe.
struct RecordMap {
    private let record: MergedRecord
    private let titles: RecordTitles
    private let phrases: Phrases

    init(_ record: MergedRecord, _ titles: RecordTitles, _ phrases: Phrases) {
        self.record = record
        self.titles = titles
        self.phrases = phrases
    }

    /// The view of the map; `nil` when nothing says where the record is.
    var view: PageView? {
        let placed = self.placed
        let address = Self.parts(of: placed)
        var regions = Set(placed.record.texts(of: "region") + placed.record.texts(of: "regions"))
        if let region = address["region"] { regions.insert(region) }
        let digits = Set(regions.map { $0.hasPrefix("TERYT:") ? String($0.dropFirst(6)) : $0 })
        var countries = Set(placed.record.texts(of: "country") + placed.record.texts(of: "countries"))
        countries.formUnion(self.record.record.texts(of: "country"))
        if let country = address["country"] { countries.insert(country) }
        var view: PageView = [:]
        if !digits.isEmpty {
            view["svg"] = MapDrawing(self.phrases)
                .regions(
                    digits.reduce(into: [:]) { $0[$1] = 1 },
                    heading: digits.sorted().map(self.phrases.region).joined(separator: ", "),
                    isMark: true,
                    link: nil
                )
        } else if !countries.isEmpty {
            view["svg"] = MapDrawing(self.phrases)
                .countries(
                    countries.reduce(into: [:]) { $0[$1] = 1 },
                    heading: countries.sorted().map(self.phrases.country).joined(separator: ", "),
                    isMark: true,
                    link: nil
                )
        }
        let place = [address["street"], address["postalCode"], address["city"]].compactMap { $0 }
        let text = place.isEmpty ? placed.record.texts(of: "place").first : place.joined(separator: ", ")
        if let text {
            view["address"] = ["href": "https://www.openstreetmap.org/search?query=\(Query.escaped(text))"]
        }
        return view["svg"] == nil ? nil : view
    }

    // A member is where its organisation is.
    private var placed: MergedRecord {
        for field in ["organisation", "party"] {
            if let party = self.record.record.fields[field]?.values.flatMap(\.references).first,
                let placed = self.titles.record(party)
            {
                return placed
            }
        }
        return self.record
    }

    private static func parts(of record: MergedRecord) -> [String: String] {
        guard case .keyed(let parts)? = record.record.fields["address"] else { return [:] }
        return parts.compactMapValues { if case .text(let text) = $0 { text } else { nil } }
    }
}
