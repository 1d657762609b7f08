import FoundationEssentials
import SplotDirectory
import SplotNode

/// A record's form as its template shows it.
struct FormView {
    let form: RecordForm
    let kind: Kind
    let services: ConsoleServices
    let visit: Visit
    let problems: [FieldProblem]

    /// The most characters of a line, and of paragraphs.
    private static let limits = (line: 2_000, paragraphs: 16_000)

    private var phrases: Phrases { self.visit.phrases }
    private var problemText: ProblemText { ProblemText(self.phrases) }

    var view: PageView {
        var links: [PageView] = []
        let groups = self.form.groups.map { group -> PageView in
            let hint = self.hint(group.field)
            var shown: PageView = [
                "label": self.phrases.field(group.field.name, of: self.kind.name), "required": group.field.isRequired,
                "anchor": Self.anchor(group.field.name), "isAlone": group.inputs.count == 1,
                "inputs": group.inputs.enumerated()
                    .map { self.input($1, at: $0, in: group, hasHint: hint != nil, &links) },
            ]
            shown["hint"] = hint
            // A lone input has it between its label and itself.
            if group.inputs.count == 1, let hint, var inputs = shown["inputs"] as? [PageView] {
                inputs[0]["ownHint"] = hint
                shown["inputs"] = inputs
            }
            return shown
        }
        return [
            "groups": groups, "kindName": self.kind.name, "hasProblems": !links.isEmpty, "problemLinks": links,
            "problemHeading": self.phrases.count("problemHeading", links.count),
        ]
    }

    /// What a field is for, and how it is written where that is not plain.
    private func hint(_ field: Field) -> String? {
        if case .moment = field.type {
            return self.phrases("momentHint", ["zone": self.services.configuration.timeZone.identifier])
        }
        let form = Self.needsHint(field.type) ? self.problemText.hint(field.type) : nil
        let help = self.phrases.help(field.name, of: self.kind.name)
        return [help, form.map { "(\($0))" }].compactMap { $0 }.joined(separator: " ")
    }

    // What anybody knows how to fill in needs no explanation.
    private static func needsHint(_ type: FieldType) -> Bool {
        switch type {
        case .text, .localisedText, .localisedParagraphs, .choice, .boolean, .country, .region, .structure: false
        default: true
        }
    }

    private func input(
        _ input: FormInput,
        at index: Int,
        in group: RecordForm.Group,
        hasHint: Bool,
        _ links: inout [PageView]
    ) -> PageView {
        let anchor = Self.anchor(input.name)
        let label = self.label(input, of: group.field)
        var view: PageView = [
            "anchor": anchor, "name": "f." + input.name, "value": input.text, "label": label,
            "originalName": "o." + input.name, "original": input.original,
        ]
        var described = hasHint ? ["h-\(Self.anchor(group.field.name))"] : []
        if let problem = self.problem(of: input, at: index, in: group) {
            view["problem"] = problem
            described.append("e-\(anchor)")
            let name = self.phrases.field(group.field.name, of: self.kind.name)
            links.append(["anchor": anchor, "label": name, "text": problem])
        }
        if !described.isEmpty { view["described"] = described.joined(separator: " ") }
        if group.field.shape == .localised { view["inputLang"] = input.key }
        if let element = input.element, self.isLastInput(index, in: group),
            group.inputs.contains(where: { $0.element == element && !$0.original.isEmpty })
        {
            let name = "\(input.field).\(element)"
            view["removeName"] = "r." + name
            view["removed"] = self.form.removed.contains(name)
        }
        self.addControl(of: input, in: group.field, to: &view)
        return view
    }

    private func addControl(of input: FormInput, in field: Field, to view: inout PageView) {
        func options(_ values: [(String, String)]) -> [PageView] {
            var values = values
            // What a newer version has written stays what it is.
            if !input.text.isEmpty, !values.contains(where: { $0.0 == input.text }) {
                values.append((input.text, input.text))
            }
            return [["value": "", "label": self.phrases("notSaid"), "selected": input.text.isEmpty]]
                + values.map { ["value": $0.0, "label": $0.1, "selected": $0.0 == input.text] }
        }
        switch input.control {
        case .line, .moment:
            (view["isText"], view["type"], view["limit"]) = (true, "text", Self.limits.line)
        case .paragraphs:
            (view["isArea"], view["rows"], view["limit"]) = (true, 4, Self.limits.paragraphs)
            // HTML drops a line break right after the opening tag.
            view["leading"] = input.text.hasPrefix("\n")
        case .choice(let values):
            view["isSelect"] = true
            view["options"] = options(values.map { ($0, self.choice($0, input, field)) })
        case .boolean:
            view["isSelect"] = true
            view["options"] = options([("yes", self.phrases("yes")), ("no", self.phrases("no"))])
        case .country:
            let countries = Country.codes.map { ($0, self.phrases.country($0)) }
            view["isSelect"] = true
            view["options"] = options(countries.sorted { PolishCollation.areInOrder($0.1, $1.1) })
        case .region:
            view["isSelect"] = true
            view["options"] = options(Region.voivodeships.map { ("TERYT:\($0.code)", self.phrases.region($0.code)) })
        case .record(let kinds):
            (view["isText"], view["type"], view["limit"]) = (true, "text", Self.limits.line)
            view["lookup"] = self.visit.href("/suggest") + Query(kinds.map { ("kind", $0) }).encoded
        }
    }

    private func choice(_ value: String, _ input: FormInput, _ field: Field) -> String {
        if case .structure = field.type, let key = input.key {
            return self.phrases.choice(value, part: key, of: field.name)
        }
        return self.phrases.choice(value, of: field.name, kind: self.kind.name)
    }

    private func label(_ input: FormInput, of field: Field) -> String {
        let key = input.key ?? ""
        let name = self.phrases.field(field.name, of: self.kind.name)
        if case .structure = field.type, !key.isEmpty {
            let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
            let part = self.phrases.part(parts[0], of: field.name)
            let label = parts.count > 1 ? "\(part), \(self.languageLabel(parts[1]))" : part
            return input.element.map { "\(label) (\($0 + 1))" } ?? label
        }
        if !key.isEmpty { return self.languageLabel(key) }
        guard let element = input.element else { return name }
        return input.original.isEmpty ? self.phrases("addAnother") : "\(name) (\(element + 1))"
    }

    private func languageLabel(_ tag: String) -> String {
        switch tag {
        case "pl": self.phrases("languagePl")
        case "en": self.phrases("languageEn")
        case "de": self.phrases("languageDe")
        default: self.phrases("languageOther", ["language": tag])
        }
    }

    // A problem names the field or `field.key`; of a set it cannot name the element, so it stands at the first input
    // whose text is new.
    private func problem(of input: FormInput, at index: Int, in group: RecordForm.Group) -> String? {
        let paths = [input.key.map { "\(input.field).\($0)" } ?? input.field]
        let exact = self.problems.first { group.field.shape != .set && paths.contains($0.path) }
        let general = self.problems.first { problem in
            let isOfField = problem.path == group.field.name || problem.path.hasPrefix(group.field.name + ".")
            let isElsewhere =
                group.field.shape != .set && group.inputs.contains { "\($0.field).\($0.key ?? "")" == problem.path }
            return isOfField && !isElsewhere
        }
        let place = group.inputs.firstIndex { $0.text != $0.original } ?? 0
        guard let problem = exact ?? (index == place ? general : nil) else { return nil }
        return self.problemText.text(problem, kind: self.kind.name, schema: self.services.node.schema)
    }

    private func isLastInput(_ index: Int, in group: RecordForm.Group) -> Bool {
        let next = group.inputs.indices.contains(index + 1) ? group.inputs[index + 1].element : nil
        return next != group.inputs[index].element
    }

    private static func anchor(_ name: String) -> String {
        "f-" + name.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
    }
}
