/// The checking of one record: what was asked goes in, writes and problems come out.
struct Validation {
    let kind: String
    let fields: [Field]
    let isCreating: Bool
    let defaultLanguage: String

    private(set) var writes: [FieldWrite] = []
    private(set) var problems: [FieldProblem] = []

    private struct Place: Hashable {
        var field: String
        var key: String?
    }

    private var written: Set<Place> = []
    private var elements: Set<FieldWrite> = []
    private var attempted: Set<String> = []

    init(kind: String, fields: [Field], isCreating: Bool, defaultLanguage: String) {
        self.kind = kind
        self.fields = fields
        self.isCreating = isCreating
        self.defaultLanguage = defaultLanguage
    }

    /// Takes one assignment.
    mutating func check(_ assignment: Assignment) {
        let path = FieldPath(assignment.path)
        guard let field = self.fields.first(where: { $0.name == path.field }) else {
            let names = self.fields.map(\.name)
            let hint = NearMatch.hint(for: path.field, among: names)
            let message = "the kind '\(self.kind)' has no such field\(hint); its fields are "
            self.problems.append(
                FieldProblem(
                    path: assignment.path,
                    code: .unknownField,
                    message: message + names.joined(separator: ", ")
                )
            )
            return
        }
        do {
            try self.write(assignment, to: field, key: path.key)
        } catch {
            self.attempted.insert(field.name)
            self.problems.append(FieldProblem(path: assignment.path, code: error.code, message: error.message))
        }
    }

    /// Reports what a new record lacks, but not again what was given wrongly.
    mutating func checkRequired() {
        for field in self.fields where field.isRequired && !self.attempted.contains(field.name) {
            let message = "a new record of the kind '\(self.kind)' needs this; \(field.type.accepted)"
            self.problems.append(FieldProblem(path: field.name, code: .missing, message: message))
        }
    }

    private mutating func write(_ assignment: Assignment, to field: Field, key: String?) throws(Refusal) {
        let text = Text.trimmed(assignment.text)
        var action = assignment.action
        if action == .set, text.isEmpty { action = .clear }
        if action == .add || action == .remove {
            guard field.shape == .set else {
                throw Refusal(.notASet, "this field holds one value: set it instead of adding or removing")
            }
            guard !text.isEmpty else { throw Refusal(.malformed, field.type.accepted) }
        }
        if action == .clear, self.isCreating { return }
        switch field.shape {
        case .single: try self.writeSingle(text, action, to: field, key: key)
        case .localised: try self.writeLocalised(text, action, to: field, key: key)
        case .map: try self.writeMap(text, action, to: field, key: key)
        case .set: try self.writeElement(text, action, to: field, key: key)
        }
    }

    private mutating func writeSingle(
        _ text: String,
        _ action: Assignment.Action,
        to field: Field,
        key: String?
    ) throws(Refusal) {
        guard key == nil else { throw Refusal(.unknownKey, "this field takes nothing after a dot") }
        guard action != .clear else {
            guard !field.isRequired else { throw Refusal(.missing, "this field is required and cannot be emptied") }
            return try self.put(.clear, into: field, key: nil)
        }
        let value = try field.type.parse(text, defaultLanguage: self.defaultLanguage)
        try self.put(.set(value), into: field, key: nil)
    }

    private mutating func writeLocalised(
        _ text: String,
        _ action: Assignment.Action,
        to field: Field,
        key: String?
    ) throws(Refusal) {
        let language = try self.language(key) ?? self.defaultLanguage
        try self.put(action == .clear ? .clear : .set(field.type.parseLocalised(text)), into: field, key: language)
    }

    // Without a key, the parts are given as one structure, and clearing clears each.
    private mutating func writeMap(
        _ text: String,
        _ action: Assignment.Action,
        to field: Field,
        key: String?
    ) throws(Refusal) {
        guard case .structure(let parts) = field.type else { return }
        if let key {
            guard let part = parts.first(where: { $0.name == key }) else {
                let names = parts.map { "\(field.name).\($0.name)" }.joined(separator: ", ")
                throw Refusal(.unknownKey, "the parts are \(names)")
            }
            guard action != .clear else { return try self.put(.clear, into: field, key: key) }
            let value = try part.type.parse(text, defaultLanguage: self.defaultLanguage)
            return try self.put(.set(value), into: field, key: key)
        }
        guard action != .clear else {
            for part in parts { try self.put(.clear, into: field, key: part.name) }
            return
        }
        switch try field.type.parse(text, defaultLanguage: self.defaultLanguage) {
        case .value(.structure(let values)):
            for part in parts {
                guard let value = values[part.name] else { continue }
                try self.put(.set(.value(value)), into: field, key: part.name)
            }
        case .structure(let values):
            for part in parts {
                guard let value = values[part.name] else { continue }
                try self.put(.set(value), into: field, key: part.name)
            }
        default:
            throw Refusal(.malformed, field.type.accepted)
        }
    }

    // A key after the dot is the scheme of an identifier or the language of a text.
    private mutating func writeElement(
        _ text: String,
        _ action: Assignment.Action,
        to field: Field,
        key: String?
    ) throws(Refusal) {
        guard action != .clear else {
            guard key == nil else { throw Refusal(.unknownKey, "only the whole set can be emptied") }
            guard !field.isRequired else { throw Refusal(.missing, "this field is required and cannot be emptied") }
            return try self.put(.clear, into: field, key: nil)
        }
        var elementKey: String?
        switch field.type {
        case .localisedText: elementKey = try self.language(key)
        case .identifier: elementKey = key?.uppercased()
        default:
            guard key == nil else { throw Refusal(.unknownKey, "this field takes nothing after a dot") }
        }
        let value = try field.type.parse(text, key: elementKey, defaultLanguage: self.defaultLanguage)
        try self.put(action == .remove ? .remove(value) : .add(value), into: field, key: nil)
    }

    private func language(_ key: String?) throws(Refusal) -> String? {
        guard let key else { return nil }
        guard let language = LanguageTag.canonical(key) else {
            throw Refusal(.unknownKey, "after the dot comes a language tag, such as pl or en-GB")
        }
        return language
    }

    private mutating func put(
        _ operation: FieldWrite.Operation,
        into field: Field,
        key: String?
    ) throws(Refusal) {
        self.attempted.insert(field.name)
        let write = FieldWrite(
            field: field.name,
            key: key,
            shape: field.shape,
            isPersonal: field.isPersonal,
            operation: operation
        )
        if field.shape == .set {
            guard self.elements.insert(write).inserted else { return }
        } else {
            guard self.written.insert(Place(field: field.name, key: key)).inserted else {
                throw Refusal(.repeated, "this place is given twice" + (key.map { ": \(field.name).\($0)" } ?? ""))
            }
        }
        self.writes.append(write)
    }
}
