import SplotDirectory
import Testing

struct RecordUUIDTests {
    // RFC 9562 appendix B.2, an example of version 8.
    static let example = "5c146b14-3c52-8afd-938a-375d0df1fbf6"

    @Test
    func textAndBytesAreThoseOfTheStandard() throws {
        let uuid = try #require(RecordUUID(Self.example))
        let bytes: [UInt8] = [
            0x5C, 0x14, 0x6B, 0x14, 0x3C, 0x52, 0x8A, 0xFD, 0x93, 0x8A, 0x37, 0x5D, 0x0D, 0xF1, 0xFB, 0xF6,
        ]
        #expect(uuid.bytes == bytes)
        #expect(uuid.high == 0x5C14_6B14_3C52_8AFD)
        #expect(uuid.low == 0x938A_375D_0DF1_FBF6)
        #expect(uuid.description == Self.example)
        #expect(RecordUUID(bytes: bytes) == uuid)
        #expect(RecordUUID(Self.example.uppercased()) == uuid)
    }

    @Test(arguments: [
        "", "5c146b143c528afd938a375d0df1fbf6", "5c146b14-3c52-8afd-938a-375d0df1fbf",
        "5c146b14-3c52-8afd-938a-375d0df1fbf6a",
        "{5c146b14-3c52-8afd-938a-375d0df1fbf6}", "5c146b1-43c52-8afd-938a-375d0df1fbf6",
        "5c146b14-3c52-8afd-938a-375d0df1fbg6", "5c146b14-3c52-8afd-938a-375d0df1fbf6-", "--------",
        "5c146b14-3c52-8afd-938a-",
    ])
    func otherTextIsRefused(text: String) {
        #expect(RecordUUID(text) == nil)
    }

    @Test(arguments: [0, 15, 17])
    func otherNumbersOfBytesAreRefused(count: Int) {
        #expect(RecordUUID(bytes: [UInt8](repeating: 1, count: count)) == nil)
    }

    @Test
    func orderIsThatOfTheBytes() {
        let sorted = [(0, 0), (0, 1), (0, UInt64.max), (1, 0), (UInt64.max, 0)]
            .map { RecordUUID(high: $0.0, low: $0.1) }
        #expect(sorted.reversed().sorted() == sorted)
        for (left, right) in zip(sorted, sorted.dropFirst()) {
            #expect(left.bytes.lexicographicallyPrecedes(right.bytes))
        }
    }
}
