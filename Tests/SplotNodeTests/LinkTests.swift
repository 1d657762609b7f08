import SplotDirectory
import SplotMerge
import SplotNode
import SplotTesting
import Testing

/// Records about the same thing are shown as one, and come back when the link is taken away.
struct LinkTests {
    private let directory: TemporaryDirectory
    private let clock = SteppedWallClock(1_700_000_000)
    private let near: Node
    private let far: Node

    init() async throws {
        self.directory = try TemporaryDirectory()
        self.near = try await Node.make("near", in: self.directory, seed: 1, clock: self.clock)
        self.far = try await Node.make("far", in: self.directory, seed: 2, clock: self.clock)
        try await Node.introduce([self.near, self.far])
    }

    private func meet() async { await InMemoryNetwork.sync(self.near, self.far) }

    private func hospital(_ name: String, on node: Node, _ more: Assignment...) async throws -> RecordUUID {
        self.clock.now += 1
        return try await node.add("organisation", [set("name", name)] + more)
    }

    @Test func theFirstStandsForAllAndMembersFollow() async throws {
        let first = try await self.hospital("Szpital Św. Anny", on: self.near, set("phone", "+48 22 100 20 30"))
        await self.meet()
        let second = try await self.hospital(
            "Szpital sw. Anny",
            on: self.far,
            set("phone", "+48 22 100 20 31"),
            set("website", "https://anna.example")
        )
        let cluster = try #require(try await self.far.ownRecord()?.record.id)
        let member = try await self.far.add(
            "member",
            [set("organisation", second.description), set("cluster", cluster.description)]
        )
        await self.meet()
        try await self.near.link(second, first)
        await self.meet()
        for node in [self.near, self.far] {
            for id in [first, second] {
                let joined = try await node.joined(id)
                #expect(joined.canonical.record.id == first)
                #expect(joined.others.map(\.record.id) == [second])
                #expect(joined.record.fields["website"] == .single(.text("https://anna.example")))
                #expect(joined.record.fields["phone"] == .single(.text("+48 22 100 20 30")))
                #expect(joined.differences.map(\.path) == ["name.pl", "phone"])
                let referring = try await node.referring(to: id)
                #expect(referring.mapValues { $0.records.map(\.record.id) } == ["member": [member]])
                #expect(try await node.record(id).canonical == first)
            }
            #expect(try await node.search(SearchRequest(text: "anny", kinds: ["organisation"])).records.count == 1)
            #expect(try await node.records(named: "szpital sw anny").map(\.record.id) == [first])
        }

        try await self.far.unlink(first, second)
        await self.meet()
        for node in [self.near, self.far] {
            #expect(try await node.joined(second).others.isEmpty)
            #expect(try await node.record(second).record.fields["phone"] == .single(.text("+48 22 100 20 31")))
            #expect(try await node.referring(to: first).isEmpty)
            #expect(try await node.search(SearchRequest(text: "anny", kinds: ["organisation"])).records.count == 2)
        }
    }

    @Test func linksAreTransitiveAndAskedForOnce() async throws {
        var ids: [RecordUUID] = []
        for number in 0..<3 { ids.append(try await self.hospital("Szpital \(number)", on: self.near)) }
        try await self.near.link(ids[2], ids[1])
        try await self.near.link(ids[1], ids[0])
        #expect(try await self.near.joined(ids[2]).canonical.record.id == ids[0])
        #expect(try await self.near.link(ids[0], ids[2]).entryCount == 0)
        let error = await #expect(throws: NodeError.self) { try await self.near.unlink(ids[0], ids[2]) }
        #expect(error?.code == .notFound)
        try await self.near.unlink(ids[0], ids[1])
        #expect(try await self.near.joined(ids[2]).canonical.record.id == ids[1])
        #expect(try await self.near.joined(ids[0]).others.isEmpty)
    }

    @Test func aDeletedRecordStandsForNobody() async throws {
        let first = try await self.hospital("A", on: self.near)
        let second = try await self.hospital("B", on: self.near)
        try await self.near.link(first, second)
        try await self.near.setDeleted(true, first)
        #expect(try await self.near.record(second).canonical == second)
        try await self.near.setDeleted(false, first)
        #expect(try await self.near.record(second).canonical == first)
    }

    @Test func nobodyTakesOverAnothersRecordByNamingIt() async throws {
        let own = try await self.far.add("project", [set("title", "Projekt")])
        self.clock.now -= 1_000
        let older = try await self.near.add("project", [set("title", "Starszy"), set("acronym", "S")])
        self.clock.now += 1_000
        await self.meet()
        // Near says that its project is far's: far's record stands, and says nothing that near made up.
        try await self.near.link(older, own)
        await self.meet()
        for node in [self.near, self.far] {
            let joined = try await node.joined(older)
            #expect(joined.canonical.record.id == own)
            #expect(joined.record.fields["acronym"] == nil)
            #expect(try await node.record(own).conflicts.isEmpty)
        }
    }

    @Test func nobodyJoinsTwoOfAnothersRecordsByNamingBoth() async throws {
        var theirs: [RecordUUID] = []
        for title in ["Jeden", "Dwa", "Trzy"] {
            self.clock.now += 1
            theirs.append(try await self.far.add("project", [set("title", title)]))
        }
        await self.meet()
        let bridge = try await self.near.add("project", [set("title", "Mostek")])
        let second = try await self.near.add("project", [set("title", "Drugi")])
        try await self.near.edit(
            bridge,
            theirs.map { set("sameAs", $0.description) } + [set("sameAs", second.description)]
        )
        try await self.near.edit(second, [set("sameAs", theirs[2].description)])
        await self.meet()
        for node in [self.near, self.far] {
            for record in theirs { #expect(try await node.record(record).canonical == record) }
            // Of the links that lead out the one to the first counts, for both of near's.
            #expect(try await node.record(bridge).canonical == theirs[0])
            #expect(try await node.record(second).canonical == theirs[0])
        }
    }

    @Test func whatIsNotTheSameCannotBeLinked() async throws {
        let organisation = try await self.hospital("A", on: self.near)
        let project = try await self.near.add("project", [set("title", "B")])
        for (left, right) in [(organisation, project), (organisation, organisation)] {
            let error = await #expect(throws: NodeError.self) { try await self.near.link(left, right) }
            #expect(error?.code == .invalid)
        }
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func theOrderOfLinksDoesNotMatter(_ seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        var ids: [RecordUUID] = []
        for number in 0..<7 { ids.append(try await self.hospital("Szpital \(number)", on: self.near)) }
        await self.meet()
        var links: [(RecordUUID, RecordUUID)] = []
        for _ in 0..<5 {
            let pair = ids.shuffled(using: &generator)
            links.append((pair[0], pair[1]))
        }
        // One node writes them one way, the other the other way and in another order.
        for (left, right) in links { try await self.near.link(left, right) }
        for (left, right) in links.shuffled(using: &generator) { try await self.far.link(right, left) }
        func groups(_ node: Node) async throws -> [RecordUUID] {
            var canonical: [RecordUUID] = []
            for id in ids { canonical.append(try await node.record(id).canonical) }
            return canonical
        }
        let expected = try await groups(self.near)
        #expect(try await groups(self.far) == expected, "seed \(seed)")
        await self.meet()
        for node in [self.near, self.far] {
            #expect(try await groups(node) == expected, "seed \(seed)")
            try await node.rebuild()
            #expect(try await groups(node) == expected, "seed \(seed)")
        }
    }
}
