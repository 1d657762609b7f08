import SplotBundle
import SplotMerge
import Testing

/// Whatever was done to a file on its way, nothing comes out that was not put in.
struct SealedFileDamageTests {
    /// Head of a file with one recipient: the line, the length, the list.
    private static let headBytes = 139
    private static let sealedBytes = 65_536 + 16

    private let office: Office
    private let other: Office

    init() throws {
        self.office = try Office(1)
        self.other = try Office(2)
    }

    @Test func everyChangedByteIsFound() throws {
        let file = try Office.seal(.sample(40), for: [self.office, self.other])
        for index in file.indices {
            var damaged = file
            damaged[index] ^= 1 << (index % 8)
            #expect(try self.office.refusal(of: damaged) != nil, "byte \(index)")
        }
    }

    @Test func aFileCutAnywhereIsRefused() throws {
        let file = try Office.seal(.sample(40), for: [self.office])
        for count in file.indices {
            let code = try self.office.refusal(of: Array(file.prefix(count)))
            // Whether the chunk was cut or changed cannot be told while its tag may be there.
            #expect(code == (count < Self.headBytes + 16 ? .truncated : .damaged), "cut to \(count) bytes")
        }
    }

    @Test(arguments: [131_072, 131_073, 200_000])
    func aFileCutBetweenTwoChunksIsRefused(size: Int) throws {
        let file = try Office.seal(.sample(size), for: [self.office])
        for chunks in 0...2 where Self.headBytes + chunks * Self.sealedBytes < file.count {
            let cut = Array(file.prefix(Self.headBytes + chunks * Self.sealedBytes))
            #expect(try self.office.refusal(of: cut) == .truncated)
            #expect(try self.office.refusal(of: cut + [0]) == .truncated)
        }
    }

    @Test func chunksThatWereMovedLeftOutOrRepeatedAreFound() throws {
        let file = try Office.seal(.sample(200_000), for: [self.office])
        let head = file.prefix(Self.headBytes)
        let chunks = Array(file.dropFirst(Self.headBytes)).pieces(of: Self.sealedBytes)
        let orders = [
            [1, 0, 2, 3], [0, 2, 1, 3], [1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 0, 1, 2, 3], [0, 1, 1, 2, 3],
            [0, 1, 2, 2, 3], [0, 1, 2, 3, 3], [3], [0, 1, 2, 3, 0],
        ]
        for order in orders {
            let damaged = head + order.flatMap { chunks[$0] }
            #expect(try self.office.refusal(of: Array(damaged)) == .damaged, "\(order)")
        }
        #expect(try self.office.refusal(of: Array(head + chunks.joined())) == nil)
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537])
    func whatIsAddedBehindTheEndIsFound(size: Int) throws {
        let file = try Office.seal(.sample(size), for: [self.office])
        for added in [1, 15, 16, 17, 65_552, 70_000] {
            #expect(try self.office.refusal(of: file + [UInt8](repeating: 0, count: added)) == .damaged)
        }
        #expect(try self.office.refusal(of: file + file) == .damaged)
    }

    @Test func aFileWithAnotherListOfRecipientsIsRefused() throws {
        let plain = [UInt8].sample(10)
        let ephemeral = [UInt8](repeating: 7, count: 32)
        func slot(_ office: Office) -> ByHand.Slot {
            (office.log.hash.bytes, office.key.publicKey.bytes, ephemeral)
        }
        let key = [UInt8](repeating: 8, count: 32)
        let both = try ByHand.file(plain, fileKey: key, slots: [slot(self.office), slot(self.other)])
        let one = try ByHand.file(plain, fileKey: key, slots: [slot(self.office)])
        #expect(try self.office.open(both) == plain)
        // The same file key sealed in the same way, but the other node was struck from the list.
        let struck = Array(one.prefix(Self.headBytes) + both.suffix(26))
        #expect(try self.office.refusal(of: struck) == .damaged)
    }

    @Test func aFileKeyThatIsSealedWithASecretOfAllTheWorldIsRefused() throws {
        let file = try ByHand.file(
            [1],
            fileKey: [UInt8](repeating: 8, count: 32),
            slots: [(self.office.log.hash.bytes, self.office.key.publicKey.bytes, nil)]
        )
        #expect(try self.office.refusal(of: file) == .wrongKey)
    }

    @Test func aFileHasOneForm() throws {
        let key = [UInt8](repeating: 8, count: 32)
        let ephemeral = [UInt8](repeating: 7, count: 32)
        let slot: ByHand.Slot = (self.office.log.hash.bytes, self.office.key.publicKey.bytes, ephemeral)
        let head = Array(try ByHand.file([], fileKey: key, slots: [slot]).prefix(Self.headBytes))
        let chunkKey = ByHand.chunkKey(key, head: head)
        func file(_ chunks: [(size: Int, isLast: Bool)]) throws -> [UInt8] {
            try head
                + chunks.enumerated()
                .flatMap { number, chunk in
                    try ByHand.chunk(
                        [UInt8].sample(chunk.size)[...],
                        number: number,
                        isLast: chunk.isLast,
                        key: chunkKey
                    )
                }
        }
        #expect(try self.office.refusal(of: file([(0, true)])) == nil)
        #expect(try self.office.refusal(of: file([(65_536, true)])) == nil)
        // An empty chunk behind a full one, chunks that are too small or too large, one behind the last.
        #expect(try self.office.refusal(of: file([(65_536, false), (0, true)])) == .damaged)
        #expect(try self.office.refusal(of: file([(100, false), (100, true)])) == .damaged)
        #expect(try self.office.refusal(of: file([(65_537, true)])) == .damaged)
        #expect(try self.office.refusal(of: file([(65_536, true), (10, true)])) == .damaged)
        #expect(try self.office.refusal(of: file([(65_536, false), (65_536, false)])) == .truncated)
    }

    @Test(arguments: [
        ("", BundleError.Code.truncated), ("splot bun", .truncated), ("splot bundle 1\n", .truncated),
        ("splot bundle 2\n", .newerVersion), ("splot bundle 2\nand what follows", .newerVersion),
        ("splot bundle 10\nand what follows", .newerVersion), ("splot bundle 1\r\nand what follows", .damaged),
        ("splot bundle x\nand what follows", .notABundle), ("x", .notABundle),
        ("-----BEGIN SPLOT CARD-----\n", .notABundle), ("splot bundle 1\n\0\0\0\0and what follows", .damaged),
        ("splot bundle 1\n\0\u{1}\0\u{1}and what follows", .damaged),
        ("splot bundle 1\n\u{7f}\u{7f}\u{7f}\u{7f}and what follows", .damaged),
        ("splot bundle 1\n\0\0\0\u{1}x", .damaged), ("splot bundle 1\n\0\0\0\u{2}x", .truncated),
    ])
    func whatIsNoBundleIsToldApart(text: String, code: BundleError.Code) throws {
        for pieces in [1, 5, .max] { #expect(try self.office.refusal(of: Array(text.utf8), pieces: pieces) == code) }
    }

    @Test(arguments: ["", "80", "8100", "818200", "a0", "80f6", "f6", "9f", "4100"])
    func aBrokenListOfRecipientsIsRefused(hex: String) throws {
        let list = [UInt8](hex: hex)
        let opening = Array("splot bundle 1\n".utf8) + [0, 0, 0, UInt8(list.count)]
        #expect(try self.office.refusal(of: opening + list + [UInt8](repeating: 0, count: 100)) == .damaged)
    }

    @Test func anErrorStays() throws {
        let file = try Office.seal(.sample(200_000), for: [self.office])
        var damaged = file
        damaged[Self.headBytes + 10] ^= 1
        var reader = SealedFile.Reader(log: self.office.log, key: self.office.key)
        var failures = 0
        for piece in damaged.pieces(of: 1_000) {
            do {
                let plain = try reader.append(piece)
                #expect(plain.isEmpty)
            } catch let error as BundleError {
                #expect(error.code == .damaged)
                failures += 1
            }
        }
        #expect(failures > 100)
        do {
            _ = try reader.finish()
            Issue.record("a damaged file ended well")
        } catch let error as BundleError { #expect(error.code == .damaged) }
    }

    @Test func whatEachErrorSaysToDo() throws {
        let file = try Office.seal(.sample(10), for: [self.office])
        let cases: [([UInt8], String)] = [
            (
                Array("hello".utf8),
                "this file is not an offline bundle: `splot bundle export` on the other node writes one"
            ),
            (
                Array("splot bundle 2\n".utf8),
                "this bundle was written by a newer splot: update this one and import the file again"
            ),
            (
                try Office.seal([], for: [self.other]),
                "this bundle is not encrypted to this node: ask for one made with your card as it is now"
            ),
            (Array(file.prefix(100)), "the bundle was cut short: copy the file once more"),
            (
                file.dropLast() + [file[file.count - 1] ^ 1],
                "the bundle is damaged or was cut short: copy the file once more, or ask for another"
            ),
        ]
        for (bytes, message) in cases {
            #expect { try self.office.open(bytes) } throws: { "\($0)" == message }
        }
    }
}
