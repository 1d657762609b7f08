import SplotDirectory
import SplotInterchange
import Testing

struct MappingTests {
    @Test func columnsStandForWhatIsSaidOfThem() throws {
        var directory = try Directory.ofTwoClusters()
        let text = """
            Nazwa firmy;Nazwa ang.;Siedziba;Numer;Status;Uwagi
            Szpital;Hospital;Toruń;1234563218;honorary;pilne
            """
        let mapping = [
            "Nazwa firmy": "name", "Nazwa ang.": "name.en", "Siedziba": "address.city", "Numer": "identifiers.NIP",
            "Status": "kind", "Uwagi": "",
        ]
        let plan = try directory.plan(text, "member", mapping: mapping)
        #expect(plan.states == [.new], "\(plan.rows)")
        directory.apply(plan)
        let hospital = try #require(directory.record("organisation", named: "Szpital"))
        #expect(hospital["name", "en"] == .text("Hospital"))
        #expect(hospital["address", "city"] == .text("Toruń"))
        #expect(hospital[set: "identifiers"] == [.text("NIP:1234563218")])
        #expect(directory.of("member").first?[single: "kind"] == .text("honorary"))
        #expect(try directory.plan(text, "member", mapping: mapping).edits.isEmpty)
    }

    @Test(arguments: ["organisation.name", "organisation.name.pl", "name.pl", "nazwa"])
    func aFieldMayBeNamedInEveryWayThatAColumnMay(field: String) throws {
        var directory = try Directory.ofTwoClusters()
        directory.apply(try directory.plan("X\nSzpital", "member", mapping: ["X": field]))
        #expect(directory.record("organisation", named: "Szpital") != nil)
    }

    @Test func aMappingGoesBeforeTheHeading() throws {
        var directory = try Directory.ofTwoClusters()
        let text = "name;type;Typ\nA;szpitale;hospital"
        directory.apply(try directory.plan(text, "organisation", mapping: ["type": "tags", "Typ": "type"]))
        let record = try #require(directory.record("organisation", named: "A"))
        #expect(record[set: "tags"] == [.text("szpitale")])
        #expect(record[single: "type"] == .text("hospital"))
    }

    @Test func defaultsAndKeysAreColumnsAsTheyAreMapped() throws {
        var directory = try Directory.ofTwoClusters()
        let mapping = ["Firma": "name", "Rodzaj": "type", "Strona": "website"]
        directory.apply(
            try directory.plan(
                "Firma;Rodzaj;Strona\nA;;a.example",
                "organisation",
                mapping: mapping.merging(["Strona": ""]) { $1 },
                defaults: ["Rodzaj": "ngo", "website": "www.a.example"]
            )
        )
        #expect(directory.record("organisation", named: "A")?[single: "type"] == .text("ngo"))
        let renamed = "Firma;Strona\nB;www.a.example"
        let mappingOfTwo = mapping.filter { $0.key != "Rodzaj" }
        let plan = try directory.plan(renamed, "organisation", key: "Strona", mapping: mappingOfTwo)
        #expect(plan.states == [.changed])
    }

    @Test(arguments: [
        (["Nazwa frmy": "name"], "did you mean 'Nazwa firmy'", "it has Nazwa firmy, Uwagi"),
        (["Nazwa firmy": "nam"], "did you mean 'name'", "'Nazwa firmy'"),
        (["Nazwa firmy": "organisation"], "has no place for the field", "aliases"),
    ])
    func unknownColumnsAndFieldsAreErrorsThatNameThoseThereAre(
        mapping: [String: String],
        hint: String,
        known: String
    ) throws {
        let directory = try Directory.ofTwoClusters()
        let error = #expect(throws: InterchangeError.self) {
            try directory.plan("Nazwa firmy;Uwagi\nA;", "organisation", mapping: mapping)
        }
        #expect(error?.code == .badMapping)
        #expect(error?.message.contains(hint) == true)
        #expect(error?.message.contains(known) == true)
    }

    @Test func anUnknownColumnSaysHowToMapIt() throws {
        let directory = try Directory.ofTwoClusters()
        let error = #expect(throws: InterchangeError.self) { try directory.plan("Nazwa firmy\nA", "organisation") }
        #expect(error?.code == .unknownColumn)
        #expect(error?.message.contains("--map 'Nazwa firmy=FIELD'") == true)
    }

    @Test func theColumnOfProblemsIsPassedOver() throws {
        let directory = try Directory.ofTwoClusters()
        #expect(try directory.plan("name;splot_problem\nA;line 2: x", "organisation").states == [.new])
        #expect(try directory.plan(#"{"name":"A","splot_problem":"x"}"#, "organisation").states == [.new])
    }
}
