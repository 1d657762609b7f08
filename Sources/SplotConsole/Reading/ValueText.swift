import SplotDirectory

/// Values of fields as a reader sees them: names for codes, links for records, dates and amounts as one is used to.
struct ValueText {
    let phrases: Phrases
    let formats: Formats
    let titles: RecordTitles
    /// The kind of the record that the values stand in.
    let kind: String

    /// A value as HTML.
    func html(_ value: Value, of field: Field) -> String {
        switch (field.type, value) {
        case (.url, .text(let text)) where text.hasPrefix("https://") || text.hasPrefix("http://"):
            HTML.link(text, text, isOutward: true)
        case (.email, .text(let text)): HTML.link("mailto:" + Query.escaped(text).replacing("%40", with: "@"), text)
        case (.phone, .text(let text)):
            HTML.link("tel:" + text.filter { $0.isNumber || $0 == "+" }, text)
        case (_, .reference(let record)): self.link(to: record)
        case (.structure(let parts), .structure(let members)):
            parts.compactMap { part in
                members[part.name]
                    .map { member in
                        "<span class=\"key\">\(HTML.escaped(self.phrases.part(part.name, of: field.name))):</span> "
                            + self.html(member, of: part, in: field.name)
                    }
            }
            .joined(separator: "; ")
        default: HTML.escaped(self.text(value, of: field))
        }
    }

    /// A value of a field that this version does not know, as HTML.
    func html(unknown value: Value) -> String {
        switch value {
        case .reference(let record): self.link(to: record)
        case .structure(let members):
            members.sorted { $0.key < $1.key }
                .map { "<span class=\"key\">\(HTML.escaped($0.key)):</span> " + self.html(unknown: $0.value) }
                .joined(separator: "; ")
        case .boolean(let answer): HTML.escaped(self.phrases(answer ? "yes" : "no"))
        case .opaque: HTML.escaped(self.phrases("unknownValue"))
        default: HTML.escaped(value.displayText)
        }
    }

    private func link(to record: RecordUUID) -> String {
        guard let title = self.titles.title(record) else { return HTML.escaped(self.phrases("hiddenRecord")) }
        return HTML.link("/\(self.phrases.language.code)/records/\(record)", title.text)
    }

    /// A value as plain text.
    func text(_ value: Value, of field: Field) -> String { self.text(value, of: field, in: nil) }

    private func html(_ value: Value, of part: Field, in field: String) -> String {
        if case .reference = value { return self.html(value, of: part) }
        return HTML.escaped(self.text(value, of: part, in: field))
    }

    private func text(_ value: Value, of field: Field, in outer: String?) -> String {
        switch (field.type, value) {
        case (_, .boolean(let answer)): return self.phrases(answer ? "yes" : "no")
        case (_, .reference(let record)):
            return self.titles.title(record)?.text ?? self.phrases("hiddenRecord")
        case (_, .opaque): return self.phrases("unknownValue")
        case (.structure(let parts), .structure(let members)):
            return
                parts.compactMap { part in
                    members[part.name]
                        .map { member in
                            self.phrases.part(part.name, of: field.name) + ": "
                                + self.text(member, of: part, in: field.name)
                        }
                }
                .joined(separator: "; ")
        case (.localisedText, .structure(let members)), (.localisedParagraphs, .structure(let members)):
            let texts = members.mapValues(\.displayText)
            return LocalisedText.best(of: texts, preferring: self.phrases.language.preferences)?.text ?? ""
        case (_, .text(let text)): return self.text(text, of: field, in: outer)
        default: return value.displayText
        }
    }

    private func text(_ text: String, of field: Field, in outer: String?) -> String {
        switch field.type {
        case .partialDate: PartialDate(text).map(self.formats.date) ?? text
        case .moment: Moment(text).map(self.formats.moment) ?? text
        case .period: Period(text).map(self.formats.period) ?? text
        case .money:
            Money(text).map { Self.sign($0.comparison) + "\(self.formats.decimal($0.amount.text)) \($0.currency)" }
                ?? text
        case .quantity:
            Quantity(text)
                .map { quantity in
                    Self.sign(quantity.comparison) + self.formats.decimal(quantity.number.text)
                        + (quantity.unit.map { "\u{A0}" + $0 } ?? "")
                } ?? text
        case .country: self.phrases.country(text)
        case .region: self.phrases.region(text)
        case .language: self.phrases.language(text)
        case .choice:
            if let outer {
                self.phrases.choice(text, part: field.name, of: outer)
            } else {
                self.phrases.choice(text, of: field.name, kind: self.kind)
            }
        case .identifier: self.identifier(text)
        default: text
        }
    }

    private func identifier(_ text: String) -> String {
        guard let colon = text.firstIndex(of: ":") else { return text }
        let scheme = String(text[..<colon])
        return "\(self.phrases.ifKnown("scheme.\(scheme)") ?? scheme): \(text[text.index(after: colon)...])"
    }

    private static func sign(_ comparison: Comparison) -> String {
        comparison == .exact ? "" : comparison.rawValue
    }
}
