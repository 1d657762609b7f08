import SplotDirectory
import SplotMerge
import SplotNode
import SplotTesting
import Testing

/// Another cluster's write to an owned record is a suggestion, until the owner takes it over or turns it down.
struct SuggestionTests {
    private let directory: TemporaryDirectory
    private let owner: Node
    private let other: Node

    init() async throws {
        self.directory = try TemporaryDirectory()
        self.owner = try await Node.make("owner", in: self.directory, seed: 1)
        self.other = try await Node.make("other", in: self.directory, seed: 2)
        try await Node.introduce([self.owner, self.other])
    }

    private func project() async throws -> RecordUUID {
        let id = try await self.owner.add("project", [set("title", "Projekt"), set("tags", "a"), set("tags", "b")])
        await self.meet()
        return id
    }

    private func meet() async { await InMemoryNetwork.sync(self.owner, self.other) }

    private func suggest(_ id: RecordUUID, _ assignments: Assignment...) async throws -> DirectorySuggestion {
        let result = try await self.other.edit(id, assignments)
        #expect(result.suggested == [id])
        await self.meet()
        return try #require(try await self.owner.suggestions().last)
    }

    @Test func anAcceptedSuggestionIsTheOwnersWrite() async throws {
        let id = try await self.project()
        let suggestion = try await self.suggest(
            id,
            set("state", "running"),
            set("title.en", "Project"),
            Assignment(path: "tags", action: .remove, text: "a"),
            Assignment(path: "tags", action: .add, text: "c")
        )
        #expect(suggestion.cluster == self.other.cluster)
        let before = try await self.owner.record(id)
        #expect(before.record.fields["state"] == nil)
        #expect(before.record.fields["tags"] == .set([.text("a"), .text("b")]))

        try await self.owner.accept(id)
        #expect(try await self.owner.suggestions().isEmpty)
        await self.meet()
        for node in [self.owner, self.other] {
            let record = try await node.record(id)
            #expect(record.record.fields["state"] == .single(.text("running")))
            #expect(record.record.fields["title"] == .keyed(["pl": .text("Projekt"), "en": .text("Project")]))
            #expect(record.record.fields["tags"] == .set([.text("b"), .text("c")]))
            #expect(record.conflicts.isEmpty)
        }
        let mine = try #require(try await self.other.ownSuggestions().first)
        guard case .settled(.accepted, _) = mine.state else { throw Unexpected() }
        #expect(try await self.owner.ownSuggestions().isEmpty)
    }

    @Test func aDeclinedSuggestionChangesNothingAndItsProposerSeesIt() async throws {
        let id = try await self.project()
        _ = try await self.suggest(id, set("state", "running"))
        guard case .open? = try await self.other.ownSuggestions().first?.state else { throw Unexpected() }
        try await self.owner.decline(id)
        await self.meet()
        #expect(try await self.owner.suggestions().isEmpty)
        #expect(try await self.other.record(id).record.fields["state"] == nil)
        guard case .settled(.declined, _)? = try await self.other.ownSuggestions().first?.state else {
            throw Unexpected()
        }
    }

    @Test func ofSeveralOneIsNamed() async throws {
        let third = try await Node.make("third", in: self.directory, seed: 3)
        try await Node.introduce([self.owner, third])
        let id = try await self.project()
        await InMemoryNetwork.sync(self.owner, third)
        try await third.edit(id, [set("acronym", "P3")])
        await InMemoryNetwork.sync(self.owner, third)
        _ = try await self.suggest(id, set("acronym", "P2"))
        let error = await #expect(throws: NodeError.self) { try await self.owner.accept(id) }
        #expect(error?.code == .ambiguous)
        let all = try await self.owner.suggestions()
        #expect(all.count == 2)
        let wanted = try #require(all.first { $0.cluster == third.cluster })
        try await self.owner.accept(id, wanted.name)
        #expect(try await self.owner.record(id).record.fields["acronym"] == .single(.text("P3")))
        #expect(try await self.owner.suggestions().map(\.cluster) == [self.other.cluster])
    }

    @Test func aProposerTakesItBack() async throws {
        let id = try await self.project()
        let suggestion = try await self.suggest(
            id,
            set("state", "running"),
            set("acronym", "P"),
            Assignment(path: "tags", action: .add, text: "c"),
            Assignment(path: "tags", action: .remove, text: "a")
        )
        #expect(suggestion.writes.map(\.path) == ["state", "acronym", "tags", "tags"])
        #expect(suggestion.writes.last?.value == "a")
        try await self.other.edit(id, [set("state", ""), Assignment(path: "tags", action: .remove, text: "c")])
        await self.meet()
        let left = try await self.owner.suggestions()
        #expect(left.flatMap(\.writes).map(\.path) == ["acronym", "tags"])
        try await self.owner.accept(id)
        #expect(try await self.owner.record(id).record.fields["state"] == nil)
        #expect(try await self.owner.record(id).record.fields["acronym"] == .single(.text("P")))
        #expect(try await self.owner.record(id).record.fields["tags"] == .set([.text("b")]))
    }

    @Test func onlyTheOwnerSettles() async throws {
        let id = try await self.project()
        _ = try await self.suggest(id, set("state", "running"))
        let foreign = await #expect(throws: NodeError.self) { try await self.other.accept(id) }
        #expect(foreign?.code == .invalid)
        let none = await #expect(throws: NodeError.self) { try await self.owner.decline(id, "00000000#1") }
        #expect(none?.code == .notFound)
    }

    @Test func aSuggestedDeleteDeletesWhenAccepted() async throws {
        let id = try await self.project()
        try await self.other.setDeleted(true, id)
        await self.meet()
        #expect(try await self.owner.record(id).isDeleted == false)
        try await self.owner.accept(id)
        #expect(try await self.owner.record(id).isDeleted)
    }

    private struct Unexpected: Error {}
}
