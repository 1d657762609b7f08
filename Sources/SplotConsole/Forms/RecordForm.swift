import Foundation
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
    private let timeZone: TimeZone

    /// The form for a record as it is; an empty one for a new record.
    ///
    /// - Parameters:
    ///   - record: The record; `nil` for a new one.
    ///   - kind: Its kind.
    ///   - schema: The kinds and fields.
    ///   - timeZone: Where times of day are meant that name no zone.
    ///   - titles: What records are called that it refers to.
    init(
        _ record: DirectoryRecord?,
        kind: String,
        schema: Schema,
        timeZone: TimeZone = .gmt,
        titles: @escaping (RecordUUID) -> String?
    ) {
        self.kind = kind
        self.schema = schema
        self.timeZone = timeZone
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
            guard self.groups[group].field.shape != .set else {
                self.takeElements(group, sent)
                continue
            }
            for index in self.groups[group].inputs.indices {
                let name = self.groups[group].inputs[index].name
                guard let typed = Self.changed(name, in: sent) else { continue }
                self.groups[group].inputs[index].text = typed
            }
        }
    }

    /// Fills in the elements of a set.
    ///
    /// An element has no name but what it says: one that was changed or ticked is found by what it said when the form was
    /// opened, wherever it stands now. Where somebody has taken it out meanwhile, what was made of it is a new one.
    private mutating func takeElements(_ group: Int, _ sent: [String: String]) {
        let stem = self.groups[group].field.name + "."
        let numbers = Set(
            sent.keys.filter { $0.hasPrefix("f." + stem) }
                .compactMap { Int($0.dropFirst(2 + stem.count).prefix { $0 != "." }) }
        )
        var free = Set(self.groups[group].inputs.compactMap(\.element))
        for number in numbers.sorted() {
            let prefix = "\(stem)\(number)"
            func part(_ input: FormInput) -> String { prefix + (input.key.map { "." + $0 } ?? "") }
            let isSame: (Int) -> Bool = { element in
                self.groups[group].inputs.filter { $0.element == element }
                    // A record that was renamed meanwhile, or is called otherwise in another language, is the same.
                    .allSatisfy { self.value(of: sent["o." + part($0)] ?? "", $0) == self.value(of: $0.original, $0) }
            }
            let isTicked = sent["r." + prefix] == "1"
            let isChanged = self.groups[group].inputs
                .contains { input in
                    Self.changed(part(input), in: sent) != nil
                }
            guard isTicked || isChanged else { continue }
            let found = free.sorted().first(where: isSame)
            if isTicked {
                if let found { self.removed.insert("\(stem)\(found)") }
                continue
            }
            let element = found ?? free.sorted().first { self.isEmpty($0, group) } ?? self.addElement(group)
            free.remove(element)
            for index in self.groups[group].inputs.indices where self.groups[group].inputs[index].element == element {
                if let text = sent["f." + part(self.groups[group].inputs[index])] {
                    self.groups[group].inputs[index].text = Self.normalised(text)
                }
            }
        }
    }

    private func isEmpty(_ element: Int, _ group: Int) -> Bool {
        self.groups[group].inputs.allSatisfy { $0.element != element || $0.original.isEmpty && $0.text.isEmpty }
    }

    /// Makes room for one more element.
    private mutating func addElement(_ group: Int) -> Int {
        let last = self.groups[group].inputs.compactMap(\.element).max() ?? 0
        let stem = self.groups[group].field.name
        for var input in self.groups[group].inputs where input.element == last {
            input.element = last + 1
            input.name = "\(stem).\(last + 1)" + (input.key.map { "." + $0 } ?? "")
            (input.text, input.original) = ("", "")
            self.groups[group].inputs.append(input)
        }
        return last + 1
    }

    /// What was typed into an input; `nil` when it is what was there, or the input was not sent.
    private static func changed(_ name: String, in sent: [String: String]) -> String? {
        guard let text = sent["f." + name] else { return nil }
        let typed = self.normalised(text)
        return typed == self.normalised(sent["o." + name] ?? "") ? nil : typed
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
                return Assignment(path: path, text: self.value(of: input.text, input))
            }
    }

    private func elements(_ group: Group) -> [Assignment] {
        let byElement = Dictionary(grouping: group.inputs) { $0.element ?? 0 }
        var assignments: [Assignment] = []
        for (element, inputs) in byElement.sorted(by: { $0.key < $1.key }) {
            let old = Self.composed(inputs.map { ($0.key, self.value(of: $0.original, $0)) })
            let isRemoved = self.removed.contains("\(group.field.name).\(element)")
            let new = isRemoved ? "" : Self.composed(inputs.map { ($0.key, self.value(of: $0.text, $0)) })
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

    /// What a text in an input stands for.
    private func value(of text: String, _ input: FormInput) -> String {
        let text = Self.normalised(text)
        if case .moment = input.control { return LocalTime.completed(text, in: self.timeZone) }
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
