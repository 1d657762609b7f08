import Foundation
import SplotDirectory
import SplotTesting
import Testing

struct RoundTripTests {
    // Pieces of accepted texts and of what breaks parsers: now and then they make something whole.
    static let pieces = [
        "2015", "2013-07-01", "01.07.2013", "/", "..", "-", "–", "≈", ">=", "<", "=", "+", "22 000", "1,50", "0", "00",
        " PLN", "zł", "%", " ", "\u{A0}", "\u{3000}", "pl", "en-GB", ":", ": ", ";", "; ", "\"", "„", "”", "step",
        "date",
        "number", "label", "label.en", "share", "status", "declared", "NIP:8567346215", "TERYT:04", "śląskie", "yes",
        "www.", "https://", "klaster.example", "@", "a", "Z", "T10:00Z", "[Europe/Warsaw]", "\u{301}", "\u{338}",
        "e\u{301}", "\u{37E}", "İ", "ẞ", "ﬁ", "가", "\u{1F469}\u{200D}\u{1F52C}", "\u{202E}", "\u{0}", "\n", "\r\n",
        "5c146b14-3c52-8afd-938a-375d0df1fbf6", "E", "e5", "9999999999", "٣", "Ⅷ",
    ]

    static func text(_ generator: inout SeededGenerator) -> String {
        (0..<Int.random(in: 1...6, using: &generator))
            .map { _ in
                Self.pieces.randomElement(using: &generator) ?? ""
            }
            .joined()
    }

    @Test(arguments: Schema.standard.kinds.map(\.name))
    func whatIsShownCanBeWrittenBack(kind: String) {
        let seed: UInt64 = 2015
        var generator = SeededGenerator(seed: seed)
        var accepted = 0
        for field in Schema.standard.fields(of: kind) {
            for _ in 0..<120 {
                let text = Self.text(&generator)
                guard let shown = check(kind, field.name, text).text else { continue }
                accepted += 1
                let again = check(kind, field.name, shown).text
                #expect(
                    again.map { Array($0.utf8) } == Array(shown.utf8),
                    "seed \(seed), \(kind).\(field.name): \(text.debugDescription)"
                )
                #expect(shown.precomposedStringWithCanonicalMapping.utf8.elementsEqual(shown.utf8))
            }
        }
        #expect(accepted > 100, "too few texts were accepted to tell anything")
    }

    @Test
    func messagesQuoteNothing() {
        let secret = "Tajemniczy"
        for kind in Schema.standard.kinds {
            for field in Schema.standard.fields(of: kind.name) {
                for text in [secret, "\(secret): \(secret)", "step: \(secret)", "code: \(secret)", "NIP:\(secret)"] {
                    guard case .failure(let error) = check(kind.name, field.name, text) else { continue }
                    #expect(!error.description.contains(secret), "\(kind.name).\(field.name)")
                }
            }
        }
    }

    @Test
    func foldingAndCollationTakeAnything() {
        var generator = SeededGenerator(seed: 7)
        let texts = (0..<300).map { _ in Self.text(&generator) }
        for text in texts {
            let folded = Folding.fold(text)
            #expect(Folding.fold(folded) == folded, "seed 7: \(text.debugDescription)")
            #expect(Folding.squash(text) == folded.replacing(" ", with: ""), "seed 7: \(text.debugDescription)")
        }
        let sorted = texts.sorted(by: PolishCollation.areInOrder)
        for (left, right) in zip(sorted, sorted.dropFirst()) {
            #expect(!PolishCollation.areInOrder(right, left), "seed 7: \(left.debugDescription)")
        }
    }
}
