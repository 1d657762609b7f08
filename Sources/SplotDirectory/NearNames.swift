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
        /// How often each letter stands in it, whatever the order.
        var counts = LetterCounts()

        init(_ text: String) {
            self.text = text
            self.letters = Array(text.utf8)
            self.numerals = text.utf8.split { !Digits.contains($0) }.map(Array.init)
            for letter in self.letters { self.counts.add(letter) }
        }
    }

    /// The fewest letters of a name that may differ.
    static let leastLetters = 8

    /// The most letters of a name that may differ.
    private static let mostLetters = 3

    // Of how many names that share one piece each is compared.
    private static let pieceLimit = 128

    /// How many letters a name of some length may differ in.
    static func limit(length: Int) -> Int {
        length < self.leastLetters ? 0 : min(self.mostLetters, (length + 2) / 10)
    }

    /// Finds the pairs among names of letters and digits.
    ///
    /// Where the digits of two names differ they are two: `przychodnia1` and `przychodnia2`.
    ///
    /// - Parameter names: Different names, in a fixed order.
    /// - Returns: The pairs, each once.
    static func pairs(among names: [String]) -> [Pair] {
        let long = names.map { Name($0) }.filter { $0.letters.count >= Self.leastLetters }
        var index: [Piece: [Int]] = [:]
        for (number, name) in long.enumerated() {
            for piece in Self.pieces(of: name.letters) { index[piece, default: []].append(number) }
        }
        index = index.filter { $0.value.count <= Self.pieceLimit }
        // Apart from the names, because most are only looked at here.
        let counts = long.map(\.counts)
        var pairs: [Pair] = []
        // For each name, the last one for which it was looked at: near names share several pieces.
        var seen = Array(repeating: -1, count: long.count)
        for (number, name) in long.enumerated() {
            seen[number] = number
            for others in Self.candidates(for: name.letters, in: index) {
                for other in others where seen[other] != number {
                    seen[other] = number
                    guard counts[number].difference(to: counts[other]) <= 2 * Self.mostLetters else { continue }
                    // The shorter name looks for the longer; of two with one length, the earlier for the later.
                    guard name.letters.count < long[other].letters.count || number < other else { continue }
                    if let pair = Self.pair(name, long[other]) { pairs.append(pair) }
                }
            }
        }
        return pairs
    }

    // A name and one that is as long or longer, if they are near.
    private static func pair(_ name: Name, _ longer: Name) -> Pair? {
        let limit = self.limit(length: longer.letters.count)
        guard name.numerals == longer.numerals,
            let distance = EditDistance.between(name.letters, longer.letters, limit: limit), distance > 0
        else { return nil }
        let ordered = name.text < longer.text ? (name.text, longer.text) : (longer.text, name.text)
        return Pair(first: ordered.0, second: ordered.1, distance: distance)
    }

    // The names that have a piece where this one has it too; they are as long, or longer by what may differ.
    private static func candidates(for letters: [UInt8], in index: [Piece: [Int]]) -> [[Int]] {
        var found: [[Int]] = []
        for length in letters.count...(letters.count + self.mostLetters) {
            let limit = self.limit(length: length)
            let longer = length - letters.count
            guard longer <= limit else { continue }
            for (number, range) in self.ranges(length: length).enumerated() {
                // What is moved before the piece and what is missing after it count together.
                let first = max(0, range.lowerBound - (limit + longer) / 2)
                for start in first...(range.lowerBound + (limit - longer) / 2)
                where start + range.count <= letters.count {
                    let piece = Piece(
                        length: length,
                        index: number,
                        letters: letters[start..<(start + range.count)]
                    )
                    if let numbers = index[piece] { found.append(numbers) }
                }
            }
        }
        return found
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
}

/// How often each letter stands in a name, up to four times: one bit for each time.
///
/// Each letter changed makes one more of some letter, one fewer of another, or both. Far cheaper than a distance, this
/// tells most names that only share a piece from those that are near.
private struct LetterCounts {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    mutating func add(_ letter: UInt8) {
        let first = UInt64(1) << UInt64(letter % 32)
        let second = first << 32
        if self.low & first == 0 {
            self.low |= first
        } else if self.low & second == 0 {
            self.low |= second
        } else {
            self.high |= self.high & first == 0 ? first : second
        }
    }

    /// At most twice the number of letters in which the two names differ.
    func difference(to other: LetterCounts) -> Int {
        (self.low ^ other.low).nonzeroBitCount + (self.high ^ other.high).nonzeroBitCount
    }
}
