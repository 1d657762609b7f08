import SplotDirectory
import SplotNode

/// What entries of a log did, in the reader's language.
struct LogWords: Sendable {
    let phrases: Phrases
    let formats: Formats
    let schema: Schema

    /// What an entry did, in one line.
    ///
    /// - Parameters:
    ///   - line: The entry.
    ///   - kind: The kind of the record that it wrote to, where it is known.
    ///   - titles: What the records are called that it mentions.
    /// - Returns: One line of text.
    func summary(_ line: LogLine, kind: String?, _ titles: RecordTitles) -> String {
        let kind = line.kind ?? kind ?? ""
        let writes = line.writes.map { self.text($0, kind: kind, titles) }.joined(separator: "; ")
        let type = self.phrases("operation.\(line.type)")
        switch line.type {
        case "creation": return "\(type) (\(self.phrases.kind(kind)))" + (writes.isEmpty ? "" : ": " + writes)
        case "change": return writes.isEmpty ? type : writes
        default: return type
        }
    }

    /// What was written to one place.
    func text(_ write: LogLine.Write, kind: String, _ titles: RecordTitles) -> String {
        let value =
            write.isErased ? self.phrases("erased") : write.value.map { self.value($0, write, kind, titles) } ?? ""
        let place = write.path.map { self.place($0, kind: kind) } ?? ""
        switch write.operation {
        case "set": return "\(place) = \(value)"
        case "clear": return "\(place): \(self.phrases("operation.clear"))"
        case "add": return "\(place) + \(value)"
        case "remove": return "\(place): \(self.phrases("operation.remove")) (\(value))"
        case "take out": return "\(place) − \(value)"
        case "visibility":
            return "\(self.phrases("visibility")): \(self.phrases.choice(value, of: "visibility", kind: "common"))"
        default: return self.phrases("operation.\(write.operation)")
        }
    }

    /// A place: the field, and its language or part.
    func place(_ path: String, kind: String) -> String {
        guard path != "record" else { return self.phrases("recordItself") }
        let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
        let label = self.phrases.field(parts[0], of: kind)
        guard parts.count > 1 else { return label }
        let field = self.schema.field(named: parts[0], of: kind)
        if field?.shape == .localised { return "\(label) (\(self.phrases.language(parts[1])))" }
        return "\(label): \(self.phrases.part(parts[1], of: parts[0]))"
    }

    private func value(_ text: String, _ write: LogLine.Write, _ kind: String, _ titles: RecordTitles) -> String {
        if let record = RecordUUID(text) { return titles.title(record)?.text ?? self.phrases("hiddenRecord") }
        guard let path = write.path, let field = self.schema.field(named: String(path.prefix { $0 != "." }), of: kind)
        else {
            return text
        }
        var type = field
        if case .structure(let parts) = field.type {
            let key = path.drop { $0 != "." }.dropFirst()
            guard let part = parts.first(where: { $0.name == key }) else { return text }
            type = part
        }
        if case .boolean = type.type { return self.phrases(text == "yes" ? "yes" : "no") }
        return ValueText(phrases: self.phrases, formats: self.formats, titles: titles, kind: kind)
            .text(.text(text), of: type)
    }
}
