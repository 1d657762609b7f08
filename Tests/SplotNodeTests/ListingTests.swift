import SplotDirectory
import SplotLog
import SplotMerge
import SplotNode
import SplotTesting
import Testing

struct ListingTests {
    private let directory: TemporaryDirectory
    private let node: Node
    private let clock = SteppedWallClock()

    init() async throws {
        self.directory = try TemporaryDirectory()
        self.node = try await Node.make("A", in: self.directory, seed: 1, clock: self.clock)
    }

    @discardableResult
    private func add(_ name: String, isPublic: Bool = true) async throws -> RecordUUID {
        try await self.node.add(
            "organisation",
            [
                set("name.pl", name), set("visibility", isPublic ? "public" : "federation"),
            ]
        )
    }

    private func titles(_ request: SearchRequest) async throws -> [String?] {
        try await self.node.search(request).records.map { $0.title() }
    }

    @Test func aListIsInTheOrderOfThePolishAlphabet() async throws {
        for name in ["Żar", "Świt", "Sad", "Łan", "Lis", "Ćma", "Cel", "śnieg", "ZAMEK"] { try await self.add(name) }
        let request = SearchRequest(kinds: ["organisation"])
        #expect(try await self.titles(request) == ["Cel", "Ćma", "Lis", "Łan", "Sad", "śnieg", "Świt", "ZAMEK", "Żar"])
    }

    @Test func pagesFollowEachOtherWithoutGapOrOverlap() async throws {
        for number in 0..<23 { try await self.add("Firma \(String(number + 100))") }
        var pages: [String?] = []
        for page in 0..<5 {
            var request = SearchRequest(kinds: ["organisation"], limit: 5)
            request.offset = page * 5
            let found = try await self.node.search(request)
            #expect(found.total == 23)
            pages += found.records.map { $0.title() }
        }
        #expect(pages == (0..<23).map { "Firma \($0 + 100)" })
        var beyond = SearchRequest(kinds: ["organisation"], limit: 5)
        beyond.offset = 1_000
        #expect(try await self.node.search(beyond).records.isEmpty)
    }

    @Test func pagesOfASearchFollowEachOtherAsWell() async throws {
        for number in 0..<70 { try await self.add("Szpital \(String(number + 100))") }
        var seen: [RecordUUID] = []
        for page in 0..<7 {
            var request = SearchRequest(text: "szpital", limit: 10)
            request.offset = page * 10
            seen += try await self.node.search(request).records.map(\.record.id)
        }
        #expect(seen.count == 70)
        #expect(Set(seen).count == 70)
    }

    @Test func whatIsNotPublicIsNeitherFoundNorCounted() async throws {
        let open = try await self.add("Jawny")
        let hidden = try await self.add("Tajny", isPublic: false)
        let cluster = try await self.node.add("cluster", [set("name.pl", "Klaster"), set("visibility", "public")])
        for organisation in [open, hidden] {
            try await self.node.add(
                "member",
                [
                    set("organisation", organisation.description), set("cluster", cluster.description),
                    set("visibility", "public"),
                ]
            )
        }
        for (text, kinds, count) in [
            ("", ["organisation"], 1), ("tajny", [], 0), ("jawny", [], 1), ("", ["member"], 2),
        ] {
            var request = SearchRequest(text: text, kinds: kinds)
            request.isPublicOnly = true
            let found = try await self.node.search(request)
            #expect(found.total == count, "\(text) \(kinds)")
            #expect(found.records.count == count, "\(text) \(kinds)")
        }
        #expect(try await self.node.recordCounts(isPublicOnly: true)["organisation"] == 1)
        #expect(try await self.node.recordCounts()["organisation"] == 2)
        #expect(try await self.node.newestRecords(limit: 10, isPublicOnly: true).allSatisfy { $0.visibility == .open })
    }

    @Test func whatIsNotPublicLeadsToNoClusterAndNoOther() async throws {
        let cluster = try await self.node.add("cluster", [set("name.pl", "Klaster"), set("visibility", "public")])
        let secret = try await self.node.add("cluster", [set("name.pl", "Tajny klaster")])
        let open = try await self.add("Jawny członek")
        let shy = try await self.add("Cichy członek")
        // Everybody may know of the organisation, nobody else that it is a member.
        for (organisation, cluster, visibility) in [
            (open, cluster, "public"), (shy, cluster, "federation"), (open, secret, "public"),
        ] {
            try await self.node.add(
                "member",
                [
                    set("organisation", organisation.description), set("cluster", cluster.description),
                    set("visibility", visibility),
                ]
            )
        }
        for (kind, all, visible) in [("organisation", 2, 1), ("member", 2, 1)] {
            var request = SearchRequest(kinds: [kind])
            request.cluster = cluster
            #expect(try await self.node.search(request).total == all, "\(kind)")
            request.isPublicOnly = true
            #expect(try await self.node.search(request).total == visible, "\(kind)")
        }
        var request = SearchRequest()
        request.cluster = secret
        #expect(try await self.node.search(request).total > 0)
        request.isPublicOnly = true
        let hidden = await #expect(throws: NodeError.self) { try await self.node.search(request) }
        request.cluster = RecordUUID("11111111-2222-8333-8444-555555555555")
        let missing = await #expect(throws: NodeError.self) { try await self.node.search(request) }
        #expect(hidden?.code == missing?.code)
        #expect(
            hidden?.message.replacing(secret.description, with: "")
                == missing?.message.replacing("11111111-2222-8333-8444-555555555555", with: "")
        )
    }

    @Test func whatRefersToARecordIsCountedAndGivenUpToALimit() async throws {
        let cluster = try await self.node.add("cluster", [set("name.pl", "Klaster"), set("visibility", "public")])
        for number in 0..<7 {
            let organisation = try await self.add("Firma \(number)")
            try await self.node.add(
                "member",
                [
                    set("organisation", organisation.description), set("cluster", cluster.description),
                    set("visibility", number < 4 ? "public" : "federation"),
                ]
            )
        }
        try await self.node.add("project", [set("title.pl", "Projekt"), set("clusters", cluster.description)])
        let all = try await self.node.referring(to: cluster, perKind: 5)
        #expect(all.mapValues(\.total) == ["member": 7, "project": 1])
        #expect(all.mapValues(\.records.count) == ["member": 5, "project": 1])
        let open = try await self.node.referring(to: cluster, perKind: 5, isPublicOnly: true)
        #expect(open.mapValues(\.total) == ["member": 4])
        #expect(open["member"]?.records.allSatisfy(\.isPublic) == true)
        let hidden = try await self.add("Tajny", isPublic: false)
        await #expect(throws: NodeError.self) {
            try await self.node.referring(to: hidden, perKind: 5, isPublicOnly: true)
        }
    }

    @Test func everybodyHearsOnlyOfWhatEverybodyMaySee() async throws {
        func news(after cursor: RecordCursor) async throws -> (records: [MergedRecord], next: RecordCursor) {
            try await self.node.records(after: cursor, limit: 100, isPublicOnly: true)
        }
        let open = try await self.add("Jawny")
        let hidden = try await self.add("Tajny", isPublic: false)
        let (first, start) = try await news(after: .start)
        #expect(first.map(\.record.id) == [open])
        #expect(try await self.node.endOfRecords(isPublicOnly: true).revision == start.revision)
        // What goes on behind the curtain moves nothing before it.
        try await self.node.edit(hidden, [set("website", "https://tajny.example")])
        #expect(try await news(after: start).next == start)
        #expect(try await self.node.endOfRecords(isPublicOnly: true).revision == start.revision)
        #expect(try await self.node.endOfRecords().revision > start.revision)
        // What leaves the stage is told once, and then no more.
        try await self.node.edit(open, [set("visibility", "federation")])
        let (left, behind) = try await news(after: start)
        #expect(left.map(\.record.id) == [open])
        #expect(left.allSatisfy { !$0.isPublic })
        try await self.node.edit(open, [set("website", "https://jawny.example")])
        #expect(try await news(after: behind).records.isEmpty)
        // Made again from the logs, it is known that one of them was public once.
        try await self.node.rebuild()
        #expect(try await news(after: behind).records.map(\.record.id) == [open])
        #expect(try await news(after: .start).records.map(\.record.id) == [open])
        try await self.node.edit(open, [set("visibility", "public")])
        let (back, end) = try await news(after: behind)
        #expect(back.map(\.isPublic) == [true])
        try await self.node.setDeleted(true, open)
        #expect(try await news(after: end).records.map(\.isDeleted) == [true])
    }

    @Test func aRecordThatIsShownForOthersIsOnlyShownToThoseWhoMaySeeIt() async throws {
        let hidden = try await self.add("Szpital Stary", isPublic: false)
        let open = try await self.add("Szpital Stary")
        try await self.node.link(hidden, open)
        #expect(try await self.node.record(open).canonical == hidden)
        var request = SearchRequest(text: "stary", kinds: ["organisation"])
        #expect(try await self.node.search(request).records.map(\.record.id) == [hidden])
        request.isPublicOnly = true
        #expect(try await self.node.search(request).records.map(\.record.id) == [open])
        request.text = ""
        #expect(try await self.node.search(request).records.map(\.record.id) == [open])
    }

    @Test func aListFollowsEveryChange() async throws {
        let id = try await self.add("Bor")
        try await self.add("Cis")
        let request = SearchRequest(kinds: ["organisation"])
        try await self.node.edit(id, [set("name.pl", "Dąb")])
        #expect(try await self.titles(request) == ["Cis", "Dąb"])
        try await self.node.setDeleted(true, id)
        #expect(try await self.titles(request) == ["Cis"])
        try await self.node.setDeleted(false, id)
        #expect(try await self.titles(request) == ["Cis", "Dąb"])
        try await self.node.rebuild()
        #expect(try await self.titles(request) == ["Cis", "Dąb"])
    }

    @Test func whatIsNewComesInTheOrderInWhichItCame() async throws {
        let first = try await self.add("Jeden")
        let second = try await self.add("Dwa")
        let (all, cursor) = try await self.node.records(after: .start, limit: 100)
        #expect(all.map(\.record.id).suffix(2) == [first, second])
        #expect(try await self.node.records(after: cursor, limit: 100).records.isEmpty)
        // An author whose clock is years behind is new all the same.
        self.clock.now -= 100_000_000
        try await self.node.edit(first, [set("website", "https://a.example")])
        let (news, next) = try await self.node.records(after: cursor, limit: 100)
        #expect(news.map(\.record.id) == [first])
        try await self.node.rebuild()
        #expect(try await self.node.records(after: next, limit: 100).records.count == all.count)
        #expect(RecordCursor(next.description) == next)
        #expect(RecordCursor("x") == nil)
        #expect(RecordCursor("-1-0") == nil)
    }

    @Test func theNewestAreThoseOfTheClocksButNotOfTheFuture() async throws {
        let old = try await self.add("Dawno")
        self.clock.now += 1_000
        let new = try await self.add("Teraz")
        self.clock.now += 1_000_000_000
        let ahead = try await self.add("Kiedyś")
        self.clock.now -= 1_000_000_000
        let newest = try await self.node.newestRecords(limit: 2).map(\.record.id)
        #expect(newest == [new, old])
        #expect(!newest.contains(ahead))
    }

    @Test func severalLogsAreOneLineInTime() async throws {
        let other = try await Node.make("B", in: self.directory, seed: 2, clock: self.clock)
        try await Node.introduce([self.node, other])
        var expected: [String] = []
        for number in 0..<12 {
            self.clock.now += 10
            let writer = number.isMultiple(of: 3) ? other : self.node
            try await writer.add("organisation", [set("name.pl", "Firma \(number)")])
            expected.append("Firma \(number)")
        }
        try await self.node.sync(with: other)
        var names: [String] = []
        var request = TimelineRequest(limit: 5)
        for _ in 0..<20 {
            let timeline = try await self.node.timeline(request)
            names += timeline.lines.flatMap(\.writes).filter { $0.path == "name.pl" }.compactMap(\.value)
            guard let older = timeline.older else { break }
            request.before = older
        }
        #expect(names.filter { $0.hasPrefix("Firma") } == expected.reversed())
        var narrow = TimelineRequest(limit: 100)
        narrow.cluster = other.cluster
        let lines = try await self.node.timeline(narrow).lines
        #expect(!lines.isEmpty)
        #expect(lines.allSatisfy { $0.cluster == other.cluster })
        narrow.field = "phone"
        #expect(try await self.node.timeline(narrow).lines.isEmpty)
    }

    @Test func everyEntryHasAProofThatHolds() async throws {
        for number in 0..<600 where number % 50 == 0 { try await self.add("Firma \(number)") }
        let size = try await self.node.logSize()
        for position in 0..<size {
            let proof = try await self.node.proof(of: EntryID(log: self.node.log, position: position))
            #expect(proof.isValid)
            #expect(proof.note?.contains("\n\n— ") == true)
            let checkpoint = try #require(proof.checkpoint)
            #expect(try proof.inclusion?.root(leafHash: proof.line.hash) == checkpoint.root)
            #expect(proof.inclusion?.isValid(leafHash: checkpoint.root, root: checkpoint.root) == false)
        }
        await #expect(throws: NodeError.self) {
            try await self.node.proof(of: EntryID(log: self.node.log, position: size))
        }
    }
}
