import SplotCBOR
import Testing

@testable import SplotLog

struct LEB128Tests {
    /// The first two of each power of 128, and the last number there is, written by hand.
    @Test(
        arguments: [
            (0, [0x00]), (1, [0x01]), (127, [0x7f]), (128, [0x80, 0x01]), (300, [0xac, 0x02]), (16_383, [0xff, 0x7f]),
            (16_384, [0x80, 0x80, 0x01]), (65_536, [0x80, 0x80, 0x04]),
            (1 << 62, [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x40]),
            (1 << 63, [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01]),
            (.max, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]),
        ] as [(UInt64, [UInt8])]
    )
    func numbersWrittenByHandAreReadAndWritten(_ number: UInt64, _ bytes: [UInt8]) throws {
        var written: [UInt8] = []
        written.appendLEB128(number)
        #expect(written == bytes)
        var reader = LEB128Reader(bytes[...])
        #expect(try reader.next() == number)
        #expect(reader.rest.isEmpty)
        #expect(LEB128Reader.count(in: bytes[...]) == 1)
    }

    @Test(
        arguments: [
            // Padded with zeros, in the middle of a byte's worth and beyond 64 bits.
            ([0x80, 0x00], .notShortest), ([0xff, 0x00], .notShortest), ([0x80, 0x80, 0x00], .notShortest),
            ([0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00], .notShortest),
            ([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00], .outOfRange),
            // 2^64, more than that, and an eleventh byte.
            ([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02], .outOfRange),
            ([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], .outOfRange),
            ([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], .outOfRange),
            // Cut off.
            ([], .truncated), ([0x80], .truncated), ([0xff, 0xff], .truncated),
            ([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], .truncated),
        ] as [([UInt8], CBORError.Code)]
    )
    func whatIsNotTheShortestFormOfANumberIsRefused(_ bytes: [UInt8], _ code: CBORError.Code) {
        // Somewhere inside other bytes, where an index is no offset.
        var reader = LEB128Reader(([0x07, 0x07] + bytes)[2...])
        #expect(throws: CBORError(code, at: 2)) { try reader.next() }
    }

    @Test func aNumberBeyondTheLimitIsRefused() throws {
        for (limit, isRefused) in [(UInt64(300), false), (299, true), (0, true)] {
            var reader = LEB128Reader([0xac, 0x02])
            #expect((try? reader.next(max: limit)) == (isRefused ? nil : 300))
        }
    }

    @Test func numbersStandBehindEachOther() throws {
        let numbers = (0..<64).flatMap { [UInt64(1) << $0, UInt64(1) << $0 - 1] }
        let bytes = numbers.reduce(into: [UInt8]()) { $0.appendLEB128($1) }
        var reader = LEB128Reader(bytes[...])
        for number in numbers { #expect(try reader.next() == number) }
        #expect(reader.rest.isEmpty)
        #expect(LEB128Reader.count(in: bytes[...]) == numbers.count)
    }
}
