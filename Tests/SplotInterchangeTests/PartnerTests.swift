import SplotDirectory
import SplotInterchange
import Testing

struct PartnerTests {
    @Test(arguments: ["Klaster Wody", "KW", "klaster wody"])
    func aPartnerThatIsAClusterIsReferredTo(name: String) throws {
        var directory = try Directory.ofTwoClusters()
        let text = "name,country,kind,source\n\(name),PL,formal,list"
        let plan = try directory.plan(text, "partner")
        #expect(plan.states == [.new])
        directory.apply(plan)
        let partner = try #require(directory.of("partner").first)
        #expect(partner[single: "party"] == .reference(directory.records[1].record.id))
        #expect(partner[single: "cluster"] == .reference(directory.records[0].record.id))
        #expect(directory.of("organisation").isEmpty)
        #expect(try directory.plan(text, "partner").edits.isEmpty)
    }

    @Test func whatOnlyAnOrganisationHasIsNotDroppedUnseen() throws {
        let directory = try Directory.ofTwoClusters()
        let plan = try directory.plan("name,city,type\nKW,Toruń,\nKW,,\nA,Toruń,", "partner", defaults: ["type": "ngo"])
        #expect(plan.states == [.invalid, .new, .new])
        #expect(plan.rows[0].problems.map(\.path) == ["city"])
        // Whoever has a number is an organisation.
        let numbered = try directory.plan("name,nip\nKW,1234563218", "partner")
        #expect(numbered.edits.map(\.target) == [.new(kind: "organisation"), .new(kind: "partner")])
    }

    @Test func anOrganisationThatIsAPartnerAlreadyStaysOne() throws {
        var directory = Directory()
        directory.apply(try directory.plan("name\nKlaster Zdrowia", "cluster"))
        let text = "name\nKlaster Wody"
        directory.apply(try directory.plan(text, "partner"))
        directory.apply(try directory.plan(text, "cluster"))
        #expect(try directory.plan(text, "partner").states == [.unchanged])
        // Another cluster's partner of that name is the cluster, though.
        let plan = try directory.plan("name,cluster\nKlaster Wody,Klaster Wody", "partner")
        #expect(plan.edits.map(\.target) == [.new(kind: "partner")])
    }

    @Test func aNameOfSeveralClustersIsAmbiguous() throws {
        var directory = try Directory.ofTwoClusters()
        directory.apply(try directory.plan("name;aliases\nA;X\nB;X", "cluster"))
        let plan = try directory.plan("name\nX", "partner")
        #expect(plan.rows[0].problems.map(\.path) == ["name"])
        #expect(plan.rows[0].problems.map(\.code) == [.repeated])
    }

    @Test func intermediariesMayBeClustersByTheirAlias() throws {
        var directory = try Directory.ofTwoClusters()
        directory.apply(try directory.plan("name,via\nA,kw", "partner"))
        #expect(directory.of("partner").first?[single: "via"] == .reference(directory.records[1].record.id))
        #expect(directory.of("organisation").count == 1)
    }
}
