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

    private static let signature: [UInt8] = Array(repeating: 0x55, count: 64)
    private static let hexSignature = "5840" + hex("55", times: 64)

    private static let log = Listing(
        id: LogID(Self.a),
        standing: .held(size: 65_536, root: Self.b),
        signature: Self.signature
    )
    private static let hexLog = "84 \(hexA) 1a00010000 \(hexB) \(hexSignature)"

    private static let examples: [(Frame, String)] = [
        (
            .hello(Hello(capabilities: [.live], cluster: ClusterID(Self.a))),
            "0000002b 01 83 01 81 646c697665 \(hexA)"
        ),
        (.hello(Hello(cluster: ClusterID(Self.a))), "00000026 01 83 01 80 \(hexA)"),
        (.ask, "00000002 02 80"),
        (.opening(Opening(base: nil)), "00000005 04 83 f6 f6 80"),
        (.opening(Opening(base: Self.a)), "00000026 04 83 \(hexA) f6 80"),
        (
            .opening(
                Opening(
                    base: Self.a,
                    digest: Self.b,
                    changes: [
                        Holding(
                            cluster: ClusterID(Self.a),
                            chain: nil,
                            logs: [
                                Self.log, Listing(id: LogID(Self.b), standing: .absent),
                                Listing(id: LogID(Self.c), standing: .forked),
                            ]
                        ),
                        Holding(cluster: ClusterID(Self.b), chain: ChainHead(count: 24, last: Self.c), logs: nil),
                    ]
                )
            ),
            """
            00000188 04 83 \(hexA) \(hexB) 82
            83 \(hexA) f6 83 \(hexLog) 82 \(hexB) 00 81 \(hexC)
            83 \(hexB) 82 1818 \(hexC) f6
            """
        ),
        (
            .holdings(
                [
                    Holding(
                        cluster: ClusterID(Self.a),
                        chain: ChainHead(count: 2, last: Self.b),
                        logs: [Self.log, Listing(id: LogID(Self.b), standing: .forked)]
                    ),
                    Holding(cluster: ClusterID(Self.b), chain: ChainHead(count: 24, last: Self.c), logs: nil),
                ],
                isLast: true
            ),
            "00000144 05 82 f5 82 83 \(hexA) 82 02 \(hexB) 82 \(hexLog) 81 \(hexB) 83 \(hexB) 82 1818 \(hexC) f6"
        ),
        (.holdings([], isLast: false), "00000004 05 82 f4 80"),
        (
            .resume(
                [
                    Holding(
                        cluster: ClusterID(Self.a),
                        chain: ChainHead(count: 1, last: Self.b),
                        // A log that was closed, without a signature.
                        logs: [Listing(id: LogID(Self.c), standing: .held(size: 23, root: Self.a))]
                    )
                ],
                isLast: true
            ),
            "00000093 06 82 f5 81 83 \(hexA) 82 01 \(hexB) 81 84 \(hexC) 17 \(hexA) 40"
        ),
        (.log(LogID(Self.a), start: 4_096), "00000027 07 82 \(hexA) 191000"),
        (.entries(count: 3, run: [0xde, 0xad]), "00000004 08 03 dead"),
        (.entries(count: 256, run: [0x28]), "00000005 08 190100 28"),
        (.checkpoint(nil), "00000002 09 80"),
        (
            .checkpoint(SentCheckpoint(size: 23, root: Self.a, signature: Self.signature)),
            "00000067 09 83 17 \(hexA) \(hexSignature)"
        ),
        (.done(again: false), "00000003 0b 81 f4"),
        (.done(again: true), "00000003 0b 81 f5"),
        (.goodbye(Goodbye(.ok)), "00000004 0c 820060"),
        (.goodbye(Goodbye(.busy, "later")), "00000009 0c 8208 656c61746572"),
        (.goodbye(Goodbye(GoodbyeCode(rawValue: 300), "")), "00000006 0c 82 19012c 60"),
    ]

    @Test func evidenceOfAForkIsBothCheckpointsAndAPath() throws {
        let smaller = try Checkpoint(log: LogID(Self.a), size: 23, root: Self.a, signature: Self.signature)
        let larger = try Checkpoint(log: LogID(Self.a), size: 24, root: Self.b, signature: Self.signature)
        let evidence = ForkEvidence(
            cluster: ClusterID(Self.b),
            smaller: smaller,
            larger: larger,
            root: Self.c,
            path: [Self.a, Self.b]
        )
        let hex = """
            0000017a 0a 86 \(Self.hexA) \(Self.hexB)
            83 17 \(Self.hexA) \(Self.hexSignature) 83 1818 \(Self.hexB) \(Self.hexSignature)
            \(Self.hexC) 82 \(Self.hexA) \(Self.hexB)
            """
        #expect(Frame.fork(evidence).raw.bytes == bytes(hex))
        #expect(try Frame.read(RawFrame(type: 10, body: Array(bytes(hex)[5...]))) == .fork(evidence))
    }

    @Test(arguments: examples.indices)
    func writesAndReadsTheBytesOfTheDescription(index: Int) throws {
        let (frame, hex) = Self.examples[index]
        #expect(frame.raw.bytes == bytes(hex))
        let expected = bytes(hex)
        #expect(try Frame.read(RawFrame(type: expected[4], body: Array(expected[5...]))) == frame)
    }

    @Test func statementsTravelAsTheyLie() throws {
        let replica = try FakeReplica(name: "a.example", seed: 7, isAdmitted: false)
        let statement = replica.chain.statements[0]
        // Bodies of 256 bytes and more have a length of two bytes; this one is shorter.
        #expect((24...255).contains(statement.body.count))
        let pair = [0x82, 0x58, UInt8(statement.body.count)] + statement.body + [0x58, 0x40] + statement.signature
        let statements = Frame.statements(replica.cluster, from: 0, [statement])
        #expect(statements.raw.body == [0x83, 0x58, 0x20] + replica.cluster.hash.bytes + [0x00, 0x81] + pair)
        #expect(try Frame.read(statements.raw) == statements)
    }

    @Test(arguments: ["84 02 81 646c697665 \(hexA) 187b", "86 1903e8 81 646c697665 \(hexA) 81a10080 f5 63617263"])
    func aNewerVersionMaySayMoreInItsHello(hex: String) throws {
        let frame = try #require(try Frame.read(RawFrame(.hello, bytes(hex))))
        guard case .hello(let hello) = frame else {
            Issue.record("\(frame)")
            return
        }
        #expect(hello.version > 1)
        #expect(hello.capabilities == [.live])
        #expect(hello.cluster == ClusterID(Self.a))
    }

    private static let malformed = [
        "0b 80", "0b 81 00", "0b 82 f4 f4", "0b", "0c 8200", "0c 82 00 61 ff", "02 81 00", "02",
        // Entries: none, no run, too many, not in the shortest form.
        "08 00 28", "08 01", "08 190101 28", "08 1801 28",
        "07 82 \(hexA) 1b 0001000000000001", "07 81 \(hexA)", "09 82 00 \(hexA)", "09 83 00 \(hexA) \(hexSignature)",
        // A hello of this version with more or less in it, with too short a cluster, with too many or long names.
        "01 84 01 80 \(hexA) 00", "01 82 01 80", "01 83 01 80 581f \(hex("aa", times: 31))",
        "01 83 01 9841 \(hex("60", times: 65)) \(hexA)", "01 83 01 81 7841 \(hex("61", times: 65)) \(hexA)",
        // Clusters out of order, one twice, none of its statements, no statements, an empty log, logs out of order.
        "05 82 f5 82 83 \(hexB) 82 01 \(hexA) f6 83 \(hexA) 82 01 \(hexA) f6",
        "05 82 f5 82 83 \(hexA) 82 01 \(hexA) f6 83 \(hexA) 82 01 \(hexA) f6",
        "05 82 f5 81 83 \(hexA) 82 00 \(hexA) f6", "05 82 f5 81 83 \(hexA) f6 80",
        "05 82 f5 81 83 \(hexA) 82 01 \(hexA) 81 84 \(hexB) 00 \(hexA) \(hexSignature)",
        "05 82 f5 81 83 \(hexA) 82 01 \(hexA) 82 81 \(hexB) 81 \(hexA)",
        // A log that is absent, and signatures of another length: in a listing neither is said.
        "05 82 f5 81 83 \(hexA) 82 01 \(hexA) 81 82 \(hexB) 00",
        "05 82 f5 81 83 \(hexA) 82 01 \(hexA) 81 84 \(hexB) 01 \(hexA) 41 00", "06 80", "06 82 00 80",
        // Openings: a digest without a base or without changes, changes without a digest, changes that are none.
        "04 83 f6 \(hexA) 81 83 \(hexA) 82 01 \(hexB) f6", "04 83 \(hexA) \(hexB) 80",
        "04 83 \(hexA) f6 81 83 \(hexA) 82 01 \(hexB) f6", "04 83 \(hexA) \(hexB) 81 83 \(hexA) f6 f6",
        "04 83 \(hexA) \(hexB) 81 83 \(hexA) f6 80", "04 83 \(hexA) \(hexB) 81 83 \(hexA) f6 81 82 \(hexB) 01",
        "04 82 f6 f6",
        // Evidence with too long a path.
        """
        0a 86 \(hexA) \(hexB) 83 01 \(hexA) \(hexSignature) 83 02 \(hexB) \(hexSignature)
        \(hexC) 9841 \(hex(hexA, times: 65))
        """,
    ]

    @Test(arguments: malformed)
    func refusesMalformedBodies(hex: String) {
        let raw = bytes(hex)
        let violation = #expect(throws: Violation.self) {
            try Frame.read(RawFrame(type: raw[0], body: Array(raw[1...])))
        }
        #expect(violation?.code == .malformedFrame)
    }

    @Test func passesOverUnknownTypesThatSayThatTheyMayBe() throws {
        #expect(try Frame.read(RawFrame(type: 0x8a, body: [1, 2, 3])) == nil)
        let violation = #expect(throws: Violation.self) { try Frame.read(RawFrame(type: 0x0d, body: [])) }
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
        splitter.append(bytes("00000003"))
        #expect(splitter.nextType == nil)
        splitter.append(bytes("0b"))
        #expect(splitter.nextType == 11)
        splitter.append(bytes("81f4 00000003 ff"))
        #expect(splitter.nextType == 11)
        #expect(try splitter.next(limit: .afterAcceptance)?.body == [0x81, 0xf4])
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
        // Entries; before the peer is accepted none may come.
        #expect(violation("01100000 08", .afterAcceptance) == nil)
        #expect(violation("00010000 08", .beforeAcceptance) == nil)
        #expect(violation("00010001 08", .beforeAcceptance) == .limitExceeded)
        // Lists.
        for type in ["03", "04", "05", "06"] {
            for limit in [FrameLimit.beforeAcceptance, .afterAcceptance] {
                #expect(violation("00100000 \(type)", limit) == nil)
                #expect(violation("00100001 \(type)", limit) == .limitExceeded)
            }
        }
        // Everything else, frames of unknown types too.
        for type in ["01", "02", "07", "09", "0a", "0b", "0c", "0d", "ff"] {
            #expect(violation("00010000 \(type)", .afterAcceptance) == nil)
            #expect(violation("00010001 \(type)", .afterAcceptance) == .limitExceeded)
        }
    }
}
