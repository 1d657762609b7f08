import Foundation
import SplotLog
import SplotMerge
import SplotStore
import SplotTesting
import Testing

struct StoreTests {
    private let store: Store

    init() throws { self.store = try Store.inMemory() }

    private static func hash(_ byte: UInt8) throws -> Bytes32 {
        try #require(Bytes32(repeatElement(byte, count: 32)))
    }

    private static func log(_ byte: UInt8) throws -> LogID { LogID(try Self.hash(byte)) }

    private struct Interrupted: Error {}

    @Test func aTransactionThatThrowsLeavesNothing() async throws {
        await #expect(throws: Interrupted.self) {
            try await self.store.write { writer in
                try writer.set("name", to: [1])
                throw Interrupted()
            }
        }
        #expect(try await self.store.read { try $0.setting("name") } == nil)
    }

    @Test func everyOperationOfARecordIsReadBackAsItWasKept() async throws {
        let (own, other) = (try Self.log(1), try Self.log(2))
        let id = RecordID(EntryID(log: own, position: 1))
        let foreign = EntryID(log: other, position: 70_000)
        var state = RecordState(id: id)
        state.insert(
            Change(
                entry: id.creator,
                hashPrefix: 7,
                time: 1_790_000_000,
                creation: Creation(kind: "kind", isCommon: true),
                operations: [
                    .set(field: "name", key: "pl", value: .bytes([0x61, 0x41])), .add(field: "t", value: .erased),
                ]
            )
        )
        state.insert(
            Change(
                entry: foreign,
                hashPrefix: .max,
                time: 5,
                context: [ContextItem(entry: id.creator, hashPrefix: 7)],
                operations: [
                    .set(field: "a", key: nil, value: .bytes([])), .clear(field: "b", key: nil),
                    .clear(field: "b", key: "c"),
                    .remove(field: "t", elements: [ElementID(entry: id.creator, index: 1)]),
                    .delete, .restore, .setVisibility(.open), .accept(foreign), .decline(id.creator), .unknown,
                ]
            )
        )
        let kept = StoredRecord(
            state: state,
            uuid: [UInt8](0..<16),
            kind: "kind",
            isShown: true,
            conflicts: 2,
            suggestions: 1,
            digest: try Self.hash(9),
            terms: ["name:a", "name:b"]
        )
        let read = try await self.store.write { writer in
            try writer.put(kept, replacing: nil)
            return try writer.state(of: id)
        }
        #expect(read == state)
        let found = try await self.store.read { reader -> [Int] in
            var counts: [Int] = []
            for selection in [
                RecordSelection.all, .shown(kind: nil), .shown(kind: "kind"), .shown(kind: "other"), .withConflicts,
                .term("name:a"), .term("name:c"), .uuidPrefix("0001"), .uuidPrefix("0002"),
            ] {
                var count = 0
                try reader.forEachState(selection) { _ in count += 1 }
                counts.append(count)
            }
            return counts
        }
        #expect(found == [1, 1, 1, 0, 1, 1, 0, 1, 0])
    }

    @Test func aRecordIsFoundUnderItsNewTermsOnly() async throws {
        let id = RecordID(EntryID(log: try Self.log(1), position: 1))
        var record = StoredRecord(
            state: RecordState(id: id),
            uuid: [UInt8](0..<16),
            kind: "k",
            isShown: true,
            conflicts: 0,
            suggestions: 0,
            digest: try Self.hash(9),
            terms: ["old", "both"]
        )
        let first = record
        record.terms = ["both", "new"]
        let second = record
        let counts = try await self.store.write { writer in
            try writer.put(first, replacing: nil)
            try writer.put(second, replacing: first)
            return try ["old", "both", "new"]
                .map { term in
                    var count = 0
                    try writer.forEachState(.term(term)) { _ in count += 1 }
                    return count
                }
        }
        #expect(counts == [0, 1, 1])
    }

    @Test func onlyTheCheckpointsNeededToResumeAreKept() async throws {
        let log = try Self.log(3)
        let key = try SigningKey(seed: [UInt8](repeating: 1, count: 32))
        // Sizes and the bytes up to there: every commit, multiples of 4,096, and gaps of 4 MiB.
        let sizes: [(UInt64, UInt64)] = [
            (10, 1_000), (20, 2_000), (4_096, 400_000), (4_100, 400_500), (5_000, 3_000_000), (6_000, 4_300_000),
            (6_001, 8_000_000), (6_002, 8_600_000), (6_003, 8_600_100),
        ]
        let kept = try await self.store.write { writer -> [UInt64] in
            for (size, bytes) in sizes {
                try writer.put(
                    try Checkpoint.sign(log: log, size: size, root: try Self.hash(4), with: key),
                    bytes: bytes
                )
            }
            return try writer.checkpoints(of: log).map(\.size)
        }
        #expect(kept.last == 6_003)
        #expect(kept.contains(4_096))
        #expect(!kept.contains(10) && !kept.contains(4_100))
        let bytes = Dictionary(uniqueKeysWithValues: sizes)
        for (size, next) in zip(kept, kept.dropFirst()) {
            // Two commits may add up to more than 4 MiB only if one of them alone does not fit.
            let gap = try #require(bytes[next]) - #require(bytes[size])
            #expect(gap <= 4 * 1_024 * 1_024, "from \(size) to \(next)")
        }
        #expect(try await self.store.read { try $0.checkpoint(of: log, beyond: 4_096)?.size } == kept[1])
    }

    @Test func entriesComeBackFromBundlesAndFromTheTail() async throws {
        let log = try Self.log(5)
        var generator = SeededGenerator(seed: 1)
        let entries = (0..<300).map { EntryRun.Entry(header: [0x81, 0x18, UInt8($0 % 200 + 24)], slot: .none) }
        let run = try EntryRun.fresh(entries, at: 0, using: &generator)
        let runs = try await self.store.write { writer -> [EntryRun] in
            let sealed = run.sliced(to: 0..<256)
            try writer.put(
                SealedBundle(start: 0, root: TreeHash.root(leafHashes: sealed.leafHashes), frame: try sealed.sealed()),
                of: log
            )
            try writer.putTail(run.sliced(to: 256..<280), of: log)
            try writer.putTail(run.sliced(to: 280..<300), of: log)
            return try [0, 100, 255, 256, 290].map { try writer.run(of: log, from: $0) }
        }
        #expect(runs.map(\.range) == [0..<256, 100..<256, 255..<256, 256..<300, 290..<300])
        #expect(runs[1].leafHashes == Array(run.leafHashes[100..<256]))
        #expect(runs[4].leafHashes == Array(run.leafHashes[290..<300]))
        await #expect {
            _ = try await self.store.read { try $0.run(of: log, from: 300) }
        } throws: { ($0 as? StoreError)?.code == .missing }
    }

    @Test func aDamagedBundleIsNamed() async throws {
        let log = try Self.log(6)
        try await self.store.write { writer in
            try writer.put(SealedBundle(start: 512, root: try Self.hash(1), frame: [1, 2, 3]), of: log)
        }
        await #expect {
            _ = try await self.store.read { try $0.run(of: log, from: 600) }
        } throws: { error in
            (error as? StoreError)?.code == .damaged && "\(error)".contains("512")
        }
    }

    @Test func twoConnectionsSeeEachOthersCommits() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "splot-store-\(UUID().uuidString).sqlite")
            .path
        defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) } }
        let first = try Store.open(path: path, mayCreate: true)
        let second = try Store.open(path: path, mayCreate: false)
        await withTaskGroup(of: Void.self) { group in
            for (index, store) in [first, second].enumerated() {
                group.addTask {
                    for count in 0..<50 {
                        // A read and a write in one transaction: no increment may be lost.
                        try? await store.write { writer in
                            let value = try writer.setting("count")?.first ?? 0
                            try writer.set("count", to: [value + 1])
                            try writer.set("by \(index)", to: [UInt8(count)])
                        }
                    }
                }
            }
        }
        #expect(try await first.read { try $0.setting("count") } == [100])
        try first.close()
        try second.close()
    }

    @Test func aFileThatIsNoDatabaseIsRefused() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "splot-store-\(UUID().uuidString).sqlite")
            .path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(repeating: 65, count: 10_000).write(to: URL(filePath: path))
        #expect {
            _ = try Store.open(path: path, mayCreate: false)
        } throws: { ($0 as? StoreError)?.code == .notOurs }
        #expect {
            _ = try Store.open(path: path + ".missing", mayCreate: false)
        } throws: { ($0 as? StoreError)?.code == .cannotOpen }
    }
}
