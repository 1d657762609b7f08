import SplotMerge
import Testing

/// Values that their own log has overwritten are dropped, and nothing else.
struct CompactionTests {
    private static func values(of state: RecordState) -> [Content] {
        state.changes.flatMap(\.operations)
            .compactMap { operation in
                if case .set(_, _, let value) = operation { return value }
                return nil
            }
    }

    @Test
    func onlyWhatTheSameLogHasOverwrittenIsDropped() {
        var scenario = Scenario(isCommon: true, .phone("1"), .phone("2"))
        scenario.write(Scenario.lublin, .set(field: "phone", key: "work", value: .text("3")))
        scenario.write(Scenario.lublin, .noPhone)
        scenario.write(Scenario.krakow, .phone("4"))
        let before = scenario.version
        scenario.state.compact(in: scenario.federation)
        #expect(Self.values(of: scenario.state) == [.erased, .erased, .text("3"), .text("4")])
        #expect(scenario.version == before)
    }

    @Test
    func whatOnlyAnotherLogReplacedIsKept() {
        // The replacing log may be closed or lose its place in the federation.
        var scenario = Scenario(isCommon: true, .phone("1"))
        scenario.write(Scenario.krakow, .phone("2"))
        scenario.state.compact(in: scenario.federation)
        #expect(Self.values(of: scenario.state) == [.text("1"), .text("2")])
    }

    @Test
    func aVoidWriteOverwritesNothing() throws {
        var scenario = Scenario(isCommon: true)
        scenario.write(Scenario.krakow, .phone("1"))
        scenario.write(Scenario.krakow, .phone("2"))
        scenario.federation.closedSizes[Scenario.krakow] = 1
        scenario.state.compact(in: scenario.federation)
        #expect(!scenario.state.needsRebuild(in: scenario.federation))
        #expect(try scenario.view().phone == .text("1"))
    }

    @Test
    func aStateKnowsWhenACloseBringsBackWhatItDropped() throws {
        var scenario = Scenario(isCommon: true)
        scenario.write(Scenario.krakow, .phone("1"))
        scenario.write(Scenario.krakow, .phone("2"))
        let log = scenario.state.changes
        scenario.state.compact(in: scenario.federation)
        #expect(!scenario.state.needsRebuild(in: scenario.federation))
        scenario.federation.closedSizes[Scenario.krakow] = 1
        #expect(scenario.state.needsRebuild(in: scenario.federation))
        scenario.state = RecordState(id: scenario.state.id, changes: log)
        #expect(!scenario.state.needsRebuild(in: scenario.federation))
        #expect(try scenario.view().phone == .text("1"))
    }
}
