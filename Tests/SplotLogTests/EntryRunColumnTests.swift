import SplotCBOR
import SplotLog
import SplotMerge
import Testing

/// Runs put together by hand, column by column (Protocol.md §6.1).
struct EntryRunColumnTests {
    /// Three entries: one that never had a payload, one with a payload of two bytes, one whose payload was erased.
    private struct Columns {
        var headerLengths: [UInt8] = [1, 2, 1]
        var headers: [UInt8] = [0x80, 0x81, 0x05, 0x80]
        var slotCodes: [UInt8] = [0, 4, 1]
        var slots: [UInt8] = [0x81, 0xf6] + Self.commitment
        var levels: [UInt8] = [0x80, 0, 0x80]
        var nodes: [UInt8] = Array(0..<16)

        static let commitment = [UInt8](repeating: 9, count: 32)

        var encoded: [UInt8] {
            let all = [self.headerLengths, self.headers, self.slotCodes, self.slots, self.levels, self.nodes]
            var writer = CBORWriter()
            writer.array(all.count)
            for column in all { writer.byteString(column) }
            return writer.bytes
        }

        func run() throws -> EntryRun { try EntryRun(encoded: self.encoded, start: 0) }

        /// Why the run is refused; `nil` when it is read.
        var refusal: LogError.Code? {
            do {
                _ = try self.run()
                return nil
            } catch {
                return (error as? LogError)?.code
            }
        }
    }

    @Test func aRunWrittenByHandIsReadAndWrittenAgain() throws {
        let columns = Columns()
        let run = try columns.run()
        let commitment = try #require(Bytes32(Columns.commitment))
        #expect(run.entries.map(\.header) == [[0x80], [0x81, 0x05], [0x80]])
        #expect(run.entries.map(\.slot) == [.none, .payload([0x81, 0xf6]), .erased(commitment: commitment)])
        #expect(run.salts.salts == [nil, Salt(Array(0..<16)), nil])
        #expect(run.encoded == columns.encoded)
    }

    @Test func aRunOfNothingIsReadAndWrittenAgain() throws {
        let bytes: [UInt8] = [0x86, 0x40, 0x40, 0x40, 0x40, 0x40, 0x40]
        let run = try EntryRun(encoded: bytes, start: 7, maximum: 0)
        #expect(run.range == 7..<7)
        #expect(run.encoded == bytes)
    }

    @Test func aHeaderAndAPayloadMayBeEmpty() throws {
        var columns = Columns()
        columns.headerLengths = [0, 0]
        columns.headers = []
        columns.slotCodes = [2, 0]
        columns.slots = []
        columns.levels = [0, 0x80]
        let run = try columns.run()
        #expect(run.entries == [.init(header: [], slot: .payload([])), .init(header: [], slot: .none)])
        #expect(run.encoded == columns.encoded)
    }

    @Test(arguments: [
        // The last one points past the end, by one byte, by as much as an entry may have, and by more.
        [1, 2, 2], [1, 2, 0x80, 0x80, 0x04], [1, 2, 0x81, 0x80, 0x04], [1, 2] + Self.largest,
        // The first one does, so that nothing is left for the others.
        [5, 2, 1], Self.largest + [2, 1],
        // A header's last byte is left over; an entry too many, and one too few.
        [1, 2, 0], [1, 2, 1, 0], [1, 3],
        // Padded, cut off, and nothing at all.
        [1, 2, 0x81, 0x00], [1, 2, 1, 0x80], [1, 2, 0x81], [],
    ])
    func headerLengthsThatDoNotFitAreRefused(_ headerLengths: [UInt8]) {
        var columns = Columns()
        columns.headerLengths = headerLengths
        #expect(columns.refusal == .malformedRun)
    }

    @Test(arguments: [
        // A payload that reaches past the end, one whose commitment does, one that leaves a byte over.
        [0, 37, 0], [0, 36, 1], [0, 3, 1], [0, 0x80, 0x80, 0x04, 1], [0] + Self.largest + [1],
        // Too few, too many.
        [0, 4], [0, 4, 1, 0], [],
        // Padded, cut off.
        [0, 0x84, 0x00, 1], [0x80, 0x00, 4, 1], [0, 4, 0x81, 0x00], [0, 4, 1, 0x80], [0, 4, 0x81],
    ])
    func slotCodesThatDoNotFitAreRefused(_ slotCodes: [UInt8]) {
        var columns = Columns()
        columns.slotCodes = slotCodes
        #expect(columns.refusal == .malformedRun)
    }

    @Test func aByteStringTooShortOrTooLongIsRefused() {
        for change in [{ $0.removeLast() }, { $0.append(0) }] as [(inout [UInt8]) -> Void] {
            for column in [\.headers, \.slots, \.nodes, \.levels] as [WritableKeyPath<Columns, [UInt8]>] {
                var columns = Columns()
                change(&columns[keyPath: column])
                #expect(columns.refusal == .malformedRun)
            }
        }
    }

    @Test(arguments: [
        [0x80, 1, 0x80], [0x80, 0x80, 0x80], [0x81, 0x80], [0x80, 13, 0x80], [0x80, 0x7f, 0x80], [0xff, 0, 0x80], [2],
    ])
    func tilesThatDoNotFitAreRefused(_ levels: [UInt8]) {
        var columns = Columns()
        columns.levels = levels
        #expect(columns.refusal != nil)
    }

    @Test func anEntryMayTakeAsManyBytesAsTheLimitSays() throws {
        for (length, payload, isRead) in [
            (65_536, nil, true), (65_537, nil, false), (65_535, 1, true), (65_535, 2, false), (0, 65_536, true),
            (0, 65_537, false),
        ] as [(Int, Int?, Bool)] {
            var columns = Columns()
            columns.headerLengths = Self.number(length)
            columns.headers = [UInt8](repeating: 7, count: length)
            columns.slotCodes = Self.number(payload.map { $0 + 2 } ?? 0)
            columns.slots = [UInt8](repeating: 7, count: payload ?? 0)
            columns.levels = [payload == nil ? 0x80 : 0]
            columns.nodes = payload == nil ? [] : columns.nodes
            #expect(columns.refusal == (isRead ? nil : .malformedRun), "\(length) and \(payload ?? 0) bytes")
        }
    }

    @Test func moreEntriesThanMayStandHereAreRefused() throws {
        let bytes = Columns().encoded
        #expect(try EntryRun(encoded: bytes, start: 0, maximum: 3).entries.count == 3)
        #expect(throws: LogError.self) { try EntryRun(encoded: bytes, start: 0, maximum: 2) }
    }

    @Test func anotherNumberOfByteStringsIsRefused() {
        let bytes = Columns().encoded
        for head in [0x84, 0x85, 0x87, 0x98] as [UInt8] {
            #expect(throws: LogError.self) { try EntryRun(encoded: [head] + bytes.dropFirst(), start: 0) }
        }
        #expect(throws: LogError.self) { try EntryRun(encoded: [0x87] + bytes.dropFirst() + [0x40], start: 0) }
    }

    /// 2^64 - 1.
    private static let largest: [UInt8] = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]

    /// A number below 2^21 in LEB128.
    private static func number(_ value: Int) -> [UInt8] {
        switch value {
        case ..<0x80: [UInt8(value)]
        case ..<0x4000: [UInt8(value & 0x7f) | 0x80, UInt8(value >> 7)]
        default: [UInt8(value & 0x7f) | 0x80, UInt8(value >> 7 & 0x7f) | 0x80, UInt8(value >> 14)]
        }
    }
}
