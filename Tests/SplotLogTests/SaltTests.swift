import Crypto
import SplotLog
import SplotTesting
import Testing

struct SaltTests {
    @Test func childrenAreTheHalvesOfTheHash() throws {
        let node = try #require(Salt([UInt8](0..<16)))
        let digest = Array(SHA256.hash(data: [0x03] + (0..<16)))
        #expect(node.children.left.bytes == Array(digest[..<16]))
        #expect(node.children.right.bytes == Array(digest[16...]))
    }

    @Test(arguments: [0..<1, 0..<256, 3..<17, 255..<257, 1..<1_000, 4_000..<9_000] as [Range<UInt64>])
    func theCoverIsAlignedGaplessAndSmall(_ range: Range<UInt64>) {
        var generator = SeededGenerator(seed: 1)
        let tiling = SaltTiling.fresh(for: range, using: &generator)
        #expect(tiling.start == range.lowerBound)
        #expect(tiling.end == range.upperBound)
        #expect(tiling.salts.count == range.count)
        #expect(Set(tiling.salts).count == range.count)
        #expect(tiling.tiles.count <= 2 * (64 - range.count.leadingZeroBitCount))
    }

    @Test func aPartHasTheSaltsOfTheWhole() {
        var generator = SeededGenerator(seed: 2)
        let tiling = SaltTiling.fresh(for: 5..<300, using: &generator)
        for range in [5..<6, 17..<256, 256..<300, 100..<101] as [Range<UInt64>] {
            let part = tiling.restricted(to: range)
            #expect(part.salts == Array(tiling.salts[Int(range.lowerBound - 5)..<Int(range.upperBound - 5)]))
        }
    }

    @Test func misalignedTilesAreRefused() {
        var tiling = SaltTiling(start: 3)
        let accepted = [1, 0, 3, 2].map { tiling.append(.init(level: $0, node: nil)) }
        #expect(accepted == [false, true, false, true])
        #expect(tiling.end == 8)
    }
}
