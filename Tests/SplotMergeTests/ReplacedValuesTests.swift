import SplotMerge
import SplotTesting
import Testing

/// What was replaced never comes back, however the logs trickle in.
struct ReplacedValuesTests {
    /// One shown value by the operation that wrote it; suggestions apart from what counts.
    private struct Shown: Hashable {
        var place: Place
        var entry: EntryID
        var content: Content
        var isSuggested: Bool
    }

    @Test(arguments: 0..<4)
    func noReplacedValueEverComesBack(block: UInt64) {
        for seed in (block * 40)..<(block * 40 + 40) {
            let options = RandomHistory.Options(hasTrouble: false, hasLies: seed.isMultiple(of: 2), hasErasures: false)
            let history = RandomHistory(seed: 5_000 + seed, options: options)
            var random = SeededGenerator(seed: ~seed)
            var state = RecordState(id: history.record)
            var gone: Set<Shown> = []
            for change in self.inLogOrder(history.changes, using: &random) {
                state.insert(change)
                guard let view = state.view(in: history.federation) else { continue }
                let shown = self.shown(in: view)
                #expect(shown.isDisjoint(with: gone), "seed \(5_000 + seed)")
                for change in state.changes {
                    gone.formUnion(self.written(by: change).filter { !shown.contains($0) })
                }
            }
            #expect(state.changes.count == history.changes.count)
        }
    }

    /// Each log in its order, the logs interleaved at random.
    private func inLogOrder(_ changes: [Change], using random: inout SeededGenerator) -> [Change] {
        var queues = Dictionary(grouping: changes, by: \.entry.log)
        var order: [Change] = []
        while let log = queues.keys.sorted().randomElement(using: &random), var queue = queues[log] {
            order.append(queue.removeFirst())
            queues[log] = queue.isEmpty ? nil : queue
        }
        return order
    }

    /// Everything a change could show, as counted and as suggested.
    private func written(by change: Change) -> [Shown] {
        change.operations.flatMap { self.shown($0, by: change.entry, false) + self.shown($0, by: change.entry, true) }
    }

    private func shown(_ operation: Operation, by entry: EntryID, _ isSuggested: Bool) -> [Shown] {
        switch operation {
        case .set(let field, let key?, let content):
            [Shown(place: .keyed(field: field, key: key), entry: entry, content: content, isSuggested: isSuggested)]
        case .set(let field, nil, let content):
            [Shown(place: .single(field: field), entry: entry, content: content, isSuggested: isSuggested)]
        case .add(let field, let content):
            [Shown(place: .set(field: field), entry: entry, content: content, isSuggested: isSuggested)]
        default: []
        }
    }

    private func shown(in view: RecordView) -> Set<Shown> {
        var shown: Set<Shown> = []
        for place in view.places {
            for alternative in [place.winner] + place.others {
                guard case .content(let content) = alternative.value else { continue }
                for origin in alternative.origins {
                    let entry = origin.entry
                    shown.insert(Shown(place: place.place, entry: entry, content: content, isSuggested: false))
                }
            }
        }
        for set in view.sets {
            for element in set.elements {
                for add in element.adds {
                    let place = Place.set(field: set.field)
                    shown.insert(Shown(place: place, entry: add.entry, content: element.content, isSuggested: false))
                }
            }
        }
        for suggestion in view.suggestions {
            for item in suggestion.items {
                shown.formUnion(self.shown(item.operation, by: suggestion.origin.entry, true))
            }
        }
        return shown
    }
}
