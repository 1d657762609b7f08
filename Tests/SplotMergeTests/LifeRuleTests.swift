import SplotMerge
import Testing

/// Delete and restore have a place of their own, and an edit outside a delete is a conflict.
struct LifeRuleTests {
    @Test
    func aDeleteDeletesAndARestoreRestores() throws {
        var scenario = Scenario(isCommon: true, .phone("1"))
        scenario.write(Scenario.krakow, .delete)
        #expect(try scenario.view().isDeleted)
        scenario.write(Scenario.gdansk, time: 1, .restore)
        let view = try scenario.view()
        #expect(!view.isDeleted)
        #expect(view.conflicts.isEmpty)
        #expect(view.phone == .text("1"))
    }

    @Test
    func anEditOutsideADeleteIsAConflictThatKeepsTheRecord() throws {
        var scenario = Scenario(isCommon: true)
        let opened = scenario.version
        let delete = scenario.write(Scenario.krakow, time: 300, seen: opened, .delete)
        let edit = scenario.write(Scenario.gdansk, time: 200, seen: opened, .phone("1"))
        let view = try scenario.view()
        #expect(!view.isDeleted)
        #expect(view.phone == .text("1"))
        let alternatives = [
            Alternative(value: .edited, origins: [edit.origin]), Alternative(value: .deleted, origins: [delete.origin]),
        ]
        #expect(view.conflicts.map(\.place) == [.life])
        #expect(view.conflicts.map(\.alternatives) == [alternatives])

        scenario.write(Scenario.krakow, time: 1, .delete)
        #expect(try scenario.view().isDeleted)
        #expect(try scenario.view().conflicts.isEmpty)
    }

    @Test
    func anEditThatSawTheDeleteDoesNotContestIt() throws {
        var scenario = Scenario(isCommon: true)
        scenario.write(Scenario.krakow, .delete)
        scenario.write(Scenario.gdansk, .phone("1"))
        #expect(try scenario.view().isDeleted)
    }

    @Test
    func anEditSeenByOneOfTwoDeletesContestsNeither() throws {
        var scenario = Scenario(isCommon: true)
        let opened = scenario.version
        scenario.write(Scenario.gdansk, seen: opened, .phone("1"))
        scenario.write(Scenario.krakow, .delete)
        scenario.write(Scenario.lublin, seen: opened, .delete)
        #expect(try scenario.view().isDeleted)
    }

    @Test
    func whatIsWrittenTogetherWithADeleteDoesNotContestIt() throws {
        var scenario = Scenario(isCommon: true)
        scenario.write(Scenario.krakow, .phone("1"), .delete)
        #expect(try scenario.view().isDeleted)
        #expect(try scenario.view().conflicts.isEmpty)
    }

    @Test
    func onlyEditsContestADelete() throws {
        var scenario = Scenario(isCommon: true)
        let opened = scenario.version
        scenario.write(Scenario.krakow, seen: opened, .delete)
        scenario.write(Scenario.gdansk, seen: opened, .unknown, .setVisibility(.open))
        scenario.write(Scenario.gdansk, seen: opened, .accept(scenario.created.entry))
        #expect(try scenario.view().isDeleted)
        scenario.write(Scenario.gdansk, seen: opened, .setVisibility(.federation))
        #expect(try !scenario.view().isDeleted)
    }

    @Test
    func concurrentDeleteAndRestoreAreAConflictThatTheLaterWins() throws {
        var scenario = Scenario(isCommon: true)
        scenario.write(Scenario.lublin, .delete)
        let opened = scenario.version
        scenario.write(Scenario.krakow, time: 300, seen: opened, .delete)
        scenario.write(Scenario.gdansk, time: 299, seen: opened, .restore)
        let view = try scenario.view()
        #expect(view.isDeleted)
        #expect(view.conflicts.first?.alternatives.map(\.value) == [.deleted, .restored])
    }

    @Test
    func theVisibilityIsTheMostRestrictiveOfThoseThatSurvive() throws {
        var scenario = Scenario(isCommon: false)
        #expect(try scenario.view().visibility == .federation)
        let opened = scenario.version
        let open = scenario.write(Scenario.lublin, time: 300, seen: opened, .setVisibility(.open))
        #expect(try scenario.view().visibility == .open)
        #expect(try scenario.view().visibilityOrigins == [open.origin])
        let closed = scenario.write(Scenario.lublinBranch, time: 200, seen: opened, .setVisibility(.federation))
        let view = try scenario.view()
        #expect(view.visibility == .federation)
        #expect(view.visibilityOrigins == [closed.origin])
        #expect(view.conflicts.isEmpty)
    }

    @Test
    func onlyTheCreatorsClusterMakesACommonRecordMoreVisible() throws {
        var scenario = Scenario(isCommon: true)
        scenario.write(Scenario.krakow, .setVisibility(.open))
        #expect(try scenario.view().visibility == .federation)
        scenario.write(Scenario.lublinBranch, .setVisibility(.open))
        #expect(try scenario.view().visibility == .open)
        // A write that does not count replaces nothing; one that restricts counts from anyone.
        scenario.write(Scenario.krakow, .setVisibility(.open))
        #expect(try scenario.view().visibilityOrigins.map(\.entry.log) == [Scenario.lublinBranch])
        scenario.write(Scenario.krakow, .setVisibility(.federation))
        #expect(try scenario.view().visibility == .federation)
    }
}
