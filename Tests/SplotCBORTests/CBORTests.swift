import SplotCBOR
import Testing

/// Expected bytes come from RFC 8949, appendix A.
struct CBORTests {
    private static func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
    }

    @Test(
        arguments: [
            (0, "00"), (1, "01"), (10, "0a"), (23, "17"), (24, "1818"), (25, "1819"), (100, "1864"), (1_000, "1903e8"),
            (1_000_000, "1a000f4240"), (1_000_000_000_000, "1b000000e8d4a51000"), (-1, "20"), (-10, "29"),
            (-100, "3863"),
            (-1_000, "3903e7"), (Int64.max, "1b7fffffffffffffff"), (Int64.min, "3b7fffffffffffffff"),
        ] as [(Int64, String)]
    )
    func integersAreWrittenAndReadAsInAppendixA(_ number: Int64, _ hex: String) throws {
        var writer = CBORWriter()
        writer.integer(number)
        #expect(writer.bytes == Self.bytes(hex))
        var reader = CBORReader(Self.bytes(hex))
        #expect(try reader.integer() == number)
        #expect(reader.isAtEnd)
    }

    @Test(arguments: [
        ("", "60"), ("a", "6161"), ("IETF", "6449455446"), ("\"\\", "62225c"), ("\u{00fc}", "62c3bc"),
        ("\u{6c34}", "63e6b0b4"), ("\u{10151}", "64f0908591"),
    ])
    func textsAreWrittenAndReadAsInAppendixA(_ text: String, _ hex: String) throws {
        var writer = CBORWriter()
        writer.text(text)
        #expect(writer.bytes == Self.bytes(hex))
        var reader = CBORReader(Self.bytes(hex))
        #expect(try reader.text() == text)
    }

    @Test(arguments: [
        ("1817", CBORError.Code.notShortest), ("190017", .notShortest), ("1a0000ffff", .notShortest),
        ("1b00000000ffffffff", .notShortest), ("5f42010243030405ff", .notAllowed), ("9fff", .notAllowed),
        ("bf61610161629f0203ffff", .notAllowed), ("f93c00", .notAllowed), ("fb3ff199999999999a", .notAllowed),
        ("f7", .notAllowed), ("f0", .notAllowed), ("f8ff", .notAllowed), ("62c328", .notUTF8),
        ("a2616201616102", .mapKeysNotAscending),
        ("a2616101616102", .mapKeysNotAscending), ("8201", .truncated), ("440102", .truncated), ("18", .truncated),
        ("", .truncated), ("9a00ffffff01", .truncated), ("5affffffff00", .truncated), ("1c", .notAllowed),
        (String(repeating: "81", count: 17) + "00", .tooDeep),
    ])
    func whatIsNotDeterministicIsRefused(_ hex: String, _ code: CBORError.Code) {
        var reader = CBORReader(Self.bytes(hex))
        #expect {
            _ = try reader.item()
        } throws: { error in
            (error as? CBORError)?.code == code
        }
    }

    @Test(arguments: [
        "00", "1903e8", "20", "4401020304", "6449455446", "83010203", "8301820203820405", "a201020304",
        "a26161016162820203", "826161a161626163", "c074323031332d30332d32315432303a30343a30305a", "f4", "f5", "f6",
    ])
    func wholeItemsAreReadWithEverythingInside(_ hex: String) throws {
        var reader = CBORReader(Self.bytes(hex + "00"))
        #expect(Array(try reader.item()) == Self.bytes(hex))
        #expect(throws: CBORError(.trailingBytes, at: hex.count / 2)) { try reader.finish() }
    }

    @Test func limitsAreKept() {
        var reader = CBORReader(Self.bytes("1864"))
        #expect(throws: CBORError(.outOfRange, at: 0)) { try reader.unsigned(max: 99) }
        reader = CBORReader(Self.bytes("4401020304"))
        #expect(throws: CBORError(.outOfRange, at: 0)) { try reader.byteString(max: 3) }
        reader = CBORReader(Self.bytes("4401020304"))
        #expect(throws: CBORError(.outOfRange, at: 0)) { try reader.byteString(count: 5) }
        reader = CBORReader(Self.bytes("83010203"))
        #expect(throws: CBORError(.outOfRange, at: 0)) { try reader.array(max: 2) }
        reader = CBORReader(Self.bytes("3bffffffffffffffff"))
        #expect(throws: CBORError(.outOfRange, at: 0)) { try reader.integer() }
    }
}
