import Foundation
import Testing

/// How an office sees disagreements, suggestions and duplicates, and settles them.
struct AgreeingTests {
    private let near: Office
    private let far: Office

    init() async throws {
        let scratch = try Scratch()
        self.near = try await Office("PIKMED", in: scratch)
        self.far = try await Office("e-Zdrowie", in: scratch)
        try await self.near.befriend(self.far)
    }

    private func meet() async throws {
        try await self.far.answering { address in _ = try await self.near.succeed("sync", address) }
    }

    private func dispute() async throws -> String {
        let id = try await self.near.add("organisation", "name=Szpital Miejski", "phone=+48 22 100 20 30")
        try await self.meet()
        try await self.near.succeed("edit", id, "phone=+48 22 100 20 31")
        try await self.far.succeed("edit", id, "phone=+48 22 100 20 32")
        try await self.meet()
        return id
    }

    @Test func theInboxListsFiltersAndSettles() async throws {
        let id = try await self.dispute()
        let listed = try #require(try await self.far.succeed("conflicts", "--json").objects.first)
        #expect(listed["id"] as? String == id)
        #expect(listed["path"] as? String == "phone")
        #expect((listed["since"] as? String)?.hasSuffix("Z") == true)
        let alternatives = try #require(listed["alternatives"] as? [[String: Any]])
        #expect(alternatives.map { $0["pick"] as? Int } == [1, 2])
        #expect(Set(alternatives.compactMap { $0["value"] as? String }) == ["+48 22 100 20 31", "+48 22 100 20 32"])
        let text = try await self.far.succeed("conflicts", "--kind", "organisation", "--field", "phone").output
        #expect(text.contains("Szpital Miejski") && text.contains("1 conflict."))
        #expect(text.contains("splot resolve \(id.prefix(8)) phone --pick 1"))
        let none = try await self.far.succeed("conflicts", "--older-than", "1").output
        #expect(none == "There is no such conflict.\n")
        #expect(try await self.far.run("conflicts", "--kind", "starship").status == 64)
        #expect(try await self.far.run("conflicts", "--cluster", "nobody").status == 66)

        let rehearsed = try await self.far.succeed("resolve", "--prefer", "owner", "--dry-run").output
        #expect(rehearsed.contains("1 of 1 conflicts settled; nothing was written."))
        let ruled = try await self.far.succeed("resolve", "--prefer", "PIKMED", "--json").objects
        #expect(ruled.first?["outcome"] as? String == "settled")
        #expect(ruled.first?["value"] as? String == "+48 22 100 20 31")
        #expect(try await self.far.succeed("conflicts").output == "The clusters agree about everything.\n")
    }

    @Test func aNewValueSettlesAConflict() async throws {
        let id = try await self.dispute()
        try await self.near.succeed("resolve", id, "phone", "--to", "+48 22 100 20 39")
        #expect(try await self.near.succeed("show", id).output.contains("+48 22 100 20 39"))
        #expect(try await self.near.succeed("conflicts", "--json").output.isEmpty)
        #expect(try await self.near.run("resolve", id, "phone", "--to", "+48 22 1").status == 66)
        #expect(try await self.near.run("resolve", id, "phone").status == 64)
        #expect(try await self.near.run("resolve", id, "--prefer", "owner").status == 64)
    }

    @Test func aStaleEditWritesNothing() async throws {
        let id = try await self.near.add("organisation", "name=Szpital")
        let shown = try #require(try await self.near.succeed("show", id, "--json").objects.first)
        let version = try #require(shown["version"] as? String)
        #expect(try await self.near.succeed("show", id).output.contains("version     \(version)"))
        try await self.near.succeed("edit", id, "size=small", "--if-version", version)
        let stale = try await self.near.run("edit", id, "size=large", "--if-version", version)
        #expect(stale.status == 75)
        #expect(stale.errors.contains("has changed since"))
        #expect(try await self.near.succeed("show", id).output.contains("small"))
    }

    @Test func aSuggestionIsAcceptedOrDeclined() async throws {
        let id = try await self.near.add("project", "title=Telemedycyna")
        try await self.meet()
        try await self.far.succeed("edit", id, "state=running")
        try await self.far.succeed("edit", id, "acronym=TM")
        try await self.meet()
        #expect(try await self.far.succeed("suggestions").output == "Nobody suggests anything to your cluster.\n")
        let open = try await self.near.succeed("suggestions", "--json").objects
        #expect(open.map { $0["cluster"] as? String } == ["e-Zdrowie", "e-Zdrowie"])
        let names = try open.map { try #require($0["name"] as? String) }
        #expect(try await self.near.run("accept", id).status == 65)
        #expect(try await self.far.run("accept", id, names[0]).status == 64)
        try await self.near.succeed("accept", id, names[0])
        try await self.near.succeed("decline", id)
        try await self.meet()
        let mine = try await self.far.succeed("suggestions", "--mine", "--json").objects
        #expect(mine.map { $0["state"] as? String } == ["accepted", "declined"])
        let text = try await self.far.succeed("suggestions", "--mine").output
        #expect(text.contains("accepted by PIKMED") && text.contains("declined by PIKMED"))
        let shown = try #require(try await self.far.succeed("show", id, "--json").objects.first)
        #expect((shown["fields"] as? [String: Any])?["state"] as? String == "running")
        #expect((shown["fields"] as? [String: Any])?["acronym"] == nil)
    }

    @Test func linkedRecordsAreShownOnce() async throws {
        let first = try await self.near.add("organisation", "name=Szpital Św. Anny", "size=small")
        try await self.meet()
        let second = try await self.far.add("organisation", "name=Szpital sw. Anny", "size=large")
        try await self.far.succeed("link", second, first)
        try await self.meet()
        let list = try await self.near.succeed("list", "--kind", "organisation", "--json").objects
        // Both may be of one second: then it is not the order in which they were written that decides.
        let canonical = try #require(list.first?["id"] as? String)
        let other = canonical == first ? second : first
        #expect(list.count == 1 && [first, second].contains(canonical))
        #expect(try await self.near.succeed("list", "--kind", "organisation", "--all", "--json").objects.count == 2)
        let shown = try #require(try await self.near.succeed("show", other, "--json").objects.first)
        #expect(shown["canonical"] as? String == canonical)
        #expect(shown["linked"] as? [String] == [canonical])
        let text = try await self.near.succeed("show", first).output
        #expect(text.contains("Shown as one with") && text.contains("They differ:"))
        #expect(try await self.near.run("link", first, first).status == 64)
        try await self.near.succeed("unlink", first, second)
        #expect(try await self.near.succeed("list", "--kind", "organisation", "--json").objects.count == 2)
        #expect(try await self.near.run("unlink", first, second).status == 66)
    }

    @Test func searchFindsFiltersAndLimits() async throws {
        for number in 1...3 { _ = try await self.near.add("organisation", "name=Szpital \(number)", "country=HR") }
        _ = try await self.near.add("organisation", "name=Przychodnia", "country=PL", "address.city=Łódź")
        let found = try await self.near.succeed("search", "szpit", "--country", "Chorwacja", "--json").objects
        #expect(found.map { $0["title"] as? String } == ["Szpital 1", "Szpital 2", "Szpital 3"])
        #expect(try await self.near.succeed("search", "lodz").output.contains("Przychodnia"))
        #expect(try await self.near.succeed("search", "szpital", "--limit", "2").output.contains("2 of 3"))
        #expect(try await self.near.succeed("search", "nicego").output == "Nothing is found.\n")
        #expect(try await self.near.succeed("search", "nicego", "--json").output.isEmpty)
        #expect(try await self.near.run("search").status == 64)
        #expect(try await self.near.run("search", "a", "--country", "Atlantyda").status == 64)
    }

    @Test func thePastIsShownAndCompared() async throws {
        let id = try await self.near.add("organisation", "name=Szpital", "size=small")
        try await self.near.succeed("edit", id, "size=large")
        #expect(try await self.near.run("show", id, "--at", "2001-01-31").status == 66)
        let now = try #require(try await self.near.succeed("show", id, "--at", "9999", "--json").objects.first)
        #expect((now["fields"] as? [String: Any])?["size"] as? String == "large")
        #expect(try await self.near.run("show", id, "--at", "yesterday").status == 64)
        let added = try await self.near.succeed("diff", "--since", "2001", "--kind", "organisation", "--json").objects
        #expect(added.map { $0["outcome"] as? String } == ["added"])
        let none = try await self.near.succeed("diff", "--since", "9998-12", "--cluster", "PIKMED").output
        #expect(none == "Nothing has changed since 9998-12-01 00:00 UTC.\n")
        #expect(try await self.near.run("diff").status == 64)
    }
}
