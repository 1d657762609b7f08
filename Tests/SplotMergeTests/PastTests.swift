import SplotMerge
import SplotTesting
import Testing

/// A record as it was.
struct PastTests {
    @Test
    func itSaysWhatWasWrittenUntilThen() throws {
        var scenario = Scenario(isCommon: true, .phone("1"))
        scenario.write(Scenario.krakow, time: 200, .phone("2"))
        scenario.write(Scenario.gdansk, time: 300, .phone("3"))
        func phone(_ time: UInt64) -> Content? {
            scenario.state.until(time).view(in: scenario.federation)?.phone
        }
        #expect(scenario.state.until(99).view(in: scenario.federation) == nil)
        #expect(phone(100) == .text("1"))
        #expect(phone(199) == .text("1"))
        #expect(phone(200) == .text("2"))
        #expect(phone(300) == .text("3"))
        #expect(phone(.max) == .text("3"))
    }

    @Test
    func aClockThatWentWrongForAWhileHidesNothingThatCameBefore() throws {
        var scenario = Scenario(isCommon: true, .phone("1"))
        scenario.write(Scenario.krakow, time: 9_000, .phone("2"))
        scenario.write(Scenario.krakow, time: 200, .phone("3"))
        let then = try #require(scenario.state.until(200).view(in: scenario.federation))
        #expect(then.phone == .text("3"))
        #expect(then.conflicts.isEmpty)
    }

    @Test
    func itIsTheStateOfFewerChangesAndInTheEndOfAll() {
        for seed in UInt64(6_000)..<6_080 {
            let history = RandomHistory(seed: seed)
            let state = RecordState(id: history.record, changes: history.changes)
            #expect(state.until(.max) == state, "seed \(seed)")
            for time in UInt64(0)..<6 {
                let past = state.until(time)
                // Of each log a beginning, which ends with a change that is dated no later.
                for log in history.federation.clusters.keys {
                    let all = state.changes.filter { $0.entry.log == log }
                    let kept = past.changes.filter { $0.entry.log == log }
                    #expect(Array(all.prefix(kept.count)) == kept, "seed \(seed)")
                    #expect(kept.last.map { $0.time <= time } ?? true, "seed \(seed)")
                    #expect(all.dropFirst(kept.count).allSatisfy { $0.time > time }, "seed \(seed)")
                }
                #expect(past.until(time) == past, "seed \(seed)")
            }
        }
    }
}
