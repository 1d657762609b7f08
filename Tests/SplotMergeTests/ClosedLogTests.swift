import SplotMerge
import Testing

/// Closed logs, logs that do not count, and creations.
struct ClosedLogTests {
    @Test
    func entriesBeyondACloseAreVoidAndWhatTheyReplacedIsBack() throws {
        var scenario = Scenario(isCommon: true, .phone("1"))
        scenario.write(Scenario.krakow, .phone("2"))
        scenario.write(Scenario.krakow, .phone("stolen"))
        scenario.federation.closedSizes[Scenario.krakow] = 1
        #expect(try scenario.view().phones == [.content(.text("2"))])
        scenario.federation.closedSizes[Scenario.krakow] = 0
        #expect(try scenario.view().phones == [.content(.text("1"))])
    }

    @Test
    func aContextNamingAVoidEntryCoversWhatIsLeftOfTheLog() throws {
        // Gdańsk saw Kraków's void entry; it had therefore also seen what stands before it.
        var scenario = Scenario(isCommon: true)
        scenario.write(Scenario.krakow, .phone("1"))
        let void = scenario.write(Scenario.krakow, .phone("2"))
        scenario.write(Scenario.gdansk, .phone("3"))
        #expect(try scenario.view(without: void).phones.count == 2)
        scenario.federation.closedSizes[Scenario.krakow] = 1
        #expect(try scenario.view().phones == [.content(.text("3"))])
        #expect(try scenario.view(without: void).phones == [.content(.text("3"))])
    }

    @Test
    func aLogOutsideTheFederationDoesNotCount() throws {
        var scenario = Scenario(isCommon: true, .phone("1"))
        scenario.write(Scenario.krakow, .phone("2"))
        scenario.federation.clusters[Scenario.krakow] = nil
        #expect(try scenario.view().phone == .text("1"))
        #expect(scenario.version.items.map(\.entry.log) == [Scenario.lublin])
    }

    @Test
    func aRecordWithoutACreationThatCountsIsNotShown() {
        var scenario = Scenario(isCommon: true)
        let write = scenario.write(Scenario.krakow, .phone("2"))
        #expect(RecordState(id: scenario.state.id, changes: [write]).view(in: scenario.federation) == nil)
        scenario.federation.closedSizes[Scenario.lublin] = 0
        #expect(scenario.state.view(in: scenario.federation) == nil)
        scenario.federation.closedSizes = [:]
        scenario.federation.clusters[Scenario.lublin] = nil
        #expect(scenario.state.view(in: scenario.federation) == nil)
    }

    @Test
    func onlyTheCreatingEntryCreates() throws {
        var scenario = Scenario(isCommon: false)
        var usurper = scenario.write(Scenario.krakow, .phone("2"))
        usurper.entry.position += 1
        usurper.creation = Creation(kind: "project", isCommon: true)
        scenario.state.insert(usurper)
        let view = try scenario.view()
        #expect(view.kind == "organisation")
        #expect(!view.isCommon)
        #expect(view.created == scenario.created.origin)
    }

    @Test
    func aVersionLeavesOutVoidEntriesAndTheAuthorsOwnLog() {
        var scenario = Scenario(isCommon: true)
        let krakow = scenario.write(Scenario.krakow, .phone("1"))
        scenario.write(Scenario.krakow, .phone("2"))
        let gdansk = scenario.write(Scenario.gdansk, .phone("3"))
        scenario.federation.closedSizes[Scenario.krakow] = 1
        #expect(scenario.version.context(for: Scenario.lublin) == [krakow.contextItem, gdansk.contextItem])
        #expect(
            scenario.version.context(for: Scenario.gdansk) == [scenario.created.contextItem, krakow.contextItem]
        )
    }
}
