import Testing

@testable import SplotMerge

/// Decision 6: on a record that a cluster owns, others only suggest.
struct SuggestionRuleTests {
    @Test
    func anotherClustersWriteIsASuggestionAndReplacesNothing() throws {
        var scenario = Scenario(isCommon: false, .phone("1"))
        let suggestion = scenario.write(Scenario.krakow, .phone("2"), .delete)
        let view = try scenario.view()
        #expect(view.phones == [.content(.text("1"))])
        #expect(!view.isDeleted)
        #expect(view.lastChange == scenario.created.origin)
        let items = [
            Suggestion.Item(index: 0, operation: .phone("2")), Suggestion.Item(index: 1, operation: .delete),
        ]
        let expected = Suggestion(cluster: Scenario.krakowCluster, origin: suggestion.origin, items: items)
        #expect(view.suggestions == [expected])
    }

    @Test
    func theOwnersOtherNodeCountsAndASuggestionHidesNothingFromIt() throws {
        var scenario = Scenario(isCommon: false, .phone("1"))
        scenario.write(Scenario.krakow, .phone("2"))
        scenario.write(Scenario.lublinBranch, .phone("3"))
        let view = try scenario.view()
        #expect(view.phones == [.content(.text("3"))])
        #expect(view.suggestions.count == 1)
    }

    @Test
    func aLaterSuggestionOfTheSameClusterReplacesTheEarlier() throws {
        var scenario = Scenario(isCommon: false)
        scenario.write(Scenario.krakow, .phone("1"))
        let other = scenario.write(Scenario.gdansk, .phone("2"))
        let later = scenario.write(Scenario.krakow, .phone("3"))
        #expect(try scenario.view().suggestions.map(\.origin) == [later.origin, other.origin])
    }

    @Test
    func acceptAndDeclineCloseWhatTheyNameOnceTheOwnerHasSeenIt() throws {
        var scenario = Scenario(isCommon: false, .phone("1"))
        let opened = scenario.version
        let good = scenario.write(Scenario.krakow, .phone("2"))
        let bad = scenario.write(Scenario.gdansk, .phone("3"))
        scenario.write(Scenario.lublin, seen: opened, .decline(bad.entry))
        #expect(try scenario.view().suggestions.count == 2)
        scenario.write(Scenario.lublin, .phone("2"), .accept(good.entry))
        #expect(try scenario.view().suggestions.map(\.origin) == [bad.origin])
        #expect(try scenario.view().phone == .text("2"))
        scenario.write(Scenario.lublinBranch, .decline(bad.entry))
        #expect(try scenario.view().suggestions.isEmpty)
    }

    @Test
    func aProposerSeesWhatBecameOfIt() throws {
        var scenario = Scenario(isCommon: false, .phone("1"))
        let good = scenario.write(Scenario.krakow, .phone("2"))
        let bad = scenario.write(Scenario.gdansk, .phone("3"))
        #expect(try scenario.view().settledSuggestions.isEmpty)
        let taken = scenario.write(Scenario.lublin, time: 300, .phone("2"), .accept(good.entry))
        let refused = scenario.write(Scenario.lublinBranch, time: 400, .decline(bad.entry))
        let expected = [
            SettledSuggestion(
                cluster: Scenario.krakowCluster,
                origin: good.origin,
                outcome: .accepted,
                settled: taken.origin
            ),
            SettledSuggestion(
                cluster: Scenario.gdanskCluster,
                origin: bad.origin,
                outcome: .declined,
                settled: refused.origin
            ),
        ]
        #expect(try scenario.view().settledSuggestions == expected)
        // The owner may think again.
        let again = scenario.write(Scenario.lublin, time: 500, .decline(good.entry))
        #expect(try scenario.view().settledSuggestions.first?.outcome == .declined)
        #expect(try scenario.view().settledSuggestions.first?.settled == again.origin)
    }

    @Test
    func nobodyButTheOwnerAcceptsOrDeclines() throws {
        var scenario = Scenario(isCommon: false)
        let suggestion = scenario.write(Scenario.krakow, .phone("2"))
        scenario.write(Scenario.gdansk, .decline(suggestion.entry))
        scenario.write(Scenario.krakow, .accept(suggestion.entry))
        #expect(try scenario.view().suggestions.map(\.origin) == [suggestion.origin])
    }

    @Test
    func aSuggestedRemoveOfTheOwnersElementsIsListedAndItsOwnIsGone() throws {
        var scenario = Scenario(isCommon: false, .add(field: "tags", value: .text("spa")))
        let added = scenario.write(Scenario.krakow, .add(field: "tags", value: .text("sport")))
        let owned = scenario.created.element(0)
        scenario.write(Scenario.krakow, .remove(field: "tags", elements: [owned, added.element(0)]))
        let view = try scenario.view()
        #expect(view.elements("tags").map(\.content) == [.text("spa")])
        let listed = view.suggestions.flatMap(\.items).map(\.operation)
        #expect(listed == [.remove(field: "tags", elements: [owned])])
    }

    @Test
    func aCommonRecordHasNoSuggestions() throws {
        var scenario = Scenario(isCommon: true)
        scenario.write(Scenario.krakow, .phone("2"))
        #expect(try scenario.view().suggestions.isEmpty)
        #expect(try scenario.view().owner == Scenario.lublinCluster)
    }
}
