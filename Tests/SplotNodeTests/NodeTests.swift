import SplotDirectory
import SplotMerge
import SplotNode
import Testing

struct NodeTests {
    let directory: TemporaryDirectory

    init() throws { self.directory = try TemporaryDirectory() }

    @Test func aNodeIsMadeOnceAndOpenedAgain() async throws {
        let node = try await Node.make("a", in: self.directory, seed: 1)
        let again = try await Node.open(at: node.path)
        #expect(again.cluster == node.cluster)
        #expect(again.log == node.log)
        #expect(try await again.status().logs.map(\.size) == [2])
        await #expect {
            _ = try await Node.make("a", in: self.directory, seed: 2)
        } throws: { ($0 as? NodeError)?.code == .exists }
        await #expect {
            _ = try await Node.open(at: self.directory.path("nothing"))
        } throws: { ($0 as? NodeError)?.code == .noNode }
    }

    @Test func whatIsWrittenIsShownWithItsOrigin() async throws {
        let node = try await Node.make("a", in: self.directory, seed: 3)
        let id = try await node.add(
            "organisation",
            [
                set("name.pl", "Szpital Miejski"), set("type", "hospital"), set("country", "PL"),
                set("identifiers", "NIP: 856-734-62-15"), set("phone", "+48 500 100 200"),
            ]
        )
        let record = try await node.record(id)
        #expect(record.title() == "Szpital Miejski")
        #expect(record.owner == node.cluster)
        #expect(record.isCommon)
        #expect(record.record.fields["identifiers"] == .set([.text("NIP:8567346215")]))
        #expect(record.record.fields["phone"] == .single(.text("+48 500 100 200")))
        #expect(try await node.status().counts == ["cluster": 1, "organisation": 1])
        #expect(try await node.record(idPrefix: String(id.description.prefix(8))).id == record.id)
    }

    @Test func personalValuesStandInEntriesOfTheirOwn() async throws {
        let node = try await Node.make("a", in: self.directory, seed: 4)
        let id = try await node.add(
            "organisation",
            [set("name.pl", "Gabinet"), set("type", "enterprise"), set("country", "PL"), set("phone", "500 100 200")]
        )
        let lines = try await node.history(of: id)
        #expect(lines.count == 2)
        let personal = Set(lines[1].writes.compactMap(\.path))
        #expect(personal.contains("phone"))
        #expect(!Set(lines[0].writes.compactMap(\.path)).contains("phone"))
    }

    @Test func writingWhatIsThereAlreadyWritesNothing() async throws {
        let node = try await Node.make("a", in: self.directory, seed: 5)
        let id = try await node.add("organisation", [set("name.pl", "A"), set("type", "ngo"), set("country", "PL")])
        let size = try await node.status().logs[0].size
        let assignments = [set("name.pl", "A"), set("type", "ngo"), set("website", "")]
        #expect(try await node.edit(id, assignments).entryCount == 0)
        #expect(try await node.edit(id, [set("type", "hospital")]).entryCount == 1)
        #expect(try await node.setDeleted(false, id).entryCount == 0)
        #expect(try await node.status().logs[0].size == size + 1)
    }

    @Test func aDeletedRecordIsGoneFromTheListAndComesBack() async throws {
        let node = try await Node.make("a", in: self.directory, seed: 6)
        let id = try await node.add("organisation", [set("name.pl", "A"), set("type", "ngo"), set("country", "PL")])
        try await node.setDeleted(true, id)
        #expect(try await node.status().counts["organisation"] == nil)
        #expect(try await node.record(id).isDeleted)
        try await node.setDeleted(false, id)
        #expect(try await node.status().counts["organisation"] == 1)
    }

    @Test func problemsAreNamedTogetherAndNothingIsWritten() async throws {
        let node = try await Node.make("a", in: self.directory, seed: 7)
        let digest = try await node.digest()
        await #expect {
            try await node.add("organisation", [set("identifiers", "NIP:1234567890"), set("colour", "red")])
        } throws: { error in
            let paths = (error as? InvalidRecord)?.problems.map(\.path) ?? []
            return Set(paths).isSuperset(of: ["identifiers", "colour"])
        }
        await #expect {
            try await node.add("event", [set("title.pl", "X"), set("type", "meeting"), set("hosts", "Nobody")])
        } throws: { ($0 as? NodeError)?.code == .notFound || $0 is InvalidRecord }
        #expect(try await node.digest() == digest)
    }

    @Test func aReferenceIsFoundByName() async throws {
        let node = try await Node.make("a", in: self.directory, seed: 8)
        let organisation = try await node.add(
            "organisation",
            [set("name.pl", "Lecznice Citomed"), set("type", "enterprise"), set("country", "PL")]
        )
        let member = try await node.add(
            "member",
            [
                set("organisation", "LECZNICE citomed"), set("cluster", "Klaster a"), set("kind", "full"),
                set("voting", "yes"),
            ]
        )
        #expect(try await node.record(member).record.fields["organisation"] == .single(.reference(organisation)))
    }

    @Test func theMergedStateIsTheSameWhenMadeAgain() async throws {
        let node = try await Node.make("a", in: self.directory, seed: 9)
        for index in 0..<300 {
            try await node.add(
                "organisation",
                [set("name.pl", "Szpital \(index)"), set("type", "hospital"), set("country", "PL")]
            )
        }
        let digest = try await node.digest()
        let report = try await node.verify()
        #expect(report.findings.map(\.message) == [])
        #expect(report.entries == (try await node.status().logs[0].size))
        #expect(report.records == 301)
        try await node.rebuild()
        #expect(try await node.digest() == digest)
    }
}
