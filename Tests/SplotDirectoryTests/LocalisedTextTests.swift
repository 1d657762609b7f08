import SplotDirectory
import Testing

struct LocalisedTextTests {
    static let texts = ["pl": "Szpital", "en-GB": "Hospital", "de": "Krankenhaus", "uk": "Лікарня"]

    @Test(arguments: [
        (["uk"], "uk"), (["en"], "en-GB"), (["en-US"], "en-GB"), (["EN-gb"], "en-GB"), (["fr", "de-AT"], "de"),
        ([], "pl"), (["fr"], "pl"),
    ])
    func theReadersLanguageIsChosen(preferred: [String], tag: String) {
        #expect(LocalisedText.best(of: Self.texts, preferring: preferred)?.language == tag)
        #expect(LocalisedText.best(of: Self.texts, preferring: preferred)?.text == Self.texts[tag])
    }

    @Test
    func thereIsAlwaysATextWhenThereIsOne() {
        #expect(LocalisedText.best(of: ["uk": "a", "cs": "b"])?.language == "cs")
        #expect(LocalisedText.best(of: ["de": "a", "en": "b"])?.language == "en")
        #expect(LocalisedText.best(of: ["de": "a", "cs": "b"])?.language == "de")
        #expect(LocalisedText.best(of: [:], preferring: ["pl"]) == nil)
        #expect(LocalisedText.best(of: ["en": "a", "en-GB": "b"], preferring: ["en"])?.language == "en")
        // An English reader is not shown Enga, whose code begins with the same letters.
        #expect(LocalisedText.best(of: ["enq": "a", "pl": "b"], preferring: ["en"])?.language == "pl")
    }
}
