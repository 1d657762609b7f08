import SplotDirectory
import SplotNode

/// What records are called, in a reader's language where there is a name in it.
struct RecordTitles: Sendable {
    /// A title.
    struct Title: Hashable, Sendable {
        var text: String
        /// The language of the text, where it is not the reader's; `nil` where it is, or the name has no language.
        var foreignLanguage: String?
    }

    private var titles: [RecordUUID: Title] = [:]
    private var parties: [RecordUUID: [RecordUUID]] = [:]
    private var known: [RecordUUID: MergedRecord] = [:]
    private let phrases: Phrases
    private let directory: VisibleDirectory

    /// No titles yet.
    init(_ phrases: Phrases, _ directory: VisibleDirectory) {
        self.phrases = phrases
        self.directory = directory
    }

    /// Takes records that are at hand, and reads what they are called after.
    mutating func load(_ records: some Sequence<MergedRecord>) async throws {
        for record in records { self.take(record) }
        try await self.load(ids: self.parties.values.joined().filter { self.titles[$0] == nil })
    }

    /// Reads what records are called; those that the reader may not see stay without a title.
    mutating func load(ids: some Sequence<RecordUUID>) async throws {
        var wanted = Set(ids.filter { self.titles[$0] == nil && self.parties[$0] == nil })
        // A member is called after its organisation, and that after the one that stands for it.
        for _ in 0..<3 where !wanted.isEmpty {
            let found = try await self.directory.records(wanted)
            for record in found.values { self.take(record) }
            wanted = Set(found.keys.flatMap { self.parties[$0] ?? [] })
                .filter { self.titles[$0] == nil && self.parties[$0] == nil }
        }
    }

    /// What a record is called; `nil` for one that has no title or that the reader may not see.
    func title(_ record: RecordUUID) -> Title? {
        if let title = self.titles[record] { return title }
        let parts = (self.parties[record] ?? []).compactMap { self.titles[$0] }
        guard let first = parts.first else { return nil }
        return Title(
            text: parts.map(\.text).joined(separator: " · "),
            foreignLanguage: parts.count == 1 ? first.foreignLanguage : nil
        )
    }

    /// What a record is called, or that it has no title.
    func text(_ record: RecordUUID) -> String { self.title(record)?.text ?? self.phrases("noTitle") }

    /// A record that was read for its title.
    func record(_ id: RecordUUID) -> MergedRecord? { self.known[id] }

    private mutating func take(_ record: MergedRecord) {
        let id = record.record.id
        self.known[id] = record
        guard self.titles[id] == nil, self.parties[id] == nil else { return }
        let kind = self.directory.schema.kind(named: record.record.kind)
        if let field = kind.map(\.titleField) ?? "name" {
            self.titles[id] = self.title(of: record.record.fields[field])
        } else {
            // Only whom the record is about: that it is a cluster's member is said elsewhere.
            let party = kind?.fields
                .first { field in
                    if case .reference = field.type { field.isRequired } else { false }
                }
            self.parties[id] = party.flatMap { record.record.fields[$0.name]?.values.flatMap(\.references) } ?? []
        }
    }

    private func title(of content: DirectoryRecord.Content?) -> Title? {
        switch content {
        case .single(let value)?: return Title(text: value.displayText)
        case .keyed(let values)?:
            let texts = values.mapValues(\.displayText)
            guard let best = LocalisedText.best(of: texts, preferring: self.phrases.language.preferences) else {
                return nil
            }
            let isOwn = best.language.lowercased().split(separator: "-").first.map(String.init)
            return Title(text: best.text, foreignLanguage: isOwn == self.phrases.language.code ? nil : best.language)
        case .set(let values)?: return values.first.map { Title(text: $0.displayText) }
        case nil: return nil
        }
    }
}
