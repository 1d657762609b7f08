import SplotTesting
import Testing

@testable import SplotDirectory

/// Finding near names without comparing all with all.
struct EditDistanceTests {
    // The textbook's table, cell by cell.
    private func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var table = [Array(0...right.count)]
        for (index, letter) in left.enumerated() {
            var row = [index + 1]
            for (column, other) in right.enumerated() {
                let replaced = table[index][column] + (letter == other ? 0 : 1)
                row.append(min(replaced, table[index][column + 1] + 1, row[column] + 1))
            }
            table.append(row)
        }
        return table[left.count][right.count]
    }

    @Test(arguments: 0..<500 as Range<UInt64>)
    func theDistanceIsThatOfTheTextbookUpToItsLimit(seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        func word() -> [UInt8] {
            (0..<Int.random(in: 0...9, using: &chance)).map { _ in .random(in: 97...99, using: &chance) }
        }
        let (left, right) = (word(), word())
        let distance = self.distance(left, right)
        for limit in 0...10 {
            let found = EditDistance.between(left, right, limit: limit)
            #expect(found == (distance <= limit ? distance : nil), "seed \(seed), limit \(limit): \(left) \(right)")
        }
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func theIndexFindsWhatComparingAllFinds(seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        var names: Set<[UInt8]> = []
        for _ in 0..<8 {
            let name = (0..<Int.random(in: 6...40, using: &chance))
                .map { _ in UInt8.random(in: 97...105, using: &chance) }
            names.insert(name)
            for _ in 0..<6 {
                var near = name
                for _ in 0..<Int.random(in: 1...4, using: &chance) {
                    let place = Int.random(in: 0..<near.count, using: &chance)
                    switch Int.random(in: 0..<3, using: &chance) {
                    case 0: near[place] = 120
                    case 1: near.remove(at: place)
                    default: near.insert(121, at: place)
                    }
                }
                names.insert(near)
            }
        }
        let texts = names.map { String(decoding: $0, as: UTF8.self) }.sorted()
        var expected: Set<NearNames.Pair> = []
        for (index, first) in texts.enumerated() {
            for second in texts[(index + 1)...] {
                let distance = self.distance(Array(first.utf8), Array(second.utf8))
                let limit = NearNames.limit(length: max(first.utf8.count, second.utf8.count))
                let isLong = min(first.utf8.count, second.utf8.count) >= NearNames.leastLetters
                guard isLong, distance <= limit else { continue }
                expected.insert(NearNames.Pair(first: first, second: second, distance: distance))
            }
        }
        let found = NearNames.pairs(among: texts)
        #expect(Set(found) == expected, "seed \(seed)")
        #expect(found.count == expected.count)
    }
}
