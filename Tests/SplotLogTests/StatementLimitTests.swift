import SplotLog
import SplotMerge
import SplotTesting
import Testing

/// What a chain refuses because it would grow too large, and how it keeps what it ordered to be erased.
struct StatementLimitTests {
    @Test func aClusterAdmits512LogsAndNoMore() throws {
        let fixture = try LogFixture(seed: 1)
        var chain = try StatementChain(founding: fixture.founding)
        func admit(_ number: Int) throws {
            let act = Statement.Act.admit(nodeKey: fixture.nodeKey.publicKey, log: try Self.log(number), name: "")
            try Self.append(act, fixture, &chain)
        }
        for number in 1...512 { try admit(number) }
        let full = chain
        #expect { try admit(513) } throws: { ($0 as? LogError)?.code == .tooLarge }
        #expect(chain == full)
        // One that was admitted already takes no more room, and is as good as any other statement.
        try admit(512)
        #expect(chain.admitted.count == 512)
    }

    @Test func aChainTakes768KiBOfBodiesAndSignatures() throws {
        let fixture = try LogFixture(seed: 2)
        var chain = try StatementChain(founding: fixture.founding)
        let ranges = (0..<512).map { (UInt64($0) << 31)..<(UInt64($0) << 31 + 1 << 30) }
        let act = Statement.Act.erase(log: fixture.log, ranges: ranges)
        var bytes = fixture.founding.body.count + 64
        // Every such statement takes more than 7 KiB, so that fewer than 120 fill the chain.
        for _ in 0..<120 {
            let statement = try Statement.sign(act, after: chain.last, time: 0, with: fixture.clusterKey)
            guard bytes + statement.body.count + 64 <= 786_432 else {
                #expect { try chain.append(statement) } throws: { ($0 as? LogError)?.code == .tooLarge }
                break
            }
            try chain.append(statement)
            bytes += statement.body.count + 64
        }
        #expect(chain.byteCount == bytes)
        #expect(chain.statements.count < 120)
        #expect(bytes > 786_432 - Statement.maximumBodyBytes - 64)
        #expect(try StatementChain(chain.statements) == chain)
        // The longest chain still fits its card.
        #expect(try Card(text: Card(chain: chain).text).chain == chain)
    }

    @Test func noOrderOrCloseNamesWhatNoLogCanHold() throws {
        let fixture = try LogFixture(seed: 3)
        let top: UInt64 = 1 << 40
        let root = TreeHash.empty
        let good: [Statement.Act] = [
            .close(log: fixture.log, size: top, root: root), .erase(log: fixture.log, ranges: [0..<top]),
            .erase(log: fixture.log, ranges: [(top - 1)..<top]),
        ]
        let bad: [Statement.Act] = [
            .close(log: fixture.log, size: top + 1, root: root), .erase(log: fixture.log, ranges: [0..<(top + 1)]),
            .erase(log: fixture.log, ranges: [top..<(top + 1)]), .erase(log: fixture.log, ranges: [1..<(top + 1)]),
            .erase(log: fixture.log, ranges: [0..<UInt64.max]),
        ]
        for act in good {
            #expect(throws: Never.self) {
                try Statement.sign(act, after: fixture.founding, time: 0, with: fixture.clusterKey)
            }
        }
        for act in bad {
            #expect { try Statement.sign(act, after: fixture.founding, time: 0, with: fixture.clusterKey) } throws: {
                ($0 as? LogError)?.code == .malformedStatement
            }
        }
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func ordersToEraseAddUpToSortedDisjointRanges(seed: UInt64) throws {
        let fixture = try LogFixture(seed: seed)
        var generator = SeededGenerator(seed: seed)
        var chain = try StatementChain(founding: fixture.founding)
        var expected: Set<UInt64> = []
        for _ in 0..<12 {
            var ranges: [Range<UInt64>] = []
            var position = UInt64.random(in: 0..<40, using: &generator)
            for _ in 0..<UInt64.random(in: 0...3, using: &generator) {
                let end = position + UInt64.random(in: 1...4, using: &generator)
                ranges.append(position..<end)
                expected.formUnion(position..<end)
                position = end + UInt64.random(in: 0...8, using: &generator)
            }
            try Self.append(.erase(log: fixture.log, ranges: ranges), fixture, &chain)
            let held = chain.erasures[fixture.log] ?? []
            #expect(zip(held, held.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound }, "seed \(seed)")
            for position in 0..<(90 as UInt64) {
                #expect(
                    chain.orderedErasure(of: position, in: fixture.log) == expected.contains(position),
                    "seed \(seed), position \(position)"
                )
                let run = position..<(position + UInt64.random(in: 0...5, using: &generator))
                #expect(
                    chain.overlapsErasure(run, in: fixture.log) == run.contains(where: expected.contains),
                    "seed \(seed), positions \(run)"
                )
            }
        }
        #expect(!chain.orderedErasure(of: .max, in: fixture.log))
        #expect(!chain.overlapsErasure(0..<90, in: try Self.log(1)))
    }

    private static func append(
        _ act: Statement.Act,
        _ fixture: LogFixture,
        _ chain: inout StatementChain
    ) throws {
        try chain.append(Statement.sign(act, after: chain.last, time: 0, with: fixture.clusterKey))
    }

    private static func log(_ number: Int) throws -> LogID {
        LogID(try #require(Bytes32([UInt8](repeating: 1, count: 30) + [UInt8(number >> 8), UInt8(number & 0xff)])))
    }
}
