import SplotDirectory
import Testing

struct StructureTests {
    @Test(arguments: [
        ("member", "steps", "step: declared; date: 2015-02-23", "date: 2015-02-23; step: declared"),
        ("member", "steps", " step:declared ;; ", nil),
        ("member", "steps", "step: accepted; date: ; ", "step: accepted"),
        ("project", "contract", "number: DG-G/2918/13; date: 13.09.2013", "date: 2013-09-13; number: DG-G/2918/13"),
        ("project", "contract", "number: \"1;2\"", "number: \"1;2\""),
        (
            "project", "contract", "number: \"\"\"Umowa\"\"; nr 5\"; date: 2013",
            "date: 2013; number: \"\"\"Umowa\"\"; nr 5\""
        ),
        ("project", "contract", "number: „Umowa: 5”", "number: „Umowa: 5”"),
        ("project", "split", "label: platforma; share: >90%", "label.pl: platforma; share: >90 %"),
        (
            "project", "split", "label.en: platform; share: =7%; label.pl: platforma",
            "label.en: platform; label.pl: platforma; share: 7 %"
        ),
        (
            "cluster", "recognition", "status: Krajowy Klaster Kluczowy; period: 2015/..",
            "period: 2015/..; status: Krajowy Klaster Kluczowy"
        ),
        ("cluster", "goals", "Cel: zdrowie; dom", "pl: \"Cel: zdrowie; dom\""),
        ("cluster", "goals", "pl: zdrowie; en: health", "en: health; pl: zdrowie"),
        ("cluster", "goals", "pl: zdrowie; pl: dom", "pl: \"pl: zdrowie; pl: dom\""),
        ("cluster", "goals.en-gb", "pl: health", "en-GB: pl: health"),
    ])
    func elementsAreReadAndShown(kind: String, path: String, text: String, shown: String?) {
        #expect(check(kind, path, text).text == shown)
        // What is shown can be written back.
        if let shown { #expect(check(kind, path.prefixBeforeDot, shown).text == shown) }
    }

    @Test(arguments: [
        ("declared", FieldProblem.Code.malformed), ("date: 2015", .missing),
        ("step: declared; when: 2015", .unknownKey),
        ("step: declared; step: accepted", .repeated), ("step: zgłoszony", .malformed),
        ("step: declared; date: x", .malformed),
        ("step: \"declared", .malformed), ("step: \"declared\" x", .malformed), (": declared", .malformed),
        ("step.pl: declared", .unknownKey), (";", .malformed), ("a step: declared", .malformed),
    ])
    func otherStructuresAreRefused(text: String, code: FieldProblem.Code) {
        #expect(check("member", "steps", text).codes == [code])
    }

    @Test
    func oneLanguageOfAMemberIsGivenOnce() {
        #expect(check("project", "split", "label.pl: a; label: b; share: 5").codes == [.repeated])
        #expect(check("project", "split", "label.polski: a; share: 5").codes == [.unknownKey])
    }

    @Test
    func aMapGivenWholeBecomesOneWriteForEachPart() throws {
        let writes = try check("organisation", "address", "city: Toruń; postalCode: 87-100; country: Polska").get()
        #expect(writes.map(\.key) == ["postalCode", "city", "country"])
        #expect(writes.map(\.operation) == ["87-100", "Toruń", "PL"].map { .set(.value(.text($0))) })
        #expect(check("organisation", "address", "Toruń").codes == [.malformed])
    }

    @Test
    func otherValuesAreShown() throws {
        #expect(Value.integer(-5).displayText == "-5")
        #expect(Value.boolean(false).displayText == "no")
        #expect(Value.list([.text("a"), .integer(1)]).displayText == "a, 1")
        #expect(Value.opaque([1, 2, 3]).displayText == "(unknown, 3 bytes)")
        let uuid = RecordUUID(high: 0, low: 1)
        #expect(Value.reference(uuid).displayText == "00000000-0000-0000-0000-000000000001")
        #expect(
            Value.structure(["b": .opaque([0]), "a": .structure(["x": .text("")])]).displayText
                == "a.x: \"\"; b: (unknown, 1 bytes)"
        )
    }
}

extension String {
    fileprivate var prefixBeforeDot: String { String(self.prefix { $0 != "." }) }
}
