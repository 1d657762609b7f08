import SplotLog
import SplotMerge
import SplotSync
import SplotTesting
import Testing

/// Frames against bytes written down from the description of the format.
struct FrameCodecTests {
    private static let a = Bytes32(repeatElement(UInt8(0xaa), count: 32)) ?? TreeHash.empty
    private static let b = Bytes32(repeatElement(UInt8(0xbb), count: 32)) ?? TreeHash.empty
    private static let c = Bytes32(repeatElement(UInt8(0xcc), count: 32)) ?? TreeHash.empty
    private static let hexA = "5820" + hex("aa", times: 32)
    private static let hexB = "5820" + hex("bb", times: 32)
    private static let hexC = "5820" + hex("cc", times: 32)

    private static let examples: [(Frame, String)] = [
        (.done, "00000002 08 80"),
        (.goodbye(Goodbye(.ok)), "00000004 09 820060"),
        (.goodbye(Goodbye(.busy, "later")), "00000009 09 8208 656c61746572"),
        (.goodbye(Goodbye(GoodbyeCode(rawValue: 300), "")), "00000006 09 82 19012c 60"),
        (.entries(count: 3, run: [0xde, 0xad]), "00000004 06 03 dead"),
        (.entries(count: 256, run: [0x28]), "00000005 06 190100 28"),
        (.log(LogID(Self.a), of: ClusterID(Self.b), start: 4_096), "00000049 05 83 \(hexA) \(hexB) 191000"),
        (
            .checkpoint(size: 23, root: Self.a, signature: Array(repeating: 0x55, count: 64)),
            "00000067 07 83 17 \(hexA) 5840 \(hex("55", times: 64))"
        ),
        (.holdings([]), "00000002 02 80"),
        (
            .holdings([
                Holding(
                    cluster: ClusterID(Self.a),
                    statementCount: 2,
                    lastStatement: Self.b,
                    logs: [Inventory.Log(id: LogID(Self.c), size: 65_536, root: Self.a)]
                ),
                Holding(cluster: ClusterID(Self.b), statementCount: 24, lastStatement: Self.c, logs: nil),
            ]),
            "000000db 02 82 84 \(hexA) 02 \(hexB) 81 83 \(hexC) 1a00010000 \(hexA) 84 \(hexB) 1818 \(hexC) f6"
        ),
        (
            .resume([Holding(cluster: ClusterID(Self.a), statementCount: 1, lastStatement: Self.b, logs: [])]),
            "00000049 03 81 84 \(hexA) 01 \(hexB) 80"
        ),
    ]

    @Test(arguments: examples.indices)
    func writesAndReadsTheBytesOfTheDescription(index: Int) throws {
        let (frame, hex) = Self.examples[index]
        #expect(frame.raw.bytes == bytes(hex))
        let expected = bytes(hex)
        #expect(try Frame.read(RawFrame(type: expected[4], body: Array(expected[5...]))) == frame)
    }

    @Test func helloAndStatementsCarryStatementsAsTheyLie() throws {
        let replica = try FakeReplica(name: "a.example", seed: 7, isAdmitted: false)
        let statement = replica.chain.statements[0]
        // Bodies of 256 bytes and more have a length of two bytes; this one is shorter.
        #expect((24...255).contains(statement.body.count))
        let pair = [0x82, 0x58, UInt8(statement.body.count)] + statement.body + [0x58, 0x40] + statement.signature
        let log = [0x58, 0x20] + replica.log.hash.bytes
        let hello = Frame.hello(Hello(capabilities: ["x"], statements: [statement], log: replica.log))
        #expect(hello.raw.body == [0x84, 0x01, 0x81, 0x61, 0x78, 0x81] + pair + log)
        #expect(try Frame.read(hello.raw) == hello)
        let statements = Frame.statements(replica.cluster, from: 0, [statement])
        #expect(statements.raw.body == [0x83, 0x58, 0x20] + replica.cluster.hash.bytes + [0x00, 0x81] + pair)
        #expect(try Frame.read(statements.raw) == statements)
    }

    @Test(arguments: [
        "08 81 00", "08 80 00", "08", "09 8200", "09 82 00 61 ff", "06 00 28", "06 01", "06 190101 28", "06 1801 28",
        "05 83 \(hexA) \(hexB) 1b 0001000000000001", "07 82 00 \(hexA)",
        // Clusters out of order, one twice, none of its statements, an empty log.
        "02 82 84 \(hexB) 01 \(hexA) f6 84 \(hexA) 01 \(hexA) f6",
        "02 82 84 \(hexA) 01 \(hexA) f6 84 \(hexA) 01 \(hexA) f6",
        "02 81 84 \(hexA) 00 \(hexA) f6",
        "02 81 84 \(hexA) 01 \(hexA) 81 83 \(hexB) 00 \(hexA)",
        "01 84 01 80 80 58 1f \(hex("aa", times: 31))",
    ])
    func refusesMalformedBodies(hex: String) {
        let raw = bytes(hex)
        let violation = #expect(throws: Violation.self) {
            try Frame.read(RawFrame(type: raw[0], body: Array(raw[1...])))
        }
        #expect(violation?.code == .malformedFrame)
    }

    @Test func passesOverUnknownTypesThatSayThatTheyMayBe() throws {
        #expect(try Frame.read(RawFrame(type: 0x8a, body: [1, 2, 3])) == nil)
        let violation = #expect(throws: Violation.self) { try Frame.read(RawFrame(type: 0x0a, body: [])) }
        #expect(violation?.code == .unexpectedFrame)
    }

    @Test func aReasonCannotReachTheTerminal() {
        let goodbye = Goodbye(.badData, "a\u{1b}[31m\nb\u{202e}c" + String(repeating: "ż", count: 200))
        #expect(goodbye.reason.hasPrefix("a [31m b cżż"))
        #expect(goodbye.reason.utf8.count <= 200)
    }

    @Test(arguments: Array(1...11) + [.max])
    func splitsAStreamHoweverItArrives(chunkSize: Int) throws {
        let stream = bytes(Self.examples.map(\.1).joined())
        var splitter = FrameSplitter()
        var frames: [Frame?] = []
        var rest = stream[...]
        while !rest.isEmpty {
            splitter.append(rest.prefix(chunkSize))
            rest = rest.dropFirst(chunkSize)
            while let raw = try splitter.next(limit: .afterAcceptance) { frames.append(try Frame.read(raw)) }
        }
        #expect(frames == Self.examples.map(\.0))
        #expect(splitter.isBetweenFrames)
    }

    @Test func theTypeIsKnownBeforeTheRest() throws {
        var splitter = FrameSplitter()
        splitter.append(bytes("00000002"))
        #expect(splitter.nextType == nil)
        splitter.append(bytes("08"))
        #expect(splitter.nextType == 8)
        splitter.append(bytes("80 00000003 ff"))
        #expect(splitter.nextType == 8)
        #expect(try splitter.next(limit: .afterAcceptance)?.body == [0x80])
        #expect(splitter.nextType == 255)
    }

    @Test func refusesLengthsAsSoonAsTheyAreSaid() throws {
        func violation(_ hex: String, _ limit: FrameLimit) -> GoodbyeCode? {
            var splitter = FrameSplitter()
            splitter.append(bytes(hex))
            do { return try splitter.next(limit: limit) == nil ? nil : .ok } catch { return error.code }
        }
        #expect(violation("00000000", .afterAcceptance) == .malformedFrame)
        #expect(violation("01100001", .afterAcceptance) == .limitExceeded)
        #expect(violation("01100000 06", .afterAcceptance) == nil)
        #expect(violation("01100000 04", .afterAcceptance) == nil)
        #expect(violation("01100000 02", .afterAcceptance) == .limitExceeded)
        #expect(violation("00100001 06", .beforeAcceptance) == .limitExceeded)
        #expect(violation("00100000 06", .beforeAcceptance) == nil)
        #expect(violation("00100001 01", .afterAcceptance) == .limitExceeded)
    }
}
