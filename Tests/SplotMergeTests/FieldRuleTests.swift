import SplotMerge
import Testing

/// Decision 5: a write replaces what its author was shown, and nothing else.
struct FieldRuleTests {
    @Test
    func aWriteReplacesWhatItsAuthorWasShown() throws {
        var scenario = Scenario(isCommon: true, .phone("1"))
        let second = scenario.write(Scenario.krakow, .phone("2"))
        let view = try scenario.view()
        #expect(view.phone == .text("2"))
        #expect(view.place("phone")?.winner.origins == [Origin(entry: second.entry, time: 200)])
        #expect(view.conflicts.isEmpty)
    }

    @Test
    func aWrongClockCannotMakeARecordUneditable() throws {
        var scenario = Scenario(isCommon: true)
        scenario.write(Scenario.krakow, time: .max, .phone("from the year 584 billion"))
        scenario.write(Scenario.lublin, time: 0, .phone("from 1970"))
        let view = try scenario.view()
        #expect(view.phone == .text("from 1970"))
        #expect(view.conflicts.isEmpty)
    }

    @Test
    func concurrentWritesAreAConflictThatListsAllAndShowsTheLatest() throws {
        var scenario = Scenario(isCommon: true, .phone("1"))
        let opened = scenario.version
        let krakow = scenario.write(Scenario.krakow, time: 300, seen: opened, .phone("2"))
        let gdansk = scenario.write(Scenario.gdansk, time: 250, seen: opened, .phone("3"))
        let view = try scenario.view()
        let alternatives = [
            Alternative(value: .content(.text("2")), origins: [krakow.origin]),
            Alternative(value: .content(.text("3")), origins: [gdansk.origin]),
        ]
        #expect(view.conflicts.map(\.place) == [.single(field: "phone")])
        #expect(view.conflicts.map(\.alternatives) == [alternatives])
        #expect(view.phone == .text("2"))
        #expect(view.lastChange == krakow.origin)
    }

    @Test
    func tiesOfTimeGoToTheGreaterLog() throws {
        var scenario = Scenario(isCommon: true)
        let opened = scenario.version
        scenario.write(Scenario.gdansk, seen: opened, .phone("4"))
        scenario.write(Scenario.krakow, seen: opened, .phone("3"))
        #expect(try scenario.view().phone == .text("4"))
    }

    @Test
    func equalConcurrentWritesAreNoConflict() throws {
        var scenario = Scenario(isCommon: true)
        let opened = scenario.version
        let krakow = scenario.write(Scenario.krakow, time: 300, seen: opened, .phone("2"))
        let gdansk = scenario.write(Scenario.gdansk, time: 301, seen: opened, .phone("2"))
        let view = try scenario.view()
        #expect(view.conflicts.isEmpty)
        #expect(view.place("phone")?.winner.origins == [gdansk.origin, krakow.origin])
    }

    @Test
    func aWriteThatSawAllSurvivorsSettlesTheConflict() throws {
        var scenario = Scenario(isCommon: true)
        let opened = scenario.version
        scenario.write(Scenario.krakow, time: 900, seen: opened, .phone("2"))
        scenario.write(Scenario.gdansk, time: 901, seen: opened, .phone("3"))
        scenario.write(Scenario.lublin, time: 200, .phone("4"))
        let view = try scenario.view()
        #expect(view.phones == [.content(.text("4"))])
        #expect(view.conflicts.isEmpty)
    }

    @Test
    func whatArrivedAfterTheFormWasOpenedIsNotReplaced() throws {
        var scenario = Scenario(isCommon: true, .phone("1"))
        let opened = scenario.version
        scenario.write(Scenario.krakow, time: 150, .phone("2"))
        scenario.write(Scenario.gdansk, time: 300, seen: opened, .phone("3"))
        #expect(try scenario.view().phones == [.content(.text("3")), .content(.text("2"))])
    }

    @Test
    func ofOneLogTheLaterWriteReplacesWithoutContextOrClock() throws {
        var scenario = Scenario(isCommon: true)
        let opened = scenario.version
        scenario.write(Scenario.krakow, time: 300, seen: opened, .phone("1"))
        scenario.write(Scenario.krakow, time: 200, seen: opened, .phone("2"), .phone("3"))
        #expect(try scenario.view().phones == [.content(.text("3"))])
    }

    @Test
    func aReplacedWriteStillReplaces() throws {
        // Gdańsk never saw the first phone, only Kraków's; Kraków's write is itself replaced.
        var scenario = Scenario(isCommon: true, .phone("1"))
        let krakow = scenario.write(Scenario.krakow, .phone("2"))
        let onlyKrakow = RecordState(id: scenario.state.id, changes: [krakow]).version(in: scenario.federation)
        scenario.write(Scenario.gdansk, seen: onlyKrakow, .phone("3"))
        #expect(try scenario.view().phones == [.content(.text("3"))])
    }

    @Test
    func aMissingEntryInTheMiddleBringsNothingBack() throws {
        var scenario = Scenario(isCommon: true, .phone("1"))
        let middle = scenario.write(Scenario.krakow, .phone("2"))
        scenario.write(Scenario.gdansk, .phone("3"))
        #expect(try scenario.view(without: middle).phones == [.content(.text("3"))])
    }

    @Test
    func aContextNamingAnUnknownEntryReplacesNothingUntilItArrives() throws {
        var scenario = Scenario(isCommon: true)
        scenario.write(Scenario.krakow, .phone("1"))
        let unseen = scenario.write(Scenario.krakow, .phone("2"))
        scenario.write(Scenario.gdansk, time: 201, .phone("3"))
        #expect(try scenario.view(without: unseen).phones == [.content(.text("3")), .content(.text("1"))])
        #expect(try scenario.view().phones == [.content(.text("3"))])
    }

    @Test
    func aContextWithAWrongHashReplacesNothing() throws {
        var scenario = Scenario(isCommon: true, .phone("1"))
        let forged = Change(
            entry: EntryID(log: Scenario.krakow, position: 0),
            hashPrefix: 5,
            time: 300,
            context: [ContextItem(entry: scenario.created.entry, hashPrefix: scenario.created.hashPrefix ^ 1)],
            operations: [.phone("2")]
        )
        var state = scenario.state
        state.insert(forged)
        let view = try #require(state.view(in: scenario.federation))
        #expect(view.phones == [.content(.text("2")), .content(.text("1"))])
        scenario.write(Scenario.krakow, time: 300, .phone("2"))
        #expect(try scenario.view().phones == [.content(.text("2"))])
    }

    @Test
    func aClearIsAValueThatEqualsOtherClears() throws {
        var scenario = Scenario(isCommon: true, .phone("1"))
        let opened = scenario.version
        scenario.write(Scenario.krakow, seen: opened, .noPhone)
        scenario.write(Scenario.gdansk, seen: opened, .noPhone)
        #expect(try scenario.view().place("phone") == nil)
        #expect(try scenario.view().conflicts.isEmpty)
        scenario.write(Scenario.lublinBranch, time: 100, seen: opened, .phone("2"))
        let view = try scenario.view()
        #expect(view.phones == [.cleared, .content(.text("2"))])
        #expect(view.phone == nil)
        #expect(view.conflicts.count == 1)
    }

    @Test
    func anErasedValueStillReplaces() throws {
        var scenario = Scenario(isCommon: true, .phone("old"))
        let new = scenario.write(Scenario.krakow, .phone("new"))
        scenario.state.insert(new.erased)
        scenario.state.insert(new)
        #expect(try scenario.view().phones == [.content(.erased)])
    }

    @Test
    func erasedEqualsOnlyErased() throws {
        var scenario = Scenario(isCommon: true)
        let opened = scenario.version
        let krakow = scenario.write(Scenario.krakow, seen: opened, .phone("2"))
        let gdansk = scenario.write(Scenario.gdansk, time: 201, seen: opened, .phone("2"))
        scenario.state.insert(gdansk.erased)
        #expect(try scenario.view().conflicts.count == 1)
        scenario.state.insert(krakow.erased)
        #expect(try scenario.view().conflicts.isEmpty)
    }

    @Test
    func fieldKeyAndSetOfOneNameAreDifferentPlaces() throws {
        var scenario = Scenario(isCommon: true)
        scenario.write(Scenario.krakow, .set(field: "name", key: nil, value: .text("a")))
        scenario.write(Scenario.krakow, .set(field: "name", key: "pl", value: .text("b")))
        scenario.write(Scenario.krakow, .set(field: "name", key: "en", value: .text("c")))
        scenario.write(Scenario.krakow, .add(field: "name", value: .text("d")))
        let view = try scenario.view()
        let places: [Place] = [
            .single(field: "name"), .keyed(field: "name", key: "en"), .keyed(field: "name", key: "pl"),
        ]
        #expect(view.places.map(\.place) == places)
        #expect(view.elements("name").map(\.content) == [.text("d")])
    }

    @Test
    func namesAreComparedByteByByte() throws {
        // The same letter to Swift, two encodings of it to the protocol.
        var scenario = Scenario(isCommon: true)
        scenario.write(Scenario.krakow, .set(field: "\u{F3}", key: nil, value: .text("composed")))
        scenario.write(Scenario.krakow, .set(field: "o\u{301}", key: nil, value: .text("decomposed")))
        #expect(try scenario.view().places.map(\.content) == [.text("decomposed"), .text("composed")])
    }
}
