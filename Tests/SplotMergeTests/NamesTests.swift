import SplotMerge
import SplotTesting
import Testing

/// The shared names: thirty-two bytes, and places in order.
struct NamesTests {
    @Test
    func bytesAreReadAndWrittenInOrder() throws {
        let counting = (0..<32).map { UInt8($0) }
        let bytes = try #require(Bytes32(counting))
        #expect(bytes.bytes == counting)
        #expect(bytes.hex == "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
        #expect(Bytes32(hex: bytes.hex.uppercased()) == bytes)
        #expect(bytes.prefix4 == 0x0001_0203)
        #expect(bytes.withBytes { Array($0) } == counting)
    }

    @Test(arguments: [0, 31, 33])
    func otherCountsAreNotThirtyTwoBytes(count: Int) {
        #expect(Bytes32([UInt8](repeating: 1, count: count)) == nil)
        #expect(Bytes32(hex: String(repeating: "01", count: count)) == nil)
        #expect(Bytes32(hex: String(repeating: "0g", count: 32)) == nil)
    }

    @Test
    func namesAreOrderedAsTheirBytes() throws {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            // Few different bytes, so that some pairs differ late.
            let left = (0..<32).map { _ in UInt8.random(in: 0...1, using: &random) &* 255 }
            var right = left
            right[random.below(32)] ^= 0x80
            let isLess = left.lexicographicallyPrecedes(right)
            #expect(try (#require(Bytes32(left)) < #require(Bytes32(right))) == isLess)
        }
    }

    @Test
    func placesAreOrderedByFieldShapeAndKeyWithLifeAndVisibilityLast() {
        let sorted: [Place] = [
            .single(field: "a"), .keyed(field: "a", key: "x"), .keyed(field: "a", key: "y"), .set(field: "a"),
            .single(field: "aa"), .single(field: "b"), .life, .visibility,
        ]
        #expect(sorted.reversed().sorted() == sorted)
        #expect(Set(sorted + sorted).count == sorted.count)
    }
}
