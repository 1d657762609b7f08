/// Finds pairs of long names that are a few letters apart, without comparing all with all.
///
/// A name of up to 17 letters may differ in one, one of up to 27 in two, a longer one in three; under 8 letters none. If
/// two names are `k` letters apart and one of them is cut into `k + 1` pieces, then one piece at least stands unchanged
/// in the other, moved by `k` places at most (Li, Deng, Wang and Feng 2011, "PASS-JOIN"). So each name is looked for
/// only among those that share a piece: some hundred look-ups a name, whatever their number. A piece that very many
/// names share, such as `szpital`, is passed over.
struct NearNames {
    /// Two names, the first before the second, and how many letters they are apart.
    struct Pair: Hashable {
        var first: String
        var second: String
        var distance: Int
    }

    private struct Piece: Hashable {
        var length: Int
        var index: Int
        var letters: ArraySlice<UInt8>
    }

    private struct Name {
        var text: String
        var letters: [UInt8]
        var numerals: [[UInt8]]
    }

    /// The fewest letters of a name that may differ.
    static let leastLetters = 8

    // Of how many names that share one piece each is compared.
    private static let pieceLimit = 256

    /// How many letters a name of some length may differ in.
    static func limit(length: Int) -> Int {
        length < self.leastLetters ? 0 : min(3, (length + 2) / 10)
    }

    /// Finds the pairs among names of letters and digits.
    ///
    /// Where the digits of two names differ they are two: `przychodnia1` and `przychodnia2`.
    ///
    /// - Parameter names: Different names, in a fixed order.
    /// - Returns: The pairs, each once.
    static func pairs(among names: [String]) -> [Pair] {
        let long = names.map { Name(text: $0, letters: Array($0.utf8), numerals: Self.numerals(in: $0)) }
            .filter { $0.letters.count >= Self.leastLetters }
        var index: [Piece: [Int]] = [:]
        for (number, name) in long.enumerated() {
            for piece in Self.pieces(of: name.letters) { index[piece, default: []].append(number) }
        }
        index = index.filter { $0.value.count <= Self.pieceLimit }
        var pairs: [Pair] = []
        for (number, name) in long.enumerated() {
            for other in Self.candidates(for: name.letters, in: index) where other != number {
                let pair = (name, long[other])
                // The shorter name looks for the longer; of two with one length, the earlier for the later.
                guard pair.0.letters.count < pair.1.letters.count || number < other, pair.0.numerals == pair.1.numerals
                else { continue }
                let limit = Self.limit(length: pair.1.letters.count)
                guard let distance = EditDistance.between(pair.0.letters, pair.1.letters, limit: limit), distance > 0
                else { continue }
                let ordered = pair.0.text < pair.1.text ? (pair.0.text, pair.1.text) : (pair.1.text, pair.0.text)
                pairs.append(Pair(first: ordered.0, second: ordered.1, distance: distance))
            }
        }
        return pairs
    }

    // The names that have a piece where this one has it too; they are as long, or longer by what may differ.
    private static func candidates(for letters: [UInt8], in index: [Piece: [Int]]) -> [Int] {
        var found: Set<Int> = []
        for length in letters.count...(letters.count + 3) {
            let limit = self.limit(length: length)
            guard length - letters.count <= limit else { continue }
            for (number, range) in self.ranges(length: length).enumerated() {
                let starts = max(0, range.lowerBound - limit)...(range.lowerBound + limit)
                for start in starts where start + range.count <= letters.count {
                    let piece = Piece(
                        length: length,
                        index: number,
                        letters: letters[start..<(start + range.count)]
                    )
                    if let numbers = index[piece] { found.formUnion(numbers) }
                }
            }
        }
        return found.sorted()
    }

    private static func pieces(of letters: [UInt8]) -> [Piece] {
        self.ranges(length: letters.count).enumerated()
            .map { Piece(length: letters.count, index: $0, letters: letters[$1]) }
    }

    // A name of this length cut into pieces as equal as can be, one more than letters that may differ.
    private static func ranges(length: Int) -> [Range<Int>] {
        let count = self.limit(length: length) + 1
        return (0..<count).map { (length * $0 / count)..<(length * ($0 + 1) / count) }
    }

    private static func numerals(in name: String) -> [[UInt8]] {
        name.utf8.split { !Digits.contains($0) }.map(Array.init)
    }
}
