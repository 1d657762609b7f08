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

    @Test(arguments: [
        ("kujawsko-pomorskie", "04"), ("Kujawsko – Pomorskie", "04"), ("slaskie", "24"), ("ŚLĄSKIE", "24"),
        ("dolnoslaskie", "02"), ("woj. lubelskie", "06"), ("Województwo Łódzkie", "10"), ("32", "32"),
    ])
    func voivodeshipsAreFoundByName(text: String, code: String) {
        #expect(Region.code(text) == code)
    }

    @Test(arguments: ["", "00", "01", "34", "4", "004", "lubel", "Śląsk", "woj."])
    func otherVoivodeshipsAreRefused(text: String) {
        #expect(Region.code(text) == nil)
    }
}
