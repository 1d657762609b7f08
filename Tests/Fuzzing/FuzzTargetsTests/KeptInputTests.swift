import Foundation
import FuzzTargets
import SplotTesting
import Testing

/// What the fuzzer begins with and what it once found, without the fuzzer.
struct KeptInputTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private func seeds() throws -> Seeds { try Seeds(root: Self.root) }

    @Test(arguments: FuzzTarget.all.map(\.name))
    func whatIsKeptBreaksNoPromise(name: String) throws {
        let target = try Self.target(name)
        for (file, bytes) in try self.seeds().kept(for: target) {
            #expect(throws: Never.self, "\(file)") { try target.run(bytes) }
        }
    }

    @Test(arguments: FuzzTarget.all.map(\.name))
    func everyTargetHasSeedsThatItAccepts(name: String) throws {
        let target = try Self.target(name)
        let seeds = try self.seeds()
        let examples = try seeds.examples(for: target)
        let refused = try examples.filter { try !target.run($0.value) }.keys.sorted()
        #expect(refused.isEmpty, "refused: \(refused)")
        let kept = try seeds.kept(for: target)
        #expect(examples.count + kept.count > 0)
    }

    /// A fuzzer that knows nothing, so that some of its work is done by every run of the tests.
    @Test(arguments: FuzzTarget.all.map(\.name))
    func seedsWithSomeBytesChangedBreakNoPromise(name: String) throws {
        let target = try Self.target(name)
        let seeds = try self.seeds()
        let inputs = try seeds.examples(for: target).merging(try seeds.kept(for: target)) { first, _ in first }
        for (input, bytes) in inputs where bytes.count < 4_096 {
            for seed in 0..<30 as Range<UInt64> {
                var generator = SeededGenerator(seed: seed)
                let changed = Self.changed(bytes, using: &generator)
                #expect(throws: Never.self, "\(input), seed \(seed)") { try target.run(changed) }
            }
        }
    }

    @Test func namesOfTargetsDiffer() {
        #expect(Set(FuzzTarget.all.map(\.name)).count == FuzzTarget.all.count)
    }

    private static func target(_ name: String) throws -> FuzzTarget {
        try #require(FuzzTarget.all.first { $0.name == name })
    }

    private static func changed(_ bytes: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            switch UInt8.random(in: 0..<4, using: &generator) {
            case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 1 where place < bytes.count: bytes[place] = UInt8.random(in: .min ... .max, using: &generator)
            case 2: bytes.insert(UInt8.random(in: .min ... .max, using: &generator), at: place)
            default: bytes.removeSubrange(place..<min(place + 3, bytes.count))
            }
        }
        return bytes
    }
}
