import SplotDirectory

/// The directory as it will be when the rows so far are written, ready to be searched.
struct RecordIndex {
    struct Entry {
        var kind: String
        var isOwn: Bool
        var fields: [String: DirectoryRecord.Content]
    }

    /// What looking for a name gave.
    enum Match {
        case none
        case one(RecordUUID)
        case several
    }

    private enum Term: Hashable {
        case name(kind: String, exact: String)
        case looseName(kind: String, folded: String)
        case value(kind: String, field: String, key: String?, value: Value)
    }

    private(set) var entries: [RecordUUID: Entry] = [:]
    private var idsByTerm: [Term: [RecordUUID]] = [:]
    private var canonical: [RecordUUID: RecordUUID] = [:]
    private let schema: Schema
    private let titleFields: [String: String]
    private let indexedFields: [String: Set<String>]

    /// Takes the directory.
    ///
    /// - Parameters:
    ///   - existing: The records.
    ///   - schema: The kinds and fields.
    ///   - indexedFields: The fields by whose values records are looked for, by kind.
    init(_ existing: [ExistingRecord], schema: Schema, indexedFields: [String: Set<String>]) {
        self.schema = schema
        let titles = schema.kinds.compactMap { kind in kind.titleField.map { (kind.name, $0) } }
        self.titleFields = Dictionary(titles) { first, _ in first }
        self.indexedFields = indexedFields
        for item in existing where item.canonical != item.record.id { self.canonical[item.record.id] = item.canonical }
        for item in existing {
            // What refers to a record refers to the one that stands for it: rows are compared with that.
            let fields =
                self.canonical.isEmpty
                ? item.record.fields
                : item.record.fields.mapValues { $0.replacing(self.canonical) }
            let entry = Entry(kind: item.record.kind, isOwn: item.isOwn, fields: fields)
            self.entries[item.record.id] = entry
            for term in self.terms(of: entry) { self.idsByTerm[term, default: []].append(item.record.id) }
        }
    }

    /// Puts writes into a record, which is created if it is not there.
    mutating func apply(_ writes: [PlaceWrite], to id: RecordUUID, kind: String) {
        var entry = self.entries[id] ?? Entry(kind: kind, isOwn: true, fields: [:])
        let isNew = self.entries[id] == nil
        let before = isNew ? [] : self.terms(of: entry)
        for write in writes { entry.apply(write) }
        self.entries[id] = entry
        let after = self.terms(of: entry)
        for term in before.subtracting(after) { self.idsByTerm[term]?.removeAll { $0 == id } }
        for term in after.subtracting(before) { self.idsByTerm[term, default: []].append(id) }
    }

    /// The records of a kind with exactly this name, in any language.
    func named(_ name: String, kind: String) -> [RecordUUID] {
        self.ids(.name(kind: kind, exact: NameKey.exact(name)))
    }

    /// The records of a kind with this value in one of the indexed fields.
    func having(_ value: Value, in field: String, key: String? = nil, kind: String) -> [RecordUUID] {
        self.ids(.value(kind: kind, field: field, key: key, value: Self.comparable(value)))
    }

    /// The record that a name in a cell means: by its name, or else by name, alias or acronym in any spelling.
    ///
    /// A cluster goes before an organisation of the same name, which is only its entry in a list of partners; then an
    /// own record before another cluster's.
    func find(_ name: String, kinds: [String]) -> Match {
        let ids = self.matches(name, kinds: kinds)
        guard let first = ids.first else { return .none }
        return ids.count == 1 ? .one(first) : .several
    }

    /// The records that a name in a cell may mean, as in ``find(_:kinds:)``.
    func matches(_ name: String, kinds: [String]) -> [RecordUUID] {
        let kinds = kinds.isEmpty ? self.schema.kinds.map(\.name) : kinds
        var ids = kinds.flatMap { self.named(name, kind: $0) }
        if ids.isEmpty {
            let folded = Folding.fold(name)
            ids = kinds.flatMap { self.ids(.looseName(kind: $0, folded: folded)) }
        }
        for isPreferred in [{ $0.kind == "cluster" }, \.isOwn] as [(Entry) -> Bool] where ids.count > 1 {
            let preferred = ids.filter { self.entries[$0].map(isPreferred) ?? false }
            if !preferred.isEmpty { ids = preferred }
        }
        return ids
    }

    /// The record that stands for one; itself when none does.
    func canonical(of id: RecordUUID) -> RecordUUID {
        self.canonical[id].flatMap { self.entries[$0] == nil ? nil : $0 } ?? id
    }

    // Records that are about the same thing are one: the one that stands for the others.
    private func ids(_ term: Term) -> [RecordUUID] {
        guard let ids = self.idsByTerm[term], !self.canonical.isEmpty else { return self.idsByTerm[term] ?? [] }
        var seen: Set<RecordUUID> = []
        return ids.map(self.canonical).filter { seen.insert($0).inserted }
    }

    /// Whether a record is another, or refers to it directly or through others of its kind.
    func refers(_ id: RecordUUID, to goal: RecordUUID, throughKind kind: String) -> Bool {
        var open = [id]
        var seen: Set<RecordUUID> = []
        while let next = open.popLast() {
            if next == goal { return true }
            guard seen.insert(next).inserted, let entry = self.entries[next], entry.kind == kind else { continue }
            for field in entry.fields.keys {
                for case .reference(let other) in entry.values(of: field) { open.append(other) }
            }
        }
        return false
    }

    /// What people call a record: its name or title in the best language, else its id.
    func title(of id: RecordUUID, preferring language: String) -> String {
        guard let entry = self.entries[id], let field = self.titleFields[entry.kind] else { return id.description }
        let texts = entry.places(of: field).sorted { $0.key ?? "" < $1.key ?? "" }
        let best = texts.first { $0.key == language } ?? texts.first
        return best?.value.displayText ?? id.description
    }

    private func terms(of entry: Entry) -> Set<Term> {
        var terms: Set<Term> = []
        if let title = self.titleFields[entry.kind] {
            for case .text(let text) in entry.values(of: title) {
                terms.insert(.name(kind: entry.kind, exact: NameKey.exact(text)))
                terms.insert(.looseName(kind: entry.kind, folded: Folding.fold(text)))
            }
            for case .text(let text) in entry.values(of: "aliases") + entry.values(of: "acronym") {
                terms.insert(.looseName(kind: entry.kind, folded: Folding.fold(text)))
            }
        }
        for field in self.indexedFields[entry.kind] ?? [] {
            for (key, value) in entry.places(of: field) {
                terms.insert(.value(kind: entry.kind, field: field, key: key, value: Self.comparable(value)))
            }
        }
        return terms.filter { $0 != .looseName(kind: entry.kind, folded: "") }
    }

    private static func comparable(_ value: Value) -> Value {
        if case .text(let text) = value { .text(NameKey.exact(text)) } else { value }
    }
}

extension RecordIndex.Entry {
    /// The values of a field with their keys.
    func places(of field: String) -> [(key: String?, value: Value)] {
        switch self.fields[field] {
        case nil: []
        case .single(let value)?: [(nil, value)]
        case .keyed(let values)?: values.map { ($0.key, $0.value) }
        case .set(let values)?: values.map { (nil, $0) }
        }
    }

    func values(of field: String) -> [Value] { self.places(of: field).map(\.value) }

    /// Whether a write says what is there already.
    func says(_ write: PlaceWrite) -> Bool {
        self.places(of: write.field).contains { $0.key == write.key && $0.value == write.value }
    }

    mutating func apply(_ write: PlaceWrite) {
        switch write.shape {
        case .single:
            self.fields[write.field] = .single(write.value)
        case .localised, .map:
            var values: [String: Value] = [:]
            if case .keyed(let old)? = self.fields[write.field] { values = old }
            values[write.key ?? ""] = write.value
            self.fields[write.field] = .keyed(values)
        case .set:
            self.fields[write.field] = .set(self.values(of: write.field) + [write.value])
        }
    }
}

extension DirectoryRecord.Content {
    /// The same with references to some records put in place of others.
    fileprivate func replacing(_ records: [RecordUUID: RecordUUID]) -> Self {
        switch self {
        case .single(let value): .single(value.replacing(records))
        case .keyed(let values): .keyed(values.mapValues { $0.replacing(records) })
        case .set(let values): .set(values.map { $0.replacing(records) })
        }
    }
}

extension Value {
    fileprivate func replacing(_ records: [RecordUUID: RecordUUID]) -> Value {
        switch self {
        case .reference(let record): .reference(records[record] ?? record)
        case .structure(let members): .structure(members.mapValues { $0.replacing(records) })
        case .list(let values): .list(values.map { $0.replacing(records) })
        default: self
        }
    }
}
