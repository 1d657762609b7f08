import SplotBundle
import SplotCBOR
import SplotLog
import SplotMerge
import SplotTesting
import Testing

struct AcknowledgementTests {
    private let clusterKey: SigningKey
    private let nodeKey: SigningKey
    private let chain: StatementChain
    private let log: LogID
    private let other: LogID

    init() throws {
        var generator = SeededGenerator(seed: 1)
        self.clusterKey = try SigningKey.generate(using: &generator)
        self.nodeKey = try SigningKey.generate(using: &generator)
        self.log = LogID(try Self.hash(9))
        self.other = LogID(try Self.hash(3))
        let founding = Statement.Act.found(
            key: self.clusterKey.publicKey,
            recoveryHash: TreeHash.empty,
            name: "Klaster"
        )
        var chain = try StatementChain(founding: Statement.sign(founding, after: nil, time: 0, with: self.clusterKey))
        let admission = Statement.Act.admit(nodeKey: self.nodeKey.publicKey, log: self.log, name: "biuro")
        try chain.append(Statement.sign(admission, after: chain.last, time: 0, with: self.clusterKey))
        self.chain = chain
    }

    private func sign(_ holdings: [Acknowledgement.Holding]) throws -> Acknowledgement {
        try Acknowledgement.sign(
            holdings,
            cluster: self.chain.cluster,
            log: self.log,
            time: 1_790_000_000,
            with: self.nodeKey
        )
    }

    private func sample() throws -> Acknowledgement {
        try self.sign([
            .init(log: self.log, size: 17, root: Self.hash(1)),
            .init(log: self.other, size: 1 << 40, root: Self.hash(2)),
        ])
    }

    @Test func anAcknowledgementIsReadBackFromItsTextAndFromAMail() throws {
        let signed = try self.sample()
        #expect(signed.holdings.map(\.log) == [self.other, self.log])
        let text = signed.text
        for text in [text, "Hello!\r\n\r\n" + text.replacing("\n", with: "\r\n") + "\r\nBye"] {
            let read = try Acknowledgement(text: text)
            #expect(read == signed)
            #expect(read.cluster == self.chain.cluster)
            #expect(read.log == self.log)
            #expect(read.time == 1_790_000_000)
            #expect(read.isSigned(by: self.chain))
        }
        #expect(text.hasPrefix("-----BEGIN SPLOT ACKNOWLEDGEMENT-----\nCluster: "))
        #expect(text.hasSuffix("\n-----END SPLOT ACKNOWLEDGEMENT-----\n"))
        let none = try self.sign([])
        #expect(try Acknowledgement(text: none.text) == none)
    }

    @Test func theBodyIsWhatTheProtocolSays() throws {
        var writer = CBORWriter()
        writer.array(5)
        writer.unsigned(1)
        writer.byteString(self.chain.cluster.hash.bytes)
        writer.byteString(self.log.hash.bytes)
        writer.unsigned(1_790_000_000)
        writer.array(2)
        for (log, size, root) in [(self.other, 1 << 40 as UInt64, try Self.hash(2)), (self.log, 17, try Self.hash(1))] {
            writer.array(3)
            writer.byteString(log.hash.bytes)
            writer.unsigned(size)
            writer.byteString(root.bytes)
        }
        let signed = try self.sample()
        #expect(signed.body == writer.bytes)
        let message = Array("splot/v1/acknowledgement\n".utf8) + writer.bytes
        #expect(SigningKey.isValid(signature: signed.signature, for: message, by: self.nodeKey.publicKey))
    }

    @Test func onlyTheNodeItselfCanAcknowledge() throws {
        let signed = try self.sample()
        let wrong = try Acknowledgement.sign(
            signed.holdings,
            cluster: self.chain.cluster,
            log: self.log,
            time: 0,
            with: self.clusterKey
        )
        #expect(!wrong.isSigned(by: self.chain))
        let unknown = try Acknowledgement.sign(
            [],
            cluster: self.chain.cluster,
            log: self.other,
            time: 0,
            with: self.nodeKey
        )
        #expect(!unknown.isSigned(by: self.chain))
        let foreign = try Acknowledgement.sign(
            [],
            cluster: ClusterID(Self.hash(7)),
            log: self.log,
            time: 0,
            with: self.nodeKey
        )
        #expect(!foreign.isSigned(by: self.chain))
        var closed = self.chain
        let act = Statement.Act.close(log: self.log, size: 0, root: TreeHash.empty)
        try closed.append(Statement.sign(act, after: closed.last, time: 0, with: self.clusterKey))
        #expect(signed.isSigned(by: self.chain))
        #expect(!signed.isSigned(by: closed))
    }

    @Test func everyChangedByteIsFound() throws {
        let signed = try self.sample()
        let bytes = signed.body + signed.signature
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= 1 << (index % 8)
            let read = try? Acknowledgement(
                body: Array(damaged.prefix(signed.body.count)),
                signature: Array(damaged.suffix(64))
            )
            #expect(read?.isSigned(by: self.chain) != true, "byte \(index)")
        }
    }

    @Test func aDamagedTextIsRefused() throws {
        let text = try self.sample().text
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let blank = try #require(lines.firstIndex(of: ""))
        let noMark = lines.dropFirst().joined(separator: "\n")
        let noLine = (lines[..<(blank + 1)] + lines[(blank + 2)...]).joined(separator: "\n")
        let noBlank = lines.filter { !$0.isEmpty }.joined(separator: "\n")
        let texts = [
            "", "hello", String(text.dropLast(40)), noMark, noLine, noBlank,
            text.replacing("ACKNOWLEDGEMENT", with: "CARD"),
            String(repeating: "x", count: Acknowledgement.maximumBytes + 1),
        ]
        for text in texts {
            #expect { try Acknowledgement(text: text) } throws: {
                ($0 as? BundleError)?.code == .malformedAcknowledgement
            }
        }
    }

    @Test func logsStandInOrderOnceAndNotEmpty() throws {
        func holding(_ number: UInt8, _ size: UInt64) throws -> Acknowledgement.Holding {
            .init(log: LogID(try Self.hash(number)), size: size, root: try Self.hash(1))
        }
        for bad in [[try holding(1, 0)], [try holding(1, 1 << 40 + 1)], [try holding(1, 1), try holding(1, 2)]] {
            #expect { try self.sign(bad) } throws: { ($0 as? BundleError)?.code == .malformedAcknowledgement }
        }
        let good = try self.sign([holding(2, 1), holding(1, 1)])
        #expect(good.holdings.map(\.log.hash) == [try Self.hash(1), try Self.hash(2)])
        // Each item takes 70 bytes: an array of three, two byte strings of 32 with two bytes of head, and a size of one.
        let swapped = good.body.dropLast(140) + good.body.suffix(70) + good.body.suffix(140).prefix(70)
        #expect { try Acknowledgement(body: Array(swapped), signature: good.signature) } throws: {
            ($0 as? BundleError)?.code == .malformedAcknowledgement
        }
        #expect { try Acknowledgement(body: good.body + [0xf6], signature: good.signature) } throws: {
            ($0 as? BundleError)?.code == .malformedAcknowledgement
        }
        #expect { try Acknowledgement(body: good.body, signature: []) } throws: {
            ($0 as? BundleError)?.code == .malformedAcknowledgement
        }
    }

    @Test func anotherVersionIsToldApart() throws {
        var body = try self.sample().body
        body[1] = 2
        #expect { try Acknowledgement(body: body, signature: [UInt8](repeating: 0, count: 64)) } throws: {
            ($0 as? BundleError)?.code == .newerVersion
        }
        body[1] = 0
        #expect { try Acknowledgement(body: body, signature: [UInt8](repeating: 0, count: 64)) } throws: {
            ($0 as? BundleError)?.code == .malformedAcknowledgement
        }
    }

    @Test func theLargestAcknowledgementFitsItsLimits() throws {
        let root = try Self.hash(1)
        let holdings = try (0..<65_536)
            .map { number in
                let bytes =
                    [UInt8](repeating: 0, count: 29) + [
                        UInt8(number >> 16), UInt8(number >> 8 & 0xff), UInt8(number & 0xff),
                    ]
                return Acknowledgement.Holding(log: LogID(try #require(Bytes32(bytes))), size: 1 << 40, root: root)
            }
        // What signs reads back what it wrote.
        #expect(try self.sign(holdings).text.utf8.count < Acknowledgement.maximumBytes)
        let beyond = Acknowledgement.Holding(log: LogID(try Self.hash(255)), size: 1, root: root)
        #expect { try self.sign(holdings + [beyond]) } throws: { ($0 as? BundleError)?.code == .tooLarge }
    }

    private static func hash(_ byte: UInt8) throws -> Bytes32 { try #require(Bytes32(repeatElement(byte, count: 32))) }
}
