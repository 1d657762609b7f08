import SplotDirectory
import Testing

struct PolishCollationTests {
    // The alphabet as the Polish standard has it, with q, v and x in their Latin places.
    static let alphabet = "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż".split(separator: " ")

    @Test
    func lettersComeInTheOrderOfTheAlphabet() {
        let shuffled = Self.alphabet.map(String.init).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect(shuffled != Self.alphabet.map(String.init))
        #expect(shuffled.sorted(by: PolishCollation.areInOrder) == Self.alphabet.map(String.init))
    }

    @Test(arguments: [
        ["Sanok", "Szczecin", "Ścinawa", "Śląsk", "Tarnów"],
        ["laska", "lód", "Łaska", "Łódź", "mak"],
        ["zad", "zupa", "źle", "żaba"],
        ["a", "A b", "ab", "ą"],
        ["5 Dyfuzja", "5.1 Wspieranie", "50", "cafe", "café", "cafz"],
        ["Zelwer", "ześć", "żuk", "Київ"],
        ["Nowak", "nowak", "Nowakowski"],
        ["", " ", "-", "0", "9", "a"],
    ])
    func wordsComeInDictionaryOrder(sorted: [String]) {
        #expect(sorted.reversed().sorted(by: PolishCollation.areInOrder) == sorted)
        for (left, right) in zip(sorted, sorted.dropFirst()) {
            #expect(PolishCollation.areInOrder(left, right), "\(left) < \(right)")
            #expect(!PolishCollation.areInOrder(right, left), "\(right) > \(left)")
        }
    }

    @Test
    func nothingComesBeforeItself() {
        #expect(!PolishCollation.areInOrder("Łódź", "Łódź"))
        // The same letter, composed and not.
        #expect(PolishCollation.sortKey("Łódz\u{301}") == PolishCollation.sortKey("Łódź"))
    }
}
