import SplotCBOR
import SplotLog
import SplotMerge
import Testing

/// What a chain says about the keys that offline bundles are encrypted to.
struct ReceivingTests {
    private let fixture: LogFixture
    private let other = LogID(TreeHash.empty)

    init() throws { self.fixture = try LogFixture(seed: 1) }

    @Test func theLastKeyStatedForALogIsInForce() throws {
        var chain = try StatementChain(founding: self.fixture.founding)
        try self.admit(self.fixture.log, &chain)
        try self.admit(self.other, &chain)
        #expect(chain.receiving.isEmpty)
        try self.state(.receive(log: self.fixture.log, key: try Self.key(1)), &chain)
        try self.state(.receive(log: self.other, key: try Self.key(2)), &chain)
        #expect(try chain.receiving == [self.fixture.log: Self.key(1), self.other: Self.key(2)])
        try self.state(.receive(log: self.fixture.log, key: try Self.key(3)), &chain)
        #expect(try chain.receiving == [self.fixture.log: Self.key(3), self.other: Self.key(2)])
        #expect(try StatementChain(chain.statements) == chain)
        #expect(try StatementChain(checked: chain.statements).receiving == chain.receiving)
    }

    @Test func aKeyForALogCountsOnceTheLogIsAdmittedAndNoLongerOnceItIsClosed() throws {
        var chain = try StatementChain(founding: self.fixture.founding)
        try self.state(.receive(log: self.fixture.log, key: try Self.key(1)), &chain)
        #expect(chain.receiving.isEmpty)
        try self.admit(self.fixture.log, &chain)
        #expect(try chain.receiving == [self.fixture.log: Self.key(1)])
        try self.state(.close(log: self.fixture.log, size: 0, root: TreeHash.empty), &chain)
        #expect(chain.receiving.isEmpty)
        try self.state(.receive(log: self.fixture.log, key: try Self.key(2)), &chain)
        #expect(chain.receiving.isEmpty)
    }

    @Test(arguments: [
        ("", false), ("l", false), ("k", false), ("lk", true), ("lkk", false), ("lkn", false), ("ln", false),
        ("nk", false), ("ls", false), ("lL", false), ("sk", false), ("Lk", false),
    ])
    func aReceiveStatementHasOneFormOnly(arguments: String, isGood: Bool) throws {
        var writer = self.opening(type: 6, arguments: arguments.count)
        for argument in arguments {
            switch argument {
            case "l", "k": writer.byteString([UInt8](repeating: 1, count: 32))
            case "s": writer.byteString([UInt8](repeating: 1, count: 31))
            case "L": writer.byteString([UInt8](repeating: 1, count: 33))
            default: writer.null()
            }
        }
        #expect(try self.read(writer.bytes) == (isGood ? .receive(log: LogID(Self.key(1)), key: Self.key(1)) : nil))
    }

    @Test func aTypeFrom7OnIsUnknownAndANegativeOneCritical() throws {
        for (type, isCritical) in [(7 as Int64, false), (Int64.max, false), (-1, true), (-7, true), (Int64.min, true)] {
            var writer = self.opening(type: type, arguments: 1)
            writer.text("something new")
            let statement = try self.sign(writer.bytes)
            #expect(statement.act == .unknown(isCritical: isCritical))
            var chain = try StatementChain(founding: self.fixture.founding)
            try chain.append(statement)
            #expect(chain.isStopped == isCritical)
            #expect(chain.receiving.isEmpty)
        }
    }

    /// The first items of a statement's body behind the founding one, written without the code that reads them.
    private func opening(type: Int64, arguments: Int) -> CBORWriter {
        var writer = CBORWriter()
        writer.array(5 + arguments)
        writer.byteString(self.fixture.founding.cluster.hash.bytes)
        writer.unsigned(1)
        writer.byteString(self.fixture.founding.hash.bytes)
        writer.unsigned(0)
        writer.integer(type)
        return writer
    }

    private func sign(_ body: [UInt8]) throws -> Statement {
        let message = Array("splot/v1/statement\n".utf8) + body
        return try Statement(body: body, signature: self.fixture.clusterKey.sign(message))
    }

    /// What a statement says; `nil` when it is refused as malformed.
    private func read(_ body: [UInt8]) throws -> Statement.Act? {
        do {
            return try self.sign(body).act
        } catch let error as LogError where error.code == .malformedStatement {
            return nil
        }
    }

    private func admit(_ log: LogID, _ chain: inout StatementChain) throws {
        try self.state(.admit(nodeKey: self.fixture.nodeKey.publicKey, log: log, name: ""), &chain)
    }

    private func state(_ act: Statement.Act, _ chain: inout StatementChain) throws {
        try chain.append(Statement.sign(act, after: chain.last, time: 0, with: self.fixture.clusterKey))
    }

    private static func key(_ byte: UInt8) throws -> Bytes32 {
        try #require(Bytes32(repeatElement(byte, count: 32)))
    }
}
