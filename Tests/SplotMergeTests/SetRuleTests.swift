import SplotMerge
import Testing

/// An add is named by its position, and a remove names the adds it removes.
struct SetRuleTests {
    private static func add(_ value: String) -> Operation { .add(field: "tags", value: .text(value)) }

    private static func remove(_ elements: ElementID...) -> Operation { .remove(field: "tags", elements: elements) }

    @Test
    func aRemoveTakesAwayTheAddsItNames() throws {
        var scenario = Scenario(isCommon: true)
        let added = scenario.write(Scenario.krakow, Self.add("spa"), Self.add("sport"))
        scenario.write(Scenario.gdansk, Self.remove(added.element(0)))
        #expect(try scenario.view().elements("tags").map(\.content) == [.text("sport")])
    }

    @Test
    func aConcurrentAddSurvivesARemove() throws {
        var scenario = Scenario(isCommon: true)
        let first = scenario.write(Scenario.krakow, Self.add("spa"))
        let opened = scenario.version
        let second = scenario.write(Scenario.gdansk, seen: opened, Self.add("spa"))
        scenario.write(Scenario.lublin, seen: opened, Self.remove(first.element(0)))
        let elements = try scenario.view().elements("tags")
        #expect(elements.map(\.content) == [.text("spa")])
        #expect(elements.map(\.adds) == [[second.element(0)]])
        #expect(elements.map(\.origins) == [[second.origin]])
    }

    @Test
    func anElementAddedTwiceIsOneElementWithTwoAdds() throws {
        var scenario = Scenario(isCommon: true)
        let first = scenario.write(Scenario.krakow, Self.add("spa"), Self.add("spa"))
        let second = scenario.write(Scenario.gdansk, Self.add("spa"))
        let elements = try scenario.view().elements("tags")
        #expect(elements.map(\.adds) == [[first.element(0), first.element(1), second.element(0)]])
    }

    @Test
    func aRemoveWhoseAuthorHadNotSeenTheAddDoesNothing() throws {
        var scenario = Scenario(isCommon: true)
        let opened = scenario.version
        let added = scenario.write(Scenario.krakow, Self.add("spa"))
        scenario.write(Scenario.gdansk, seen: opened, Self.remove(added.element(0)))
        #expect(try scenario.view().elements("tags").count == 1)
    }

    @Test
    func aRemoveOfAnotherFieldOrElementDoesNothing() throws {
        var scenario = Scenario(isCommon: true)
        let added = scenario.write(Scenario.krakow, Self.add("spa"))
        scenario.write(Scenario.krakow, .remove(field: "awards", elements: [added.element(0)]))
        scenario.write(Scenario.krakow, Self.remove(added.element(1)))
        #expect(try scenario.view().elements("tags").count == 1)
    }

    @Test
    func erasedAddsShowAsOneErasedElementBehindTheOthers() throws {
        var scenario = Scenario(isCommon: true)
        let secret = scenario.write(Scenario.krakow, Self.add("a"), Self.add("b"))
        scenario.write(Scenario.krakow, Self.add("c"))
        scenario.state.insert(secret.erased)
        let elements = try scenario.view().elements("tags")
        #expect(elements.map(\.content) == [.text("c"), .erased])
        #expect(elements.last?.adds == [secret.element(0), secret.element(1)])
    }

    @Test
    func anAddThatNoNameReachesDoesNothing() throws {
        var scenario = Scenario(isCommon: true)
        let operations = [Operation](repeating: .unknown, count: 65_535) + [Self.add("last"), Self.add("beyond")]
        let entry = EntryID(log: Scenario.krakow, position: 0)
        scenario.state.insert(Change(entry: entry, hashPrefix: 1, time: 1, operations: operations))
        #expect(try scenario.view().elements("tags").map(\.content) == [.text("last")])
    }
}
