import SplotBundle
import SplotLog
import SplotMerge
import SplotTesting
import Testing

struct SealedFileTests {
    private static let sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000]
    private static let pieces = [1, 2, 3, 7, 16, 100, 4_096, 65_535, 65_536, 65_552, .max]

    private let first: Office
    private let second: Office
    private let stranger: Office

    init() throws {
        self.first = try Office(1)
        self.second = try Office(2)
        self.stranger = try Office(3)
    }

    @Test(arguments: Self.sizes)
    func whatWasSealedIsOpenedInPiecesOfAnySize(size: Int) throws {
        let plain = [UInt8].sample(size)
        // Small pieces of large files take their time in debug builds, and tell nothing new.
        for pieces in Self.pieces where size < 70_000 || pieces >= 100 {
            let file = try Office.seal(plain, for: [self.first], pieces: pieces)
            // 15 + 4 + 1 + 119 bytes of head, and 16 for each chunk.
            #expect(file.count == 139 + size + 16 * max(1, (size + 65_535) / 65_536))
            // Compared first, so that a failure does not print what is in it.
            let isSame = try self.first.open(file, pieces: pieces) == plain
            #expect(isSame, "\(size) bytes in pieces of \(pieces)")
        }
    }

    @Test(arguments: Self.sizes)
    func aFileWrittenByHandIsOpened(size: Int) throws {
        let plain = [UInt8].sample(size)
        let ephemeral = [UInt8](repeating: 7, count: 32)
        let file = try ByHand.file(
            plain,
            fileKey: [UInt8](repeating: 8, count: 32),
            slots: [self.stranger, self.first].map { ($0.log.hash.bytes, $0.key.publicKey.bytes, ephemeral) }
        )
        let isSame = try self.first.open(file) == plain
        #expect(isSame)
    }

    /// Made by an implementation on another cryptographic library: file key 32 × 06, ephemeral key 32 × 07.
    @Test func aFileByAnotherImplementationIsOpened() throws {
        let file = [UInt8](
            hex: """
                73706c6f742062756e646c6520310a0000007881835820405d01be18ea625f727480cdbb775f88e8bd49a7bb073bf3070a\
                04b13adffa37582013be4feaeaf204c7fd3358fc9c00721881d174278128227ec674f37f7fe97b6d5830799f2c830dd269\
                50d979201599fa2e5f7114fea6c91e139cbfc39a4286c0c798782e10002a5695b355c2ce27e3162b962eeb1bfeab336ae7\
                337e0451ee36841c3204fea776a2a233f237d54ee3ae06
                """
        )
        let log = try #require(Bytes32(hex: "405d01be18ea625f727480cdbb775f88e8bd49a7bb073bf3070a04b13adffa37"))
        let key = try BundleKey(privateKey: [UInt8](repeating: 5, count: 32))
        var reader = SealedFile.Reader(log: LogID(log), key: key)
        let first = try reader.append(file)
        let plain = try first + reader.finish()
        #expect(String(decoding: plain, as: UTF8.self) == "To jest tajne.\n")
    }

    @Test func whatWasSealedIsOpenedByHand() throws {
        let plain = [UInt8].sample(1_000)
        let file = try Office.seal(plain, for: [self.first, self.second])
        // The second list item: behind the line, the length, the list's head, the first item and the second's head.
        let item = 15 + 4 + 1 + 119 + 1
        #expect(Array(file[(item + 2)..<(item + 34)]) == self.second.log.hash.bytes)
        let fileKey = try ByHand.open(
            Array(file[(item + 70)..<(item + 118)]),
            encapsulated: Array(file[(item + 36)..<(item + 68)]),
            with: self.second.key.privateKey,
            info: Array("splot/v1/bundle\n".utf8) + self.second.log.hash.bytes
        )
        let head = Array(file[..<(item + 118)])
        // The key comes from the source of chance that was given.
        var generator = SeededGenerator(seed: 99)
        #expect(fileKey == (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
        #expect(try head + ByHand.chunks(plain, key: ByHand.chunkKey(fileKey, head: head)) == file)
    }

    @Test func everyRecipientReadsItAndNobodyElse() throws {
        let plain = [UInt8].sample(100)
        let file = try Office.seal(plain, for: [self.first, self.second])
        #expect(try self.first.open(file) == plain)
        #expect(try self.second.open(file) == plain)
        #expect(try self.stranger.refusal(of: file) == .notForUs)
    }

    @Test func aNodeWhoseKeyIsAnotherIsToldSo() throws {
        let file = try Office.seal([1], for: [self.first])
        var reader = SealedFile.Reader(log: self.first.log, key: self.second.key)
        do {
            _ = try reader.append(file)
            Issue.record("opened with another key")
        } catch let error as BundleError {
            #expect(error.code == .wrongKey)
            #expect(error.message.contains("ask for one made with your card as it is now"))
        }
    }

    @Test func aLogThatStandsInTheListTwiceIsTriedTwice() throws {
        // Another cluster may state a key of its own for the first office's log.
        let wrong = SealedFile.Recipient(log: self.first.log, key: self.second.key.publicKey)
        let file = try Office.seal([1, 2, 3], for: [wrong, self.first.recipient])
        #expect(try self.first.open(file) == [1, 2, 3])
    }

    @Test func aFileIsFor1To512Nodes() throws {
        #expect { try Office.seal([], for: [] as [Office]) } throws: {
            ($0 as? BundleError)?.code == .noRecipient
        }
        var recipients = try (0..<511)
            .map { number in
                let bytes = [UInt8](repeating: 0, count: 30) + [UInt8(number >> 8), UInt8(number & 0xff)]
                return SealedFile.Recipient(log: LogID(try #require(Bytes32(bytes))), key: self.second.key.publicKey)
            }
        recipients.append(self.first.recipient)
        #expect(try self.first.open(Office.seal([1], for: recipients)) == [1])
        recipients.append(self.second.recipient)
        #expect { try Office.seal([], for: recipients) } throws: {
            ($0 as? BundleError)?.code == .tooManyRecipients
        }
    }

    @Test func nothingIsSealedToAKeyThatEverybodyCouldOpen() throws {
        // Points of low order (RFC 7748 §6.1): any private key gives 32 zero bytes with them.
        let hex = [
            String(repeating: "0", count: 64), "01" + String(repeating: "0", count: 62),
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
            "ec" + String(repeating: "f", count: 60) + "7f",
        ]
        for key in try hex.map({ try #require(Bytes32(hex: $0)) }) {
            let bad = SealedFile.Recipient(log: self.second.log, key: key)
            #expect { try Office.seal([], for: [self.first.recipient, bad]) } throws: {
                ($0 as? BundleError)?.code == .unusableKey && "\($0)".contains(self.second.log.description)
            }
        }
    }

    @Test func theRecipientsOfAClusterAreItsNodesThatHaveAKey() throws {
        var generator = SeededGenerator(seed: 8)
        let clusterKey = try SigningKey.generate(using: &generator)
        let nodeKey = try SigningKey.generate(using: &generator)
        let founding = Statement.Act.found(
            key: clusterKey.publicKey,
            recoveryHash: TreeHash.empty,
            name: "Klaster"
        )
        var chain = try StatementChain(founding: Statement.sign(founding, after: nil, time: 0, with: clusterKey))
        #expect(SealedFile.Recipient.nodes(of: chain).isEmpty)
        for office in [self.second, self.first, self.stranger] {
            let acts: [Statement.Act] = [
                .admit(nodeKey: nodeKey.publicKey, log: office.log, name: "biuro"),
                .receive(log: office.log, key: office.key.publicKey),
            ]
            for act in acts.prefix(office.log == self.stranger.log ? 1 : 2) {
                try chain.append(Statement.sign(act, after: chain.last, time: 0, with: clusterKey))
            }
        }
        #expect(SealedFile.Recipient.nodes(of: chain) == [self.first.recipient, self.second.recipient])
    }
}
