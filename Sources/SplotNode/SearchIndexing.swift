import SplotDirectory
import SplotStore

/// Which words of a record a search finds it by, and how much each weighs.
///
/// Personal values are left out, but for what a record is called. Countries and voivodeships are there under all their
/// names, so that "Chorwacja", "Croatia", "Kroatien" and HR find the same.
struct SearchIndexing {
    private static let topics: Set<String> = [
        "specialisations", "tags", "goals", "programme", "axis", "measure", "pkd",
    ]
    private static let names: Set<String> = ["aliases", "acronym"]

    /// The most bytes a column holds of one record: more than anybody writes who wants to be found.
    private static let columnLimit = 16_384

    /// The columns of ``SearchWords``.
    private enum Column: Int {
        case title, names, topics, places, other
    }

    private var texts = [String](repeating: "", count: 5)
    private let schema: Schema

    private init(schema: Schema) { self.schema = schema }

    /// The words of a record.
    static func words(of record: DirectoryRecord, schema: Schema) -> SearchWords {
        var indexing = SearchIndexing(schema: schema)
        let kind = schema.kind(named: record.kind)
        for field in schema.fields(of: record.kind) {
            guard let content = record.fields[field.name] else { continue }
            indexing.add(content, of: field, isTitle: field.name == kind?.titleField)
        }
        let texts = indexing.texts
        return SearchWords(title: texts[0], names: texts[1], topics: texts[2], places: texts[3], other: texts[4])
    }

    private mutating func add(_ content: DirectoryRecord.Content, of field: Field, isTitle: Bool) {
        guard !field.isPersonal || isTitle else { return }
        if case .keyed(let parts) = content, case .structure(let fields) = field.type {
            for part in fields {
                guard let value = parts[part.name] else { continue }
                self.add(value, type: part.type, to: part.name == "city" ? .places : .other)
            }
            return
        }
        let column = Self.column(of: field, isTitle: isTitle)
        for value in content.values {
            self.add(value, type: field.type, to: column)
            if isTitle || Self.names.contains(field.name), case .text(let text) = value { self.addTogether(text) }
        }
    }

    /// Adds neighbouring words written together, and all of them: "Technopark" finds "Data Techno Park".
    private mutating func addTogether(_ name: String) {
        let words = Folding.fold(name).split(separator: " ")
        guard words.count > 1 else { return }
        for (left, right) in zip(words, words.dropFirst()) { self.append(String(left + right), to: .names) }
        if words.count > 2 { self.append(words.joined(), to: .names) }
    }

    private static func column(of field: Field, isTitle: Bool) -> Column {
        if isTitle { return .title }
        if self.names.contains(field.name) { return .names }
        if self.topics.contains(field.name) { return .topics }
        return field.name == "place" ? .places : .other
    }

    private mutating func add(_ value: Value, type: FieldType, to column: Column) {
        switch (type, value) {
        case (.country, .text(let code)):
            for name in [code] + Country.names(of: code) { self.append(Folding.fold(name), to: .places) }
        case (.region, .text(let code)):
            for name in Region.names(of: code) { self.append(Folding.fold(name), to: .places) }
        case (.phone, _), (.email, _), (.digest, _), (.clusterID, _), (.reference, .reference): break
        case (.structure(let parts), .structure(let members)):
            for part in parts {
                guard let member = members[part.name] else { continue }
                self.add(member, type: part.type, to: column)
            }
        case (_, .structure(let members)):
            for member in members.sorted(by: { $0.key < $1.key }) { self.add(member.value, type: .text, to: column) }
        case (_, .text(let text)): self.append(Folding.fold(text), to: column)
        default: break
        }
    }

    private mutating func append(_ folded: String, to column: Column) {
        let index = column.rawValue
        guard !folded.isEmpty, self.texts[index].utf8.count + folded.utf8.count < Self.columnLimit else { return }
        if !self.texts[index].isEmpty { self.texts[index] += " " }
        self.texts[index] += folded
    }
}
