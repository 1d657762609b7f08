import SplotDirectory
import Testing

struct CodeTests {
    @Test
    func thereAreAsManyCountriesAsISO3166Has() {
        #expect(Country.codes.count == 249)
        #expect(Set(Country.codes).count == 249)
        #expect(Country.codes == Country.codes.sorted())
    }

    @Test(arguments: [
        ("pl", "PL"), ("PL", "PL"), ("Polska", "PL"), ("POLAND", "PL"), ("Polen", "PL"), ("węgry", "HU"),
        ("Wegry", "HU"),
        ("Zjednoczone Emiraty Arabskie", "AE"), ("Österreich", "AT"), ("Niderlandy", "NL"), ("UK", "GB"), ("el", "GR"),
        ("Tajwan", "TW"), ("Stany Zjednoczone", "US"), ("Deutschland", "DE"), ("Szwecja", "SE"), ("Chorwacja", "HR"),
    ])
    func countriesAreFoundByCodeAndName(text: String, code: String) {
        #expect(Country.code(text) == code)
    }

    @Test
    func everyCountryHasNamesThatLeadBackToIt() throws {
        var owners: [String: String] = [:]
        for code in Country.codes {
            let names = Country.names(of: code)
            #expect(!names.isEmpty && Set(names).count == names.count, "\(code)")
            for name in names {
                #expect(Country.code(name.uppercased()) == code, "\(name)")
                let key = Folding.fold(name)
                #expect(owners[key, default: code] == code, "\(name) is \(code) and \(owners[key] ?? "")")
                owners[key] = code
            }
        }
        #expect(Country.names(of: "HR") == ["Chorwacja", "Croatia", "Kroatien"])
        #expect(Country.names(of: "MT") == ["Malta"])
        #expect(Country.names(of: "XX").isEmpty)
        #expect(Country.names(of: "pl").isEmpty)
    }

    @Test(arguments: [
        ("Kroatien", "HR"), ("CROATIA", "HR"), ("Wybrzeze Kosci Sloniowej", "CI"), ("Kap Verde", "CV"),
        ("Mexiko", "MX"), ("Meksyk", "MX"), ("Irland", "IE"), ("Island", "IS"), ("Bosnia & Herzegovina", "BA"),
        ("Kongo", "CG"), ("Demokratische Republik Kongo", "CD"), ("RPA", "ZA"), ("sao tome and principe", "ST"),
    ])
    func countriesAreFoundInThreeLanguages(text: String, code: String) {
        #expect(Country.code(text) == code)
    }

    @Test(arguments: ["", "XX", "POL", "EU", "Atlantyda", "P L", "Pol"])
    func otherCountriesAreRefused(text: String) {
        #expect(Country.code(text) == nil)
    }

    @Test(arguments: ["AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"])
    func everyCountryOfTheUnionIsKnown(codes: String) {
        let union = codes.split(separator: " ").map(String.init)
        #expect(union.count == 27)
        #expect(union.allSatisfy { Country.code($0) == $0 })
    }

    @Test(arguments: [
        ("PL", "pl"), ("en-gb", "en-GB"), ("EN_us", "en-US"), ("pol", "pl"), ("ger", "de"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("SR-latn", "sr-Latn"), ("es-419", "es-419"), ("de-1996", "de-1996"), ("sl-rozaj", "sl-rozaj"),
        ("csb", "csb"), ("szl", "szl"), ("de-x-a", "de-x-a"), ("en-u-ca-iso8601", "en-u-ca-iso8601"),
    ])
    func languageTagsAreCanonical(text: String, canonical: String) {
        #expect(LanguageTag.canonical(text) == canonical)
    }

    @Test(arguments: [
        "", "p", "xx", "polski", "pl-", "-pl", "pl--PL", "en-UK", "pl PL", "pl-abcdefghi", "pl-u", "pl-a", "pł", "12",
        "de-x", "pl-PL-PL",
    ])
    func otherLanguageTagsAreRefused(text: String) {
        #expect(LanguageTag.canonical(text) == nil)
    }

    @Test
    func thereAreSixteenVoivodeshipsWithEvenNumbers() {
        #expect(Region.voivodeships.map { Int($0.code) } == (1...16).map { 2 * $0 })
        for voivodeship in Region.voivodeships {
            #expect(Region.code(voivodeship.name) == voivodeship.code)
            #expect(Region.name("TERYT:" + voivodeship.code) == voivodeship.name)
        }
    }

    @Test
    func everyVoivodeshipHasNamesThatLeadBackToIt() {
        for voivodeship in Region.voivodeships {
            let names = Region.names(of: "TERYT:" + voivodeship.code)
            #expect(names.first == voivodeship.name)
            #expect(names.allSatisfy { Region.code($0) == voivodeship.code }, "\(names)")
        }
        #expect(Region.names(of: "24") == ["śląskie", "Silesia", "Schlesien", "Silesian"])
        #expect(Region.names(of: "34").isEmpty)
    }

    @Test(arguments: [
        ("kujawsko-pomorskie", "04"), ("Kujawsko – Pomorskie", "04"), ("slaskie", "24"), ("ŚLĄSKIE", "24"),
        ("dolnoslaskie", "02"), ("woj. lubelskie", "06"), ("Województwo Łódzkie", "10"), ("32", "32"),
        ("Silesian Voivodeship", "24"), ("Niederschlesien", "02"), ("Woiwodschaft Grosspolen", "30"), ("LUBLIN", "06"),
    ])
    func voivodeshipsAreFoundByName(text: String, code: String) {
        #expect(Region.code(text) == code)
    }

    @Test(arguments: ["", "00", "01", "34", "4", "004", "lubel", "Śląsk", "woj."])
    func otherVoivodeshipsAreRefused(text: String) {
        #expect(Region.code(text) == nil)
    }
}
