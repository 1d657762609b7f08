import Foundation
import SplotDirectory

/// What the console says to one reader.
struct Phrases: Sendable {
    /// The reader's language.
    let language: Language

    private let words: Words

    /// Speaks a language.
    init(_ language: Language, words: Words = .standard) {
        self.language = language
        self.words = words
    }

    /// The text of a key, with the names in braces filled in; the key itself when there is no such text.
    func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String {
        self.fill(self.words.text(key, in: self.language) ?? key, values)
    }

    /// The text of a key where there may be none.
    func ifKnown(_ key: String) -> String? { self.words.text(key, in: self.language) }

    /// A number of things: the form of the key that goes with the number.
    func count(_ key: String, _ number: Int) -> String {
        let form = PluralForm(number, in: self.language)
        return self("\(key).\(form.rawValue)", ["n": Formats(self).number(number)])
    }

    /// Every text without a dot in its key, for the templates.
    var forTemplates: [String: String] { self.words.forTemplates(in: self.language) }

    private func fill(_ text: String, _ values: [String: String]) -> String {
        guard !values.isEmpty, text.contains("{") else { return text }
        var filled = ""
        var rest = text[...]
        // In one pass, so that what is filled in is never taken for a name in braces.
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            filled += rest[..<open]
            filled += values[name] ?? "{\(name)}"
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }
}

/// The words of the schema.
extension Phrases {
    /// What a kind of record is called, one of it.
    func kind(_ name: String) -> String { self.ifKnown("kind.\(name)") ?? name }

    /// What a kind of record is called, many of it.
    func kinds(_ name: String) -> String { self.ifKnown("kind.\(name).many") ?? name }

    /// What a field of a kind is called.
    func field(_ name: String, of kind: String) -> String {
        self.ifKnown("field.\(kind).\(name)") ?? self.ifKnown("field.common.\(name)") ?? name
    }

    /// What a field of a kind is for, in a short sentence.
    func help(_ name: String, of kind: String) -> String? {
        self.ifKnown("field.\(kind).\(name).help") ?? self.ifKnown("field.common.\(name).help")
    }

    /// What a part of a structured field is called.
    func part(_ part: String, of field: String) -> String { self.ifKnown("part.\(field).\(part)") ?? part }

    /// What a value of a list is called.
    func choice(_ value: String, of field: String, kind: String) -> String {
        self.ifKnown("choice.\(kind).\(field).\(value)") ?? self.ifKnown("choice.common.\(field).\(value)") ?? value
    }

    /// What a value of a list in a part of a structured field is called.
    func choice(_ value: String, part: String, of field: String) -> String {
        self.ifKnown("choice.\(field).\(part).\(value)") ?? value
    }

    /// What a country is called; its code when it is unknown.
    func country(_ code: String) -> String {
        guard Country.codes.contains(code) else { return code }
        return self.language.locale.localizedString(forRegionCode: code) ?? code
    }

    /// What a voivodeship is called, by its digits or the text of a field.
    func region(_ code: String) -> String {
        // Where two languages have one name, it stands once.
        let names = Region.names(of: code)
        return names.isEmpty ? code : names[min(self.language.column, names.count - 1)]
    }

    /// What a language is called; its tag when it is unknown.
    func language(_ tag: String) -> String {
        self.language.locale.localizedString(forIdentifier: tag) ?? tag
    }
}
