import SplotDirectory
import SplotNode

/// A record's form: its inputs for what is there, and the assignments for what somebody has made of them.
///
/// A pure function of the record, the schema and what was sent.
struct RecordForm: Sendable {
    /// How many further values of a set can be given at once.
    static let newElements = 2

    /// The groups of inputs, one for each field in the order of the schema.
    struct Group: Sendable {
        var field: Field
        var inputs: [FormInput]
    }

    private(set) var groups: [Group]
    /// The elements of sets that are to be taken out, as `field.number`.
    private(set) var removed: Set<String> = []

    private let kind: String
    private let schema: Schema

    /// The form for a record as it is; an empty one for a new record.
    ///
    /// - Parameters:
    ///   - record: The record; `nil` for a new one.
    ///   - kind: Its kind.
    ///   - schema: The kinds and fields.
    ///   - titles: What records are called that it refers to.
    init(_ record: DirectoryRecord?, kind: String, schema: Schema, titles: @escaping (RecordUUID) -> String?) {
        self.kind = kind
        self.schema = schema
        let builder = FormBuilder(titles: titles)
        self.groups = schema.fields(of: kind).filter { $0.name != "sameAs" }
            .map { field in Group(field: field, inputs: builder.inputs(of: field, content: record?.fields[field.name]))
            }
    }

    /// Suggests a value for a field that is empty.
    mutating func prefill(_ field: String, _ text: String) {
        for group in self.groups.indices where self.groups[group].field.name == field {
            guard let index = self.groups[group].inputs.firstIndex(where: { $0.text.isEmpty }) else { return }
            self.groups[group].inputs[index].text = text
        }
    }

    /// Fills in what was sent.
    ///
    /// What the sender did not touch takes the value that is there now; what was changed keeps the sender's text.
    ///
    /// - Parameter form: Fields `f.NAME` and, for each, `o.NAME` with what was there when the form was opened.
    mutating func take(_ form: Query) {
        var sent: [String: String] = [:]
        for item in form.items where sent[item.name] == nil { sent[item.name] = item.value }
        for group in self.groups.indices {
            for index in self.groups[group].inputs.indices {
                let input = self.groups[group].inputs[index]
                guard let text = sent["f." + input.name] else { continue }
                let original = sent["o." + input.name] ?? ""
                let typed = Self.normalised(text)
                if typed != Self.normalised(original) { self.groups[group].inputs[index].text = typed }
            }
            self.takeNew(group, sent)
        }
        for (name, value) in sent where name.hasPrefix("r.") && value == "1" {
            self.removed.insert(String(name.dropFirst(2)))
        }
    }

    // Values that were typed into the empty inputs of a set, or beyond what is there now.
    private mutating func takeNew(_ group: Int, _ sent: [String: String]) {
        for index in self.groups[group].inputs.indices where self.groups[group].inputs[index].original.isEmpty {
            let input = self.groups[group].inputs[index]
            if let text = sent["f." + input.name], input.element != nil {
                self.groups[group].inputs[index].text = Self.normalised(text)
            }
        }
    }

    /// What to ask of the record so that it says what the form says.
    var assignments: [Assignment] {
        self.groups.flatMap { group -> [Assignment] in
            group.field.shape == .set ? self.elements(group) : self.places(group)
        }
    }

    private func places(_ group: Group) -> [Assignment] {
        group.inputs.filter { $0.text != $0.original }
            .map { input in
                let path = input.key.map { "\(input.field).\($0)" } ?? input.field
                return Assignment(path: path, text: Self.value(input))
            }
    }

    private func elements(_ group: Group) -> [Assignment] {
        let byElement = Dictionary(grouping: group.inputs) { $0.element ?? 0 }
        var assignments: [Assignment] = []
        for (element, inputs) in byElement.sorted(by: { $0.key < $1.key }) {
            let old = Self.composed(inputs.map { ($0.key, Self.value($0, \.original)) })
            let isRemoved = self.removed.contains("\(group.field.name).\(element)")
            let new = isRemoved ? "" : Self.composed(inputs.map { ($0.key, Self.value($0, \.text)) })
            guard old != new else { continue }
            if !old.isEmpty { assignments.append(Assignment(path: group.field.name, action: .remove, text: old)) }
            if !new.isEmpty { assignments.append(Assignment(path: group.field.name, action: .add, text: new)) }
        }
        return assignments
    }

    /// The parts of an element as one text, in the form in which a structure is written.
    private static func composed(_ parts: [(key: String?, text: String)]) -> String {
        if parts.count == 1, parts[0].key == nil { return parts[0].text }
        var members: [String: Value] = [:]
        for part in parts where !part.text.isEmpty {
            guard let key = part.key else { continue }
            let names = key.split(separator: ".", maxSplits: 1).map(String.init)
            guard names.count == 2 else {
                members[key] = .text(part.text)
                continue
            }
            var inner: [String: Value] = [:]
            if case .structure(let known)? = members[names[0]] { inner = known }
            inner[names[1]] = .text(part.text)
            members[names[0]] = .structure(inner)
        }
        return members.isEmpty ? "" : Value.structure(members).displayText
    }

    private static func value(_ input: FormInput, _ path: KeyPath<FormInput, String> = \.text) -> String {
        let text = input[keyPath: path]
        // "Name [identifier]" is how a record that was looked up stands in a form.
        guard case .record = input.control, text.hasSuffix("]"), let open = text.lastIndex(of: "[") else { return text }
        let id = String(text[text.index(after: open)...].dropLast())
        return RecordUUID(id)?.description ?? text
    }

    // Browsers send line breaks as CR LF.
    private static func normalised(_ text: String) -> String {
        String(text.replacing("\r\n", with: "\n").trimmed)
    }
}

extension String {
    fileprivate var trimmed: Substring {
        let start = self.firstIndex { !$0.isWhitespace } ?? self.endIndex
        var end = self.endIndex
        while end > start, self[self.index(before: end)].isWhitespace { end = self.index(before: end) }
        return self[start..<end]
    }
}
