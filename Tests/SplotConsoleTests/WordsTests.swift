import SplotDirectory
import Testing

@testable import SplotConsole

struct WordsTests {
    @Test func everyLanguageHasTheSameKeys() {
        let polish = Set(Words.standard.all(in: .polish).keys)
        for language in Language.allCases {
            let keys = Set(Words.standard.all(in: language).keys)
            #expect(keys == polish, "\(language): \(keys.symmetricDifference(polish).sorted())")
            #expect(Words.standard.all(in: language).allSatisfy { !$0.value.isEmpty })
        }
    }

    @Test func whatIsFilledInIsTheSameInEveryLanguage() {
        func names(_ text: String) -> Set<Substring> { Set(text.matches(of: /\{(\w+)\}/).map(\.output.1)) }
        for (key, text) in Words.standard.all(in: .polish) {
            for language in Language.allCases {
                let other = Words.standard.text(key, in: language) ?? ""
                #expect(names(other) == names(text), "\(key) in \(language)")
            }
        }
    }

    @Test func everyNumberHasAllItsForms() {
        let keys = Set(Words.standard.all(in: .polish).keys)
        for key in keys where key.hasSuffix(".one") {
            let stem = key.dropLast(4)
            for form in PluralForm.allCases { #expect(keys.contains("\(stem).\(form.rawValue)"), "\(stem).\(form)") }
        }
    }

    @Test func everyTextOfATemplateIsThere() {
        let known = Phrases(.english).forTemplates
        for (name, text) in Templates.texts {
            for match in text.matches(of: /\{\{t\.(\w+)\}\}/) {
                #expect(known[String(match.output.1)] != nil, "\(match.output.1) of \(name)")
            }
        }
    }

    @Test(arguments: Language.allCases)
    func theWholeSchemaHasWords(language: Language) {
        let phrases = Phrases(language)
        let schema = Schema.standard
        for kind in schema.kinds {
            #expect(phrases.ifKnown("kind.\(kind.name)") != nil)
            #expect(phrases.ifKnown("kind.\(kind.name).many") != nil)
            #expect(phrases.ifKnown("kind.\(kind.name).new") != nil)
            for field in schema.fields(of: kind.name) {
                let isCommon = schema.commonFields.contains { $0.name == field.name }
                let owner = isCommon ? "common" : kind.name
                #expect(phrases.ifKnown("field.\(owner).\(field.name)") != nil, "\(owner).\(field.name)")
                #expect(phrases.help(field.name, of: kind.name) != nil, "\(owner).\(field.name)")
                if case .choice(let values) = field.type {
                    for value in values {
                        #expect(
                            phrases.ifKnown("choice.\(owner).\(field.name).\(value)") != nil,
                            "\(field.name) \(value)"
                        )
                    }
                }
                guard case .structure(let parts) = field.type else { continue }
                for part in parts {
                    #expect(phrases.ifKnown("part.\(field.name).\(part.name)") != nil, "\(field.name) \(part.name)")
                    guard case .choice(let values) = part.type else { continue }
                    for value in values {
                        #expect(
                            phrases.ifKnown("choice.\(field.name).\(part.name).\(value)") != nil,
                            "\(part.name) \(value)"
                        )
                    }
                }
            }
        }
    }

    @Test(arguments: Language.allCases)
    func whatAFieldTakesAndWhatIsWrongWithItHasWords(language: Language) {
        let text = ProblemText(Phrases(language))
        for kind in Schema.standard.kinds {
            for field in Schema.standard.fields(of: kind.name) {
                #expect(text.hint(field.type) != nil, "\(field.type)")
            }
        }
        for code in MembershipFault.Code.allCases {
            let problem = FieldProblem(path: "steps", code: .contradiction, message: code.rule)
            #expect(text.text(problem, kind: "member") == Phrases(language).ifKnown("fault.\(code.rawValue)"))
        }
    }

    @Test(arguments: [
        (0, PluralForm.many), (1, .one), (2, .few), (4, .few), (5, .many), (11, .many), (12, .many), (14, .many),
        (21, .many), (22, .few), (25, .many), (101, .many), (102, .few), (112, .many), (1_000_002, .few),
    ])
    func polishNumbersTakeTheirForms(number: Int, form: PluralForm) {
        #expect(PluralForm(number, in: .polish) == form)
        #expect(PluralForm(number, in: .english) == (number == 1 ? .one : .other))
    }

    @Test(arguments: [
        (nil, Language.polish), ("de", .german), ("fr, en;q=0.8, de;q=0.9", .german), ("en-US,en;q=0.5", .english),
        ("fr", .polish), ("q=;;;,,", .polish), ("den", .polish), ("en;q=0, de;q=0.1", .german),
    ])
    func theBrowserSaysWhichLanguageIsWanted(header: String?, language: Language) {
        #expect(Language.accepted(header) == language)
    }

    @Test func whatIsFilledInIsNeverTakenForAPlaceholder() {
        #expect(Phrases(.english)("suggests", ["cluster": "{cluster}"]) == "{cluster} suggests")
    }
}
