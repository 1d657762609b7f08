import Foundation
import Testing

struct RecordTests {
    private let office: Office

    init() async throws { self.office = try await Office("PIKMED", in: Scratch()) }

    @Test func aRecordIsWrittenShownAndChanged() async throws {
        let id = try await self.office.add(
            "organisation",
            "name=Szpital Miejski",
            "name.en=City Hospital",
            "type=hospital",
            "address.city=Toruń",
            "naturalPerson=no",
            "phone=+48 22 100 20 30",
            "aliases=SM",
            "aliases+=Miejski"
        )
        let listed = try #require(
            try await self.office.succeed("list", "--kind", "organisation", "--json").objects.first
        )
        #expect(listed["id"] as? String == id)
        #expect(listed["kind"] as? String == "organisation")
        #expect(listed["owner"] as? String == "PIKMED")
        let fields = try #require(listed["fields"] as? [String: Any])
        #expect(fields["name"] as? [String: String] == ["pl": "Szpital Miejski", "en": "City Hospital"])
        #expect(fields["address"] as? [String: String] == ["city": "Toruń"])
        #expect(fields["phone"] as? String == "+48 22 100 20 30")
        #expect(Set(fields["aliases"] as? [String] ?? []) == ["SM", "Miejski"])
        #expect(fields["naturalPerson"] as? Bool == false)

        let short = String(id.prefix(8))
        try await self.office.succeed(
            "edit",
            short,
            "phone=+48 22 100 20 31",
            "aliases-=SM",
            "aliases+=MSM",
            "name.en=",
            "type=enterprise"
        )
        let shown = try await self.office.succeed("show", short).output
        #expect(shown.contains("+48 22 100 20 31"))
        #expect(!shown.contains("+48 22 100 20 30"))
        #expect(!shown.contains("City Hospital"))
        #expect(shown.contains("Szpital Miejski (organisation)"))
        let now = try #require(try await self.office.succeed("show", short, "--json").objects.first)
        let aliases = (now["fields"] as? [String: Any])?["aliases"] as? [String]
        #expect(Set(aliases ?? []) == ["MSM", "Miejski"])
        let history = try await self.office.succeed("history", short, "--json").objects
        #expect(history.first?["type"] as? String == "creation")
        #expect(history.dropFirst().allSatisfy { $0["type"] as? String == "change" })
        #expect(Set(history.map { $0["record"] as? String }) == [id])
    }

    @Test func everyValueHasAnOrigin() async throws {
        let id = try await self.office.add("organisation", "name=Szpital", "type=hospital")
        let shown = try #require(try await self.office.succeed("show", id, "--json").objects.first)
        let origins = try #require(shown["origins"] as? [[String: Any]])
        #expect(origins.map { $0["path"] as? String } == ["name.pl", "type"])
        #expect(origins.map { $0["value"] as? String } == ["Szpital", "hospital"])
        for origin in origins {
            #expect(origin["cluster"] as? String == "PIKMED")
            #expect(origin["node"] as? String == "office")
            #expect((origin["position"] as? Int ?? 0) >= 2)
            let time = try #require(origin["time"] as? String)
            #expect(time.wholeMatch(of: /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z/) != nil)
        }
    }

    @Test func membersAreCalledAfterTheirOrganisation() async throws {
        let organisation = try await self.office.add("organisation", "name=Szpital Miejski")
        let cluster = try #require(
            try await self.office.succeed("list", "--kind", "cluster", "--json").objects.first?["id"] as? String
        )
        let member = try await self.office.add("member", "organisation=\(organisation)", "cluster=\(cluster)")
        #expect(try await self.office.succeed("list", "--kind", "member").output.contains("Szpital Miejski · PIKMED"))
        #expect(
            try await self.office.succeed("show", member).output.contains("Szpital Miejski (\(organisation.prefix(8)))")
        )
    }

    @Test func listsAreInPolishOrder() async throws {
        for name in ["Śrem", "Szczecin", "Sopot", "Łódź", "Lublin", "Żary", "zamość"] {
            _ = try await self.office.add("organisation", "name=\(name)")
        }
        let titles = try await self.office.succeed("list", "--kind", "organisation", "--json").objects
            .map { $0["title"] as? String }
        #expect(titles == ["Lublin", "Łódź", "Sopot", "Szczecin", "Śrem", "zamość", "Żary"])
    }

    @Test func writingWhatIsThereWritesNothing() async throws {
        let id = try await self.office.add("organisation", "name=Szpital")
        let run = try await self.office.succeed("edit", id, "name=Szpital", "--json")
        #expect(try run.objects.first?["entries"] as? Int == 0)
    }

    @Test func aDeletedRecordComesBack() async throws {
        let id = try await self.office.add("organisation", "name=Szpital")
        let deleted = try await self.office.succeed("delete", id)
        #expect(deleted.output.contains("splot restore \(id.prefix(8))"))
        #expect(try await self.office.succeed("list", "--kind", "organisation", "--json").output == "")
        #expect(try await self.office.succeed("show", id).output.contains("deleted"))
        try await self.office.succeed("restore", id)
        #expect(try await self.office.succeed("list", "--kind", "organisation", "--json").lines.count == 1)
    }

    @Test func anUnknownFieldListsTheKnownOnes() async throws {
        let id = try await self.office.add("organisation", "name=Szpital")
        let run = try await self.office.run("edit", id, "telephone=1")
        #expect(run.status == 65)
        #expect(run.errors.hasPrefix("splot: telephone: "))
        for field in ["name", "phone", "identifiers", "tags"] { #expect(run.errors.contains(field)) }
    }

    @Test func allProblemsAreSaidTogether() async throws {
        let run = try await self.office.run("add", "organisation", "type=castle", "website=none", "identifiers.NIP=123")
        #expect(run.status == 65)
        for field in ["type:", "website:", "identifiers.NIP:", "name:"] { #expect(run.errors.contains("  " + field)) }
        #expect(try await self.office.succeed("list", "--kind", "organisation", "--json").output == "")
    }

    @Test func anUnknownKindListsTheKnownOnes() async throws {
        for arguments in [["add", "castle", "name=x"], ["list", "--kind", "castle"], ["kinds", "castle"]] {
            let run = try await self.office.program.run(arguments + ["--data", self.office.data])
            #expect(run.status == 64)
            #expect(run.errors.contains("organisation, member, partner"))
        }
    }

    @Test func anUnknownRecordEndsWith66() async throws {
        #expect(try await self.office.run("show", "00000000").status == 66)
        #expect(try await self.office.run("show", "not-an-id").status == 64)
        #expect(try await self.office.run("resolve", "00000000", "phone", "--pick", "1").status == 66)
    }

    @Test func whatAPeerWroteDoesNotCommandTheTerminal() async throws {
        // A paragraph may hold line breaks, which a table must not.
        _ = try await self.office.add("notice", "title=Spotkanie", "body=jeden\ndwa")
        let id = try #require(try await self.office.succeed("list", "--kind", "notice", "--json").objects.first?["id"])
        #expect(try await self.office.succeed("show", "\(id)").output.contains("jeden⏎dwa"))
    }
}
