import SplotLog
import SplotMerge
import SplotTesting
import Testing

struct EntryRunTests {
    private static func run(_ count: Int, seed: UInt64) throws -> EntryRun {
        var fixture = try LogFixture(seed: seed)
        try fixture.append((0..<count).map { LogFixture.creation("nr \($0)") })
        return try fixture.runs.dropFirst().reduce(fixture.runs[0]) { try $0.joined(with: $1) }
    }

    @Test(arguments: [1, 2, 3, 17, 255, 256, 300])
    func aRunIsReadBackFromItsBytes(_ count: Int) throws {
        let run = try Self.run(count, seed: UInt64(count))
        #expect(try EntryRun(encoded: run.encoded, start: 0) == run)
        #expect(try EntryRun(sealed: run.sealed(), start: 0) == run)
    }

    @Test func cuttingARunAnywhereKeepsItsHashes() throws {
        let run = try Self.run(40, seed: 11)
        for lower in 0..<run.end {
            for upper in (lower + 1)...run.end {
                let part = run.sliced(to: lower..<upper)
                #expect(part.leafHashes == Array(run.leafHashes[Int(lower)..<Int(upper)]))
                #expect(try EntryRun(encoded: part.encoded, start: lower) == part)
            }
        }
    }

    @Test func joiningThePartsGivesTheSameHashes() throws {
        let run = try Self.run(40, seed: 12)
        for cut in 1..<run.end {
            let joined = try run.sliced(to: 0..<cut).joined(with: run.sliced(to: cut..<run.end))
            #expect(joined.leafHashes == run.leafHashes)
        }
        #expect(throws: LogError.self) { try run.sliced(to: 0..<3).joined(with: run.sliced(to: 4..<5)) }
    }

    @Test func erasingKeepsTheHashesAndLeavesNoWayBackToTheSalt() throws {
        let run = try Self.run(63, seed: 13)
        let erased = run.erasing { [5, 6, 40].contains($0) }
        #expect(erased.leafHashes == run.leafHashes)
        #expect(try EntryRun(encoded: erased.encoded, start: 0) == erased)
        for position in [5, 6, 40] {
            guard case .erased = erased.entries[position].slot else {
                Issue.record("entry \(position) still holds its payload")
                continue
            }
            #expect(erased.salts.salts[position] == nil)
            #expect(run.salts.salts[position] != nil)
        }
        // No node above an erased position is left: else its salt could be derived again.
        var position = 0
        for tile in erased.salts.tiles {
            let next = position + (1 << Int(tile.level))
            if tile.node != nil { #expect([5, 6, 40].allSatisfy { !(position..<next).contains($0) }) }
            position = next
        }
        for (index, salt) in run.salts.salts.enumerated() where ![5, 6, 40].contains(index) {
            #expect(erased.salts.salts[index] == salt)
        }
    }

    @Test func aFlippedBitAnywhereIsRefusedOrChangesTheRoot() throws {
        let run = try Self.run(3, seed: 14)
        let bytes = run.encoded
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << UInt8(bit)
                guard let other = try? EntryRun(encoded: changed, start: 0) else { continue }
                let isOther = other.leafHashes != run.leafHashes
                #expect(isOther, "byte \(index), bit \(bit)")
            }
        }
    }

    @Test func everyChangedByteIsRefusedOrWrittenAgainAsItCame() throws {
        let run = try Self.run(4, seed: 17).erasing { $0 == 2 }
        let bytes = run.encoded
        for index in bytes.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = bytes
                changed[index] = byte
                guard let other = try? EntryRun(encoded: changed, start: 0) else { continue }
                #expect(other.encoded == changed, "byte \(index) is \(byte)")
            }
        }
    }

    @Test func truncatedOrLengthenedBytesAreRefused() throws {
        let bytes = try Self.run(5, seed: 15).encoded
        for count in 0..<bytes.count {
            #expect(throws: LogError.self) { try EntryRun(encoded: Array(bytes.prefix(count)), start: 0) }
        }
        #expect(throws: LogError.self) { try EntryRun(encoded: bytes + [0], start: 0) }
        #expect(throws: LogError.self) { try EntryRun(encoded: bytes, start: 0, maximum: 3) }
    }

    @Test func aSaltForAnErasedPayloadOrAPayloadWithoutOneIsRefused() throws {
        var generator = SeededGenerator(seed: 16)
        let salted = SaltTiling.fresh(for: 0..<1, using: &generator)
        var unsalted = SaltTiling(start: 0)
        _ = unsalted.append(.init(level: 0, node: nil))
        let commitment = try #require(Bytes32(repeatElement(1, count: 32)))
        #expect(throws: LogError.self) {
            try EntryRun(entries: [.init(header: [0x80], slot: .erased(commitment: commitment))], salts: salted)
        }
        #expect(throws: LogError.self) {
            try EntryRun(entries: [.init(header: [0x80], slot: .payload([0x80]))], salts: unsalted)
        }
        #expect(throws: LogError.self) { try EntryRun(entries: [], salts: salted) }
    }

    @Test func noHeaderCanPassForACommitmentAndAShorterHeader() throws {
        let commitment = try #require(Bytes32(repeatElement(9, count: 32)))
        let header: [UInt8] = [0x80]
        let leaf = LeafHash.leaf(header: header, commitment: commitment)
        #expect(leaf != LeafHash.leaf(header: commitment.bytes + header, commitment: nil))
        #expect(leaf != LeafHash.leaf(header: [0x01] + commitment.bytes + header, commitment: nil))
    }
}
