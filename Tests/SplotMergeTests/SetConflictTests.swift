import SplotMerge
import Testing

/// An element that one took out and another put in stays, and is shown as a conflict.
struct SetConflictTests {
    private static func add(_ value: String) -> Operation { .add(field: "tags", value: .text(value)) }

    private static func remove(_ elements: ElementID...) -> Operation { .remove(field: "tags", elements: elements) }

    /// Lublin takes out what Kraków added, while Gdańsk adds the same.
    private struct Dispute {
        var scenario = Scenario(isCommon: true)
        let added: Change
        let again: Change
        let removed: Change

        init() {
            self.added = self.scenario.write(Scenario.krakow, SetConflictTests.add("spa"))
            let opened = self.scenario.version
            self.again = self.scenario.write(Scenario.gdansk, time: 300, seen: opened, SetConflictTests.add("spa"))
            self.removed = self.scenario.write(
                Scenario.lublin,
                time: 400,
                seen: opened,
                SetConflictTests.remove(self.added.element(0))
            )
        }
    }

    @Test
    func anAddAgainstARemoveIsAConflict() throws {
        let dispute = Dispute()
        let stays = Alternative(value: .content(.text("spa")), origins: [dispute.again.origin])
        let goes = Alternative(value: .removed, origins: [dispute.removed.origin])
        let expected = Conflict(place: .set(field: "tags"), alternatives: [stays, goes])
        #expect(try dispute.scenario.view().conflicts == [expected])
        #expect(try dispute.scenario.view().elements("tags").map(\.content) == [.text("spa")])
    }

    @Test
    func itIsSettledByAddingAgainOrByTakingOut() throws {
        var kept = Dispute()
        kept.scenario.write(Scenario.lublin, Self.add("spa"))
        #expect(try kept.scenario.view().conflicts.isEmpty)
        #expect(try kept.scenario.view().elements("tags").count == 1)

        var gone = Dispute()
        gone.scenario.write(Scenario.krakow, Self.remove(gone.again.element(0)))
        #expect(try gone.scenario.view().conflicts.isEmpty)
        #expect(try gone.scenario.view().elements("tags").isEmpty)
    }

    @Test
    func whoTakesOutAndPutsInDisputesNothing() throws {
        var scenario = Scenario(isCommon: true)
        let added = scenario.write(Scenario.krakow, Self.add("spa"))
        scenario.write(Scenario.gdansk, Self.remove(added.element(0)), Self.add("spa"))
        #expect(try scenario.view().conflicts.isEmpty)
        let again = scenario.write(Scenario.lublin, Self.remove(added.element(0)))
        scenario.write(Scenario.lublin, Self.add("spa"))
        #expect(again.context.count == 2)
        #expect(try scenario.view().conflicts.isEmpty)
    }

    @Test
    func whoHasSeenTheAddAndLeftItDisputesNothing() throws {
        var scenario = Scenario(isCommon: true)
        let first = scenario.write(Scenario.krakow, Self.add("spa"))
        scenario.write(Scenario.gdansk, Self.add("spa"))
        scenario.write(Scenario.lublin, Self.remove(first.element(0)))
        #expect(try scenario.view().conflicts.isEmpty)
    }

    @Test
    func aSuggestionDisputesNothing() throws {
        var scenario = Scenario(isCommon: false, Self.add("spa"))
        let opened = scenario.version
        scenario.write(Scenario.krakow, seen: opened, Self.remove(scenario.created.element(0)))
        scenario.write(Scenario.lublinBranch, seen: opened, Self.add("spa"))
        #expect(try scenario.view().conflicts.isEmpty)
    }

    @Test
    func randomHistoriesDisputeNowAndThen() {
        var disputes = 0
        for seed in UInt64(0)..<480 {
            let history = RandomHistory(seed: seed)
            let view = RecordState(id: history.record, changes: history.changes).view(in: history.federation)
            disputes += view?.conflicts.count { if case .set = $0.place { true } else { false } } ?? 0
        }
        // What the property tests compare must be there to be compared.
        #expect(disputes > 8)
    }
}
