import SplotDirectory

/// Makes the inputs for what a field holds.
struct FormBuilder {
    let titles: (RecordUUID) -> String?

    /// The languages for which a form has inputs, whether or not there is text in them.
    private static let languages = Language.allCases.map(\.code)

    /// The inputs of one field.
    ///
    /// - Parameters:
    ///   - field: The field.
    ///   - content: What it holds; `nil` for nothing.
    /// - Returns: The inputs, in order.
    func inputs(of field: Field, content: DirectoryRecord.Content?) -> [FormInput] {
        switch field.shape {
        case .single:
            var value: Value?
            if case .single(let single)? = content { value = single }
            return [self.input(field.name, field: field, type: field.type, value: value)]
        case .localised:
            let texts = Self.keyed(content)
            return self.tags(texts.keys)
                .map { tag in
                    self.input("\(field.name).\(tag)", field: field, key: tag, type: field.type, value: texts[tag])
                }
        case .map:
            guard case .structure(let parts) = field.type else { return [] }
            let values = Self.keyed(content)
            return parts.map { part in
                self.input(
                    "\(field.name).\(part.name)",
                    field: field,
                    key: part.name,
                    type: part.type,
                    value: values[part.name]
                )
            }
        case .set:
            var values: [Value?] = []
            if case .set(let elements)? = content { values = elements }
            values += [Value?](repeating: nil, count: RecordForm.newElements)
            return values.enumerated().flatMap { self.element($0, of: field, value: $1) }
        }
    }

    private func element(_ number: Int, of field: Field, value: Value?) -> [FormInput] {
        var members: [String: Value] = [:]
        if case .structure(let known)? = value { members = known }
        let stem = "\(field.name).\(number)"
        switch field.type {
        case .structure(let parts):
            return parts.flatMap { part -> [FormInput] in
                guard case .localisedText = part.type else {
                    return [
                        self.input(
                            "\(stem).\(part.name)",
                            field: field,
                            key: part.name,
                            element: number,
                            type: part.type,
                            value: members[part.name]
                        )
                    ]
                }
                var texts: [String: Value] = [:]
                if case .structure(let known)? = members[part.name] { texts = known }
                return self.tags(texts.keys)
                    .map { tag in
                        self.input(
                            "\(stem).\(part.name).\(tag)",
                            field: field,
                            key: "\(part.name).\(tag)",
                            element: number,
                            type: part.type,
                            value: texts[tag]
                        )
                    }
            }
        case .localisedText:
            return self.tags(members.keys)
                .map { tag in
                    self.input(
                        "\(stem).\(tag)",
                        field: field,
                        key: tag,
                        element: number,
                        type: field.type,
                        value: members[tag]
                    )
                }
        default:
            return [self.input(stem, field: field, element: number, type: field.type, value: value)]
        }
    }

    private func input(
        _ name: String,
        field: Field,
        key: String? = nil,
        element: Int? = nil,
        type: FieldType,
        value: Value?
    ) -> FormInput {
        let text = value.map(self.text) ?? ""
        return FormInput(
            name: name,
            field: field.name,
            key: key,
            element: element,
            control: Self.control(type),
            text: text,
            original: text
        )
    }

    private func text(_ value: Value) -> String {
        guard case .reference(let record) = value, let title = self.titles(record) else { return value.displayText }
        return "\(title) [\(record)]"
    }

    private func tags(_ known: some Sequence<String>) -> [String] {
        Self.languages + known.filter { !Self.languages.contains($0) }.sorted()
    }

    private static func keyed(_ content: DirectoryRecord.Content?) -> [String: Value] {
        if case .keyed(let values)? = content { values } else { [:] }
    }

    private static func control(_ type: FieldType) -> FormInput.Control {
        switch type {
        case .localisedParagraphs: .paragraphs
        case .choice(let values): .choice(values)
        case .boolean: .boolean
        case .moment: .moment
        case .country: .country
        case .region: .region
        case .reference(let kinds, _): .record(kinds)
        default: .line
        }
    }
}
