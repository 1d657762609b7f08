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
            scenario.state.until(time, in: scenario.federation).view(in: scenario.federation)?.phone
        }
        #expect(scenario.state.until(99, in: scenario.federation).view(in: scenario.federation) == nil)
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
        let then = try #require(scenario.state.until(200, in: scenario.federation).view(in: scenario.federation))
        #expect(then.phone == .text("3"))
        #expect(then.conflicts.isEmpty)
    }

    @Test
    func whoWroteHadSeenWhatItSaw() throws {
        var scenario = Scenario(isCommon: true, .phone("0"))
        // Kraków's clock is an hour fast; Gdańsk has seen what it wrote.
        scenario.write(Scenario.krakow, time: 3_800, .phone("1"))
        scenario.write(Scenario.gdansk, time: 300, .phone("2"))
        let then = try #require(scenario.state.until(300, in: scenario.federation).view(in: scenario.federation))
        #expect(then.phone == .text("2"))
        #expect(then.conflicts.isEmpty)
    }

    @Test
    func whatIsVoidSaysNothingAboutTime() throws {
        var scenario = Scenario(isCommon: true, .phone("0"))
        scenario.write(Scenario.krakow, time: 500, .phone("1"))
        // A thief, who dates back; the log is closed before that.
        let stolen = scenario.write(Scenario.krakow, time: 1, .phone("2"))
        scenario.federation.closedSizes[Scenario.krakow] = stolen.entry.position
        let then = try #require(scenario.state.until(200, in: scenario.federation).view(in: scenario.federation))
        #expect(then.phone == .text("0"))
    }

    @Test
    func itIsTheStateOfFewerChangesAndInTheEndOfAll() {
        for seed in UInt64(6_000)..<6_080 {
            let history = RandomHistory(seed: seed)
            let state = RecordState(id: history.record, changes: history.changes)
            let inForce = state.changes.filter { !history.federation.isVoid($0.entry) }
            #expect(state.until(.max, in: history.federation).changes == inForce, "seed \(seed)")
            for time in UInt64(0)..<6 {
                let past = state.until(time, in: history.federation)
                // Of each log a beginning, which holds all that is dated no later.
                for log in history.federation.clusters.keys {
                    let all = inForce.filter { $0.entry.log == log }
                    let kept = past.changes.filter { $0.entry.log == log }
                    #expect(Array(all.prefix(kept.count)) == kept, "seed \(seed)")
                    #expect(all.dropFirst(kept.count).allSatisfy { $0.time > time }, "seed \(seed)")
                }
                #expect(past.until(time, in: history.federation) == past, "seed \(seed)")
            }
        }
    }
}
