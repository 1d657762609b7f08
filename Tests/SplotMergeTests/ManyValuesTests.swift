import SplotMerge
import SplotTesting
import Testing

/// A place at which more clusters disagree than anybody would think of.
struct ManyValuesTests {
    @Test(arguments: [2, 25, 26, 200])
    func allValuesAreAConflictAndOneWriteSettlesIt(count: Int) throws {
        var federation = Federation()
        for number in 0..<count { federation.clusters[.test(number: number)] = .test(number: number) }
        federation.clusters[.test(number: count)] = .test(number: count)
        let creation = Change(
            entry: EntryID(log: .test(number: 0), position: 0),
            hashPrefix: 7,
            time: 1,
            creation: Creation(kind: "organisation", isCommon: true),
            operations: []
        )
        var state = RecordState(id: RecordID(creation.entry), changes: [creation])
        let opened = state.version(in: federation)
        for number in 0..<count {
            let log = LogID.test(number: number)
            state.insert(
                Change(
                    entry: EntryID(log: log, position: 1),
                    hashPrefix: UInt32(number),
                    time: UInt64(number),
                    context: opened.context(for: log),
                    operations: [.set(field: "phone", key: nil, value: .text("\(number)"))]
                )
            )
        }
        let view = try #require(state.view(in: federation))
        let conflict = try #require(view.conflicts.first)
        #expect(view.conflicts.count == 1)
        #expect(conflict.alternatives.count == count)
        #expect(conflict.alternatives.first?.value == .content(.text("\(count - 1)")))

        let settling = Change(
            entry: EntryID(log: .test(number: count), position: 1),
            hashPrefix: 9,
            time: 0,
            context: state.version(in: federation).context(for: .test(number: count)),
            operations: [.set(field: "phone", key: nil, value: .text("right"))]
        )
        state.insert(settling)
        let settled = try #require(state.view(in: federation))
        #expect(settled.conflicts.isEmpty)
        #expect(settled.place("phone")?.content == .text("right"))
    }
}
