import SplotLog
import SplotMerge
import SplotTesting
import Testing

struct StatementTests {
    private static func chain(_ fixture: LogFixture) throws -> StatementChain {
        var chain = try StatementChain(founding: fixture.founding)
        try chain.append(
            Statement.sign(
                .admit(nodeKey: fixture.nodeKey.publicKey, log: fixture.log, name: "biuro"),
                after: chain.last,
                time: 1_700_000_003,
                with: fixture.clusterKey
            )
        )
        return chain
    }

    @Test func everyStatementIsReadBackAsItWasSigned() throws {
        let fixture = try LogFixture(seed: 1)
        var chain = try Self.chain(fixture)
        let root = try #require(Bytes32(repeatElement(5, count: 32)))
        let acts: [Statement.Act] = [
            .close(log: fixture.log, size: 17, root: root),
            .erase(log: fixture.log, ranges: [3..<4, 10..<12]),
            .succeeded(by: ClusterID(root)),
            .receive(log: fixture.log, key: root),
            .rotate(
                key: root,
                recoveryHash: Statement.recoveryHash(of: fixture.recoveryKey.publicKey),
                recoveryKey: nil
            ),
        ]
        for act in acts {
            let statement = try Statement.sign(act, after: chain.last, time: 1_700_000_004, with: fixture.clusterKey)
            let read = try Statement(body: statement.body, signature: statement.signature)
            #expect(read == statement)
            #expect(read.act == act)
            try chain.append(read)
        }
        #expect(chain.admitted == [fixture.log: fixture.nodeKey.publicKey])
        #expect(chain.closed == [fixture.log: LogClose(size: 17, root: root)])
        #expect(chain.key == root)
        #expect(
            [2, 3, 4, 11, 12].map { chain.orderedErasure(of: $0, in: fixture.log) } == [
                false, true, false, true, false,
            ]
        )
    }

    @Test func aStatementOutOfPlaceOrByAnotherKeyIsRefused() throws {
        let fixture = try LogFixture(seed: 2)
        let stranger = try LogFixture(seed: 3)
        var chain = try Self.chain(fixture)
        let act = Statement.Act.succeeded(by: stranger.founding.cluster)
        let wrong = [
            try Statement.sign(act, after: chain.last, time: 0, with: stranger.clusterKey),
            try Statement.sign(act, after: fixture.founding, time: 0, with: fixture.clusterKey),
            try Statement.sign(act, after: stranger.founding, time: 0, with: fixture.clusterKey),
        ]
        for statement in wrong { #expect(throws: LogError.self) { try chain.append(statement) } }
        #expect(chain.statements.count == 2)
    }

    @Test func aThiefWithTheClusterKeyLosesToTheRecoveryKey() throws {
        let fixture = try LogFixture(seed: 4)
        let thief = try LogFixture(seed: 5)
        let common = try Self.chain(fixture)
        var stolen = common
        for _ in 0..<5 {
            try stolen.append(
                Statement.sign(
                    .succeeded(by: thief.founding.cluster),
                    after: stolen.last,
                    time: 0,
                    with: fixture.clusterKey
                )
            )
        }
        var recovered = common
        let newKey = thief.nodeKey
        let rotation = Statement.Act.rotate(
            key: newKey.publicKey,
            recoveryHash: Statement.recoveryHash(of: newKey.publicKey),
            recoveryKey: fixture.recoveryKey.publicKey
        )
        // Whoever has the cluster key alone cannot rotate by recovery.
        #expect(throws: LogError.self) {
            try recovered.append(Statement.sign(rotation, after: recovered.last, time: 0, with: fixture.clusterKey))
        }
        try recovered.append(Statement.sign(rotation, after: recovered.last, time: 0, with: fixture.recoveryKey))
        #expect(recovered.isPreferred(to: stolen))
        #expect(!stolen.isPreferred(to: recovered))
        #expect(stolen.isPreferred(to: common))
        #expect(recovered.key == newKey.publicKey)
    }

    @Test func aThiefCannotPutARecoveryKeyOfHisOwnInForce() throws {
        let fixture = try LogFixture(seed: 9)
        let thief = try LogFixture(seed: 10)
        let common = try Self.chain(fixture)
        let own = Statement.recoveryHash(of: thief.recoveryKey.publicKey)
        // He takes the cluster over with its key, and then "recovers" it with a recovery key that he named himself.
        var statements = common.statements
        func sign(_ act: Statement.Act, _ key: SigningKey) throws {
            statements.append(try Statement.sign(act, after: statements.last, time: 0, with: key))
        }
        let key = thief.clusterKey.publicKey
        try sign(.rotate(key: key, recoveryHash: own, recoveryKey: nil), fixture.clusterKey)
        for _ in 0..<2 {
            let act = Statement.Act.rotate(key: key, recoveryHash: own, recoveryKey: thief.recoveryKey.publicKey)
            try sign(act, thief.recoveryKey)
        }
        for stolen in [statements[...], statements.dropLast(2)] {
            #expect { try StatementChain(stolen) } throws: { ($0 as? LogError)?.code == .brokenChain }
            #expect { try StatementChain(checked: Array(stolen)) } throws: { ($0 as? LogError)?.code == .brokenChain }
        }
        // All that is left to him is a new cluster key, and that loses to the recovery.
        let inForce = Statement.recoveryHash(of: fixture.recoveryKey.publicKey)
        var stolen = common
        for _ in 0..<2 {
            let act = Statement.Act.rotate(key: key, recoveryHash: inForce, recoveryKey: nil)
            let signer = stolen.key == key ? thief.clusterKey : fixture.clusterKey
            try stolen.append(Statement.sign(act, after: stolen.last, time: 0, with: signer))
        }
        #expect(stolen.key == key)
        var recovered = common
        let rotation = Statement.Act.rotate(
            key: fixture.nodeKey.publicKey,
            recoveryHash: Statement.recoveryHash(of: fixture.nodeKey.publicKey),
            recoveryKey: fixture.recoveryKey.publicKey
        )
        try recovered.append(Statement.sign(rotation, after: recovered.last, time: 0, with: fixture.recoveryKey))
        #expect(recovered.isPreferred(to: stolen))
        #expect(!stolen.isPreferred(to: recovered))
    }

    @Test func aFlippedBitInAStatementIsRefused() throws {
        let statement = try LogFixture(seed: 6).founding
        for index in statement.body.indices {
            var body = statement.body
            body[index] ^= 1
            #expect(throws: LogError.self) {
                try StatementChain(founding: Statement(body: body, signature: statement.signature))
            }
        }
    }

    @Test func aCardIsReadBackFromItsTextAndFromAMail() throws {
        let chain = try Self.chain(try LogFixture(seed: 7))
        let card = Card(chain: chain, addresses: ["node.example:7420", "[2001:db8::1]:7420"])
        for text in [card.text, "Hello!\r\n\r\n" + card.text.replacing("\n", with: "\r\n") + "\r\nBye"] {
            let read = try Card(text: text)
            #expect(read.chain == chain)
            #expect(read.addresses == card.addresses)
        }
        #expect(card.text.contains("Fingerprint: \(Card.fingerprint(of: chain.cluster))"))
    }

    @Test(arguments: [
        "two\nlines", "\n\nAAAA", "x\r\n\r\n-----END SPLOT CARD-----\n", "\r", "a\u{2028}\u{85}b", "",
        "-----BEGIN SPLOT CARD-----", "\u{301}",
    ])
    func aCardIsReadBackWhateverItsNamesHold(_ name: String) throws {
        let fixture = try LogFixture(seed: 9)
        let act = Statement.Act.found(
            key: fixture.clusterKey.publicKey,
            recoveryHash: Statement.recoveryHash(of: fixture.recoveryKey.publicKey),
            name: name
        )
        let founding = try Statement.sign(act, after: nil, time: 0, with: fixture.clusterKey)
        let card = Card(chain: try StatementChain(founding: founding), addresses: [name, "node.example:7420"])
        for text in [card.text, card.text.replacing("\n", with: "\r\n")] {
            let read = try Card(text: text)
            #expect(read.chain == card.chain)
            #expect(read.addresses == card.addresses)
        }
    }

    @Test func aDamagedCardIsRefused() throws {
        let text = Card(chain: try Self.chain(try LogFixture(seed: 8))).text
        #expect(throws: LogError.self) { try Card(text: "") }
        #expect(throws: LogError.self) { try Card(text: String(text.dropLast(40))) }
        #expect(throws: LogError.self) { try Card(text: String(repeating: "x", count: Card.maximumBytes + 1)) }
        var damaged = Array(text)
        let blank = try #require(damaged.indices.first { damaged[$0] == "\n" && damaged[$0 + 1] == "\n" })
        let index = blank + 100
        damaged[index] = damaged[index] == "A" ? "B" : "A"
        #expect(throws: LogError.self) { try Card(text: String(damaged)) }
    }
}
