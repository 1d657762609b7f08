import SplotCBOR
import SplotLog
import SplotMerge
import SplotTesting
import Testing

struct EntryTests {
    @Test func everyOperationIsReadBackAsItWasWritten() throws {
        var fixture = try LogFixture(seed: 1)
        let other = LogID(try #require(Bytes32(repeatElement(7, count: 32))))
        let first = try fixture.append([LogFixture.creation("Szpital")])
        let record = RecordID(EntryID(log: fixture.log, position: first.positions[0]))
        let foreign = EntryID(log: other, position: 300)
        let operations: [Operation] = [
            .set(field: "phone", key: nil, value: LogFixture.text("+48 500 100 200")),
            .set(field: "name", key: "en", value: LogFixture.text("Hospital")),
            .clear(field: "website", key: nil), .clear(field: "address", key: "city"),
            .add(field: "tags", value: LogFixture.text("x")),
            .remove(
                field: "tags",
                elements: [ElementID(entry: foreign, index: 2), ElementID(entry: record.creator, index: 0)]
            ),
            .delete, .restore, .setVisibility(.open), .accept(foreign), .decline(record.creator),
        ]
        let context = [ContextItem(entry: foreign, hashPrefix: 0xdead_beef)]
        let commit = try fixture.append([.change(record, context: context, operations: operations)])
        // The foreign log is introduced in front of the change.
        #expect(commit.runs[0].decoded.first == .introduction(time: 1_700_000_002, other))
        guard case .change(let changed, let change)? = commit.runs[0].decoded.last else {
            Issue.record("the change was not read as one")
            return
        }
        #expect(changed == record)
        #expect(change.operations == operations)
        #expect(change.context == context)
        #expect(change.entry == EntryID(log: fixture.log, position: commit.positions[0]))
        #expect(change.hashPrefix == commit.runs[0].leafHashes.last?.prefix4)
    }

    @Test func aSecondMentionOfALogIsNotIntroducedAgain() throws {
        var fixture = try LogFixture(seed: 2)
        let other = LogID(try #require(Bytes32(repeatElement(7, count: 32))))
        let body = EntryDraft.Body.change(
            RecordID(EntryID(log: other, position: 1)),
            context: [],
            operations: [.delete]
        )
        let first = try fixture.append([body, body])
        let second = try fixture.append([body])
        // Position 1 is the introduction.
        #expect(first.positions == [2, 3])
        #expect(second.positions == [4])
    }

    @Test func thePayloadIsTiedToTheLeafAndTheSaltToo() throws {
        var fixture = try LogFixture(seed: 3)
        let commit = try fixture.append([LogFixture.creation("A")])
        let run = commit.runs[0].run
        var entries = run.entries
        entries[0].slot = .payload([0x81, 0x61, 0x42])
        let changed = try EntryRun(entries: entries, salts: run.salts)
        #expect(changed.leafHashes != run.leafHashes)
        var generator = SeededGenerator(seed: 4)
        let resalted = try EntryRun(
            entries: run.entries,
            salts: SaltTiling.fresh(for: run.range, using: &generator)
        )
        #expect(resalted.leafHashes != run.leafHashes)
    }

    @Test(arguments: [
        "", "00", "80", "8020", "84 01 00 6161 f5 80", "84 02 00 00 80 80", "8102", "850219", "8502 00 00 80 80 00",
        "8502 00 05 80 80", "8502 00 00 80 8100",
        "8502 00 00 8183010000 80", "8502 00 8200 00 80 80", "8300 00 00", "8401 00 6161 f5",
        "8501 00 6161 f5 81 60", "8501 00 6161 f5 818108", "8602 00 00 80 80 a0", "8602 00 00 80 80 a1616100",
    ])
    func aMalformedHeaderVoidsItsEntryAndNothingElse(_ spaced: String) throws {
        let hex = Array(spaced.filter { $0 != " " })
        let header = stride(from: 0, to: hex.count - 1, by: 2)
            .compactMap { UInt8(String(hex[$0...($0 + 1)]), radix: 16) }
        let fixture = try LogFixture(seed: 5)
        var tiling = SaltTiling(start: 1)
        _ = tiling.append(.init(level: 0, node: nil))
        let bad = try EntryRun(entries: [.init(header: header, slot: .none)], salts: tiling)
        var head = fixture.author.head
        // Operation 8 is of a newer version and not critical: passed over, not void.
        let expected: DecodedEntry? = spaced.hasSuffix("818108") ? nil : .void
        let appended = try head.append(bad)
        if let expected { #expect(appended.decoded == [expected]) } else { #expect(appended.decoded != [.void]) }
        #expect(head.size == 2)
        #expect(head.stoppedAt == nil)
    }

    @Test(arguments: [
        ("8220 00", true), ("8218 2a", false), ("860200008080 a12000", true), ("860200008080 a10500", false),
        ("8502000080 818120", true),
        // What is void is not critical: something behind that is no operation, extensions that are none, a critical
        // operation that is cut off, a known operation of another shape behind.
        ("8502000080 82812007", false), ("8602000080 818120 a0", false), ("8502000080 81822018", false),
        ("8502000080 8281208107", false),
    ])
    func onlyWhatIsCriticalStopsTheMergingOfALog(_ spaced: String, _ isCritical: Bool) throws {
        var hex = Array(spaced.filter { $0 != " " })
        if spaced.hasPrefix("8218") { hex = Array("82182a00") }
        let header = stride(from: 0, to: hex.count, by: 2).compactMap { UInt8(String(hex[$0...($0 + 1)]), radix: 16) }
        var fixture = try LogFixture(seed: 6)
        try fixture.append([LogFixture.creation("A")])
        var head = fixture.author.head
        var tiling = SaltTiling(start: 2)
        _ = tiling.append(.init(level: 0, node: nil))
        let run = try EntryRun(entries: [.init(header: header, slot: .none)], salts: tiling)
        let appended = try head.append(run)
        #expect((appended.decoded == [.unknown(critical: true)]) == isCritical)
        #expect((head.stoppedAt == 2) == isCritical)
    }

    @Test func aSecondIntroductionIsVoidWhateverItsExtensionsSay() throws {
        let other = [UInt8](repeating: 7, count: 32)
        let fixture = try LogFixture(seed: 9)
        let decoded = try Self.decoded(
            [[0x83, 3, 0, 0x58, 32] + other, [0x84, 3, 0, 0x58, 32] + other + [0xa1, 0x20, 0]],
            in: fixture
        )
        #expect(decoded == [.introduction(time: 0, LogID(try #require(Bytes32(other)))), .void])
    }

    @Test(arguments: [
        // The record, a line of the context, an element, an accepted entry.
        "8502 00 8201P 80 80", "8502 00 00 818301P4400000000 80", "8502 00 00 80 81 830261668182 8201P 00",
        "8502 00 00 80 81 8206 8201P",
    ])
    func noEntryIsNamedBeyondTheHighestPosition(_ spaced: String) throws {
        let introduction = [0x83, 3, 0, 0x58, 32] + [UInt8](repeating: 7, count: 32)
        for (position, isVoid) in [("1b000000ffffffffff", false), ("1b0000010000000000", true)] {
            let hex = Array(spaced.replacing("P", with: position).filter { $0 != " " })
            let header = stride(from: 0, to: hex.count, by: 2)
                .compactMap { UInt8(String(hex[$0...($0 + 1)]), radix: 16) }
            let fixture = try LogFixture(seed: 10)
            let decoded = try Self.decoded([introduction, header], in: fixture)
            #expect((decoded.last == .void) == isVoid)
        }
    }

    /// What headers say that stand behind the inception.
    private static func decoded(_ headers: [[UInt8]], in fixture: LogFixture) throws -> [DecodedEntry] {
        var tiling = SaltTiling(start: 1)
        for _ in headers { _ = tiling.append(.init(level: 0, node: nil)) }
        let run = try EntryRun(entries: headers.map { .init(header: $0, slot: .none) }, salts: tiling)
        var head = fixture.author.head
        return try head.append(run).decoded
    }

    @Test func aPayloadThatCannotBeReadCountsAsErased() throws {
        var fixture = try LogFixture(seed: 7)
        let run = try fixture.append([LogFixture.creation("A")]).runs[0].run
        var decoder = HeaderDecoder(log: fixture.log)
        for slot in [
            EntryRun.Slot.payload([0xff]), .payload([0x80]), .payload([0x81, 0xf6]), .payload([0x82, 0x00, 0x00]),
            .none,
        ] {
            var entry = run.entries[0]
            entry.slot = slot
            guard case .change(_, let change) = decoder.decode(entry, at: 1, hash: run.leafHashes[0]) else {
                Issue.record("the entry was void")
                continue
            }
            #expect(change.operations == [.set(field: "name", key: "pl", value: .erased)])
        }
    }

    @Test func whatIsTooLargeIsRefusedBeforeItIsWritten() throws {
        var fixture = try LogFixture(seed: 8)
        let value = Content.bytes([0x59, 0xff, 0xff] + [UInt8](repeating: 0, count: 0xffff))
        let head = fixture.author.head
        let body = EntryDraft.Body.creation(
            Creation(kind: "k", isCommon: false),
            operations: [.set(field: "f", key: nil, value: value)]
        )
        #expect(throws: LogError.self) { try fixture.append([body]) }
        #expect(fixture.author.head == head)
    }
}
