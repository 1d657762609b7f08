import SplotMerge
import SplotTesting
import Testing

/// The merge against a model written straight from the rule, on random histories.
struct MergePropertyTests {
    @Test(arguments: 0..<8)
    func stateAndViewAreThoseOfTheRuleInEveryOrder(block: UInt64) {
        for seed in (block * 60)..<(block * 60 + 60) {
            let history = RandomHistory(seed: seed)
            var random = SeededGenerator(seed: ~seed)
            // A node may miss anything; what it holds decides.
            let held = history.changes.filter { _ in !random.chance(seed.isMultiple(of: 3) ? 15 : 0) }
            let naive = NaiveRule(record: history.record, changes: held, federation: history.federation)
            let state = RecordState(id: history.record, changes: held)
            #expect(state.view(in: history.federation) == naive.view(), "seed \(seed)")
            for _ in 0..<3 {
                let repeated = held.filter { _ in random.chance(30) }
                let other = RecordState(id: history.record, changes: (held + repeated).shuffled(using: &random))
                #expect(other == state, "seed \(seed)")
                #expect(other.view(in: history.federation) == naive.view(), "seed \(seed)")
            }
            #expect(RecordState(id: history.record, changes: state.changes) == state, "seed \(seed)")
        }
    }

    @Test
    func aLogThatIsMissingEntirelyIsLikeOneThatNeverWrote() {
        for seed in UInt64(1_000)..<1_080 {
            let history = RandomHistory(seed: seed)
            guard let missing = history.changes.last?.entry.log else { continue }
            let held = history.changes.filter { $0.entry.log != missing }
            let naive = NaiveRule(record: history.record, changes: held, federation: history.federation)
            let state = RecordState(id: history.record, changes: held)
            #expect(state.view(in: history.federation) == naive.view(), "seed \(seed)")
        }
    }

    @Test
    func anErasedCopyArrivesInAnyOrderWithTheSameResult() {
        for seed in UInt64(2_000)..<2_080 {
            let history = RandomHistory(seed: seed)
            var random = SeededGenerator(seed: ~seed)
            let erased = history.changes.filter { _ in random.chance(25) }.map(\.erased)
            let final = history.changes.map { change in erased.first { $0.entry == change.entry } ?? change }
            let naive = NaiveRule(record: history.record, changes: final, federation: history.federation)
            let mixed = (history.changes + erased).shuffled(using: &random)
            let state = RecordState(id: history.record, changes: mixed)
            #expect(state == RecordState(id: history.record, changes: final), "seed \(seed)")
            #expect(state.view(in: history.federation) == naive.view(), "seed \(seed)")
        }
    }

    @Test
    func compactionAtAnyTimeChangesNothingThatIsShown() {
        for seed in UInt64(3_000)..<3_120 {
            let history = RandomHistory(seed: seed)
            var random = SeededGenerator(seed: ~seed)
            var once = RecordState(id: history.record, changes: history.changes)
            let full = once
            once.compact(in: history.federation)
            var often = RecordState(id: history.record)
            for change in history.changes.shuffled(using: &random) {
                often.insert(change)
                if random.chance(40) { often.compact(in: history.federation) }
            }
            often.compact(in: history.federation)
            #expect(often == once, "seed \(seed)")
            #expect(often.view(in: history.federation) == full.view(in: history.federation), "seed \(seed)")
            #expect(often.version(in: history.federation) == full.version(in: history.federation), "seed \(seed)")

            // Closing a log may bring a dropped value back; the state knows when.
            let closed = history.troubled(using: &random)
            if !often.needsRebuild(in: closed) {
                #expect(often.view(in: closed) == full.view(in: closed), "seed \(seed)")
            }
        }
    }

    @Test
    func theVersionNamesTheLastChangeOfEachLogThatCounts() {
        for seed in UInt64(4_000)..<4_080 {
            let history = RandomHistory(seed: seed)
            let naive = NaiveRule(record: history.record, changes: history.changes, federation: history.federation)
            let counted = naive.held.filter { history.federation.clusters[$0.entry.log] != nil }
            let last = counted.filter { change in
                !counted.contains { $0.entry.log == change.entry.log && $0.entry.position > change.entry.position }
            }
            let expected = last.map(\.contextItem).sorted { $0.entry < $1.entry }
            let version = RecordState(id: history.record, changes: history.changes).version(in: history.federation)
            #expect(version.items == expected, "seed \(seed)")
        }
    }
}
