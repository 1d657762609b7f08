public import SplotDirectory
public import SplotMerge

/// A record as the clusters together see it: what it says, whose it is, and where they disagree.
public struct MergedRecord: Sendable {
    /// What it says.
    ///
    /// Erased values are left out.
    public var record: DirectoryRecord
    /// Its name in the logs.
    public var id: RecordID
    /// The cluster that created it.
    public var owner: ClusterID
    /// Whether every trusted cluster's writes count.
    public var isCommon: Bool
    /// Whether it was deleted, undisputed.
    public var isDeleted: Bool
    /// Who may see it.
    public var visibility: Visibility
    /// The entries that said who may see it, the greatest first; none when nobody did.
    public var visibilityOrigins: [Origin]
    /// When it was created.
    public var created: Origin
    /// The last change that counts.
    public var lastChange: Origin
    /// Where the values come from: the shown one first, then those in conflict with it.
    public var places: [PlaceView]
    /// The sets and their elements, with where they come from.
    public var sets: [SetView]
    /// Where clusters disagree, in a fixed order; identifiers of which there may be only one of a scheme included.
    public var conflicts: [Conflict]
    /// What other clusters suggest.
    public var suggestions: [Suggestion]
    /// What other clusters suggested, and what the owner made of it.
    public var settledSuggestions: [SettledSuggestion]
    /// What was shown: pass it on when saving, so that nothing is overwritten unseen.
    public var version: RecordVersion
    /// The record that is shown for this one and those linked with it; its own id when it stands for itself.
    public var canonical: RecordUUID

    init(_ view: RecordView, version: RecordVersion, canonical: RecordUUID? = nil, schema: Schema = .standard) {
        self.id = view.id
        self.owner = view.owner
        self.isCommon = view.isCommon
        self.isDeleted = view.isDeleted
        self.visibility = view.visibility
        self.visibilityOrigins = view.visibilityOrigins
        self.created = view.created
        self.lastChange = view.lastChange
        self.places = view.places
        self.sets = view.sets
        let rivalries = IdentifierConflicts.conflicts(in: view, schema: schema)
        self.conflicts = view.conflicts.filter { !IdentifierConflicts.covers($0, rivalries) } + rivalries
        self.conflicts.sort { $0.place < $1.place }
        self.suggestions = view.suggestions.compactMap { $0.without(whatHoldsIn: view) }
        self.settledSuggestions = view.settledSuggestions
        self.version = version
        self.canonical = canonical ?? view.id.uuid
        var fields: [String: DirectoryRecord.Content] = [:]
        for place in view.places {
            guard case .bytes(let bytes)? = place.content, let field = place.place.field else { continue }
            let value = ValueCodec.decode(bytes)
            if let key = place.place.key {
                var values: [String: Value] = [:]
                if case .keyed(let others) = fields[field] { values = others }
                values[key] = value
                fields[field] = .keyed(values)
            } else {
                fields[field] = .single(value)
            }
        }
        for set in view.sets {
            let values = set.elements.compactMap { element -> Value? in
                guard case .bytes(let bytes) = element.content else { return nil }
                return ValueCodec.decode(bytes)
            }
            if !values.isEmpty { fields[set.field] = .set(values) }
        }
        self.record = DirectoryRecord(id: view.id.uuid, kind: view.kind, fields: fields)
    }

    /// Whether everybody may see it.
    public var isPublic: Bool { self.visibility == .open && !self.isDeleted }

    /// The record's title: its name or title in the best language.
    ///
    /// - Parameters:
    ///   - schema: Says which field is the title.
    ///   - languages: BCP 47 tags, best first.
    /// - Returns: `nil` when the kind has no title or it was erased.
    public func title(schema: Schema = .standard, languages: [String] = ["pl", "en", "de"]) -> String? {
        let field = schema.kind(named: self.record.kind).map(\.titleField) ?? "name"
        guard let field, let content = self.record.fields[field] else { return nil }
        switch content {
        case .single(let value): return value.displayText
        case .keyed(let values):
            return LocalisedText.best(of: values.mapValues(\.displayText), preferring: languages)?.text
        case .set(let values): return values.first?.displayText
        }
    }
}

extension Suggestion {
    /// The suggestion without what the record says already; `nil` when nothing is left.
    ///
    /// A cluster takes a suggestion back by suggesting what is there.
    fileprivate func without(whatHoldsIn view: RecordView) -> Suggestion? {
        var left = self
        left.items.removeAll { item in
            switch item.operation {
            case .set(let field, let key, let value):
                view.place(field, key: key).map { $0.others.isEmpty && $0.content == value } ?? false
            case .clear(let field, let key): view.place(field, key: key) == nil
            case .add(let field, let value): view.elements(field).contains { $0.content == value }
            case .delete: view.isDeleted
            case .restore: !view.isDeleted
            case .setVisibility(let visibility): view.visibility == visibility
            case .remove(let field, let elements):
                view.elements(field).allSatisfy { Set($0.adds).isDisjoint(with: elements) }
            case .accept, .decline, .unknown: false
            }
        }
        return left.items.isEmpty ? nil : left
    }
}
