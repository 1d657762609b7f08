import SplotDirectory
import SplotInterchange
import Testing

struct RealFilesTests {
    @Test func everyFileImportsWholeAndOnlyOnce() throws {
        var directory = Directory()
        for file in RealFile.all {
            let plan = try file.plan(for: directory)
            let isAddition = file.kind == "specialisation"
            let expected = ImportReport(
                new: isAddition ? 0 : file.rows,
                changed: isAddition ? file.rows : 0,
                unchanged: 0,
                invalid: 0,
                rows: file.rows
            )
            #expect(plan.report == expected, "\(file.name): \(plan.rows.flatMap(\.problems))")
            directory.apply(plan)
            let again = try file.plan(for: directory)
            #expect(again.edits.isEmpty, "\(file.name): \(again.rows.filter { $0.state != .unchanged })")
            #expect(again.report.unchanged == file.rows)
        }
        #expect(directory.records.allSatisfy { $0.record.fields["unexpected"] == nil })
        for file in RealFile.all {
            #expect(try file.plan(for: directory).edits.isEmpty, "\(file.name), when all else is there")
        }
    }

    @Test func membersAreOrganisationsAndMemberships() throws {
        let directory = try RealFile.imported()
        let members = directory.of("member")
        #expect(members.count == 16)
        func member(_ name: String) throws -> DirectoryRecord {
            let organisation = try #require(directory.record("organisation", named: name))
            return try #require(members.first { $0[single: "organisation"] == .reference(organisation.id) })
        }
        let torun = try member("Gmina Miasta Toruń")
        #expect(torun[single: "kind"] == .text("honorary"))
        #expect(torun[single: "voting"] == .boolean(false))
        #expect(torun[set: "steps"] == [.structure(["step": .text("accepted"), "date": .text("2015-02-23")])])
        let inowroclaw = try member("Miasto Inowrocław")
        #expect(inowroclaw[single: "kind"] == .text("full"))
        #expect(inowroclaw[single: "voting"] == nil)
        let cluster = try #require(directory.record("cluster", named: "Klaster Turystyki Medycznej i Uzdrowiskowej"))
        #expect(members.allSatisfy { $0[single: "cluster"] == .reference(cluster.id) })
        let city = try #require(directory.record("organisation", named: "Gmina Miasta Toruń"))
        #expect(city["address", "city"] == .text("Toruń"))
        #expect(city[single: "region"] == .text("TERYT:04"))
        #expect(city[single: "type"] == .text("publicAdmin"))
        #expect(city[set: "sources"] == [.text("000_e8dda3b821dcf7f8.txt")])
        #expect(directory.record("organisation", named: "Sanatorium Uzdrowiskowe \"Przy Tężni\"") != nil)
    }

    @Test func partnersAreInTwentyTwoCountries() throws {
        let directory = try RealFile.imported()
        let cluster = try #require(directory.record("cluster", named: "Klaster Lubelska Medycyna"))
        let partners = directory.of("partner").filter { $0[single: "cluster"] == .reference(cluster.id) }
        func countries(_ kind: String) -> Set<Value> {
            Set(partners.filter { $0[single: "kind"] == .text(kind) }.compactMap { $0[single: "country"] })
        }
        #expect(countries("formal").count == 8)
        #expect(countries("expert").count == 12)
        #expect(countries("network") == [.text("BE"), .text("IE")])
        #expect(Set(partners.compactMap { $0[single: "country"] }).count == 22)
        let intermediaries = directory.of("organisation").filter { $0["name", "pl"] == .text("NordicProof") }
        let intermediary = try #require(intermediaries.first)
        #expect(intermediaries.count == 1)
        #expect(partners.count { $0[single: "via"] == .reference(intermediary.id) } == 3)
    }

    @Test func clustersAndTheirProjectsReadAsPublished() throws {
        let directory = try RealFile.imported()
        #expect(directory.of("cluster").count == 28)
        let health = try #require(directory.record("cluster", named: "Ogólnopolski Klaster e-Zdrowie"))
        #expect(health[set: "aliases"] == [.text("OKeZ"), .text("Klaster E-zdrowie"), .text("e-Zdrowie")])
        #expect(health[single: "fee"] == .text("0 PLN"))
        #expect(health[single: "website"] == .text("https://www.klaster-ezdrowie.pl"))
        #expect(health[single: "coordinator"] == .text("Data Techno Park"))
        #expect(health[single: "legalForm"] == .text("none"))
        let lublin = try #require(directory.record("cluster", named: "Klaster Lubelska Medycyna"))
        #expect(lublin["name", "en"] == .text("Lublin Medicine – Medical and Wellness Cluster"))
        #expect(lublin[set: "regions"] == [.text("TERYT:06")])
        #expect(lublin[set: "specialisations"].count == 8)
        let project = try #require(directory.record("project", named: "Rozwój Ogólnopolskiego Klastra e-Zdrowie"))
        #expect(project[single: "budget"] == .text("≈22000000 PLN"))
        #expect(project[single: "ownContribution"] == .text(">1000000 PLN"))
        #expect(project[set: "clusters"] == [.reference(health.id)])
        #expect(project[set: "funders"] == [.text("Europejski Fundusz Rozwoju Regionalnego")])
        let shares = [("platform", ">90 %"), ("knowledge transfer", "7 %"), ("administration", "2 %")]
            .map {
                Value.structure(["label": .structure(["pl": .text($0.0)]), "share": .text($0.1)])
            }
        #expect(project[set: "split"] == shares)
        let other = try #require(directory.record("project", named: "Rozwoj Klastra Innowacyjna Medycyna"))
        let contract = Value.structure(["number": .text("DG-G/2918/13"), "date": .text("2013-09-13")])
        #expect(other[set: "contract"] == [contract])
    }

    @Test func eventsReferToClustersByAliasAndToTheirParent() throws {
        let directory = try RealFile.imported()
        let pikmed = try #require(directory.record("cluster", named: "Polski Innowacyjny Klaster Medyczny PIKMED"))
        let congress = try #require(directory.record("event", named: "I Światowy Kongres Klastrów"))
        let panel = try #require(directory.record("event", named: "Panel medyczny"))
        #expect(panel[single: "parent"] == .reference(congress.id))
        #expect(panel[set: "organisers"] == [.reference(pikmed.id)])
        #expect(panel[single: "place"] == .text("Dąbrowa Górnicza, PL"))
        let meeting = try #require(
            directory.record("event", named: "Spotkanie inaugurujące współpracę klastrów medycznych")
        )
        let names = [
            "Polski Innowacyjny Klaster Medyczny PIKMED", "Klaster Innowacyjna Medycyna", "Klaster Nowoczesna Medycyna",
        ]
        let guests = try names.map { Value.reference(try #require(directory.record("cluster", named: $0)).id) }
        #expect(meeting[set: "participants"] == guests)
        #expect(meeting[single: "start"] == .text("2015-02-10"))
        let notice = try #require(directory.record("notice", named: "Spotkanie klastów medycznych"))
        #expect(notice[set: "about"].contains(.reference(meeting.id)))
        #expect(notice[set: "tags"] == [.text("Aktualności")])
        #expect(notice[set: "languages"] == [.text("pl")])
    }

    @Test func figuresAreStatementsAndOffersKnowTheirComponents() throws {
        let directory = try RealFile.imported()
        let lublin = try #require(directory.record("cluster", named: "Klaster Lubelska Medycyna"))
        let figure = try #require(directory.record("figure", named: "members operating in lubelskie"))
        #expect(figure[single: "value"] == .text("153"))
        #expect(figure[single: "share"] == .text("88 %"))
        #expect(figure[single: "base"] == .text("184"))
        #expect(figure[single: "subject"] == .reference(lublin.id))
        #expect(figure[single: "source"] == .text("002_fb42be1dd039e78b.txt"))
        #expect(directory.of("figure").count { $0["label", "en"] == .text("members") } == 2)
        #expect(directory.record("figure", named: "publications")?[single: "value"] == .text("≥200"))
        let offer = try #require(directory.record("offer", named: "Developer platform"))
        #expect(offer[set: "components"].count == 4)
        let bundle = try #require(
            directory.record("offer", named: "Bundled offer: specialist hospital with spa")
        )
        #expect(bundle[set: "tags"] == [.text("szpital specjalistyczny"), .text("uzdrowisko")])
        let resource = try #require(directory.record("resource", named: "serwery"))
        #expect(resource[single: "owner"] == .text("Data Techno Park"))
        let strategy = try #require(directory.of("document").first { $0[single: "type"] == .text("strategy") })
        #expect(strategy[single: "period"] == .text("2015/2020"))
        #expect(strategy[single: "adoptedBy"] == .text("Advisory Board of Lublin Cluster"))
        #expect(strategy[set: "tags"] == [.text("Klaster Lubelska Medycyna")])
    }

    @Test func partnersOfPikmedAreClusters() throws {
        let directory = try RealFile.imported()
        let pikmed = try #require(directory.record("cluster", named: "Polski Innowacyjny Klaster Medyczny PIKMED"))
        let partners = directory.of("partner").filter { $0[single: "cluster"] == .reference(pikmed.id) }
        let names = ["Ogólnopolski Klaster e-Zdrowie", "Klaster Innowacyjna Medycyna", "Klaster Nowoczesna Medycyna"]
        let clusters = try names.map { Value.reference(try #require(directory.record("cluster", named: $0)).id) }
        #expect(partners.map { $0[single: "party"] } == clusters)
        #expect(directory.record("organisation", named: "Klaster E-zdrowie") == nil)
    }

    @Test func namesStayAsPublished() throws {
        let directory = try RealFile.imported()
        let inventive = try #require(directory.record("cluster", named: "Klaster Designu, Inowacji i Mody"))
        #expect(inventive["name", "pl"] == .text("Klaster Designu, Inowacji i Mody"))
        #expect(directory.record("notice", named: "Spotkanie klastów medycznych") != nil)
        // A person's name in an organisation's: personal, and yet nobody says that it is a person.
        let practice = try #require(directory.record("organisation", named: "NZOZ Amimed H.Kuliński"))
        #expect(practice.fields["naturalPerson"] == nil)
        var clusters = Directory()
        clusters.apply(try RealFile.all[0].plan(for: clusters))
        let writes = try RealFile.all[1].plan(for: clusters).edits.flatMap(\.writes).filter { $0.field == "name" }
        #expect(!writes.isEmpty && writes.allSatisfy(\.isPersonal))
    }

    @Test func quotesAmpersandsAndNonBreakingSpacesStay() throws {
        var directory = Directory()
        let names = [
            "„Nad Wisłą” & Spółka", "Dom\u{A0}Zdrojowy", "A & B <c>", "O'Brien’s", "Szpital  z dwiema spacjami",
        ]
        let text = (["name"] + names.map { "\"" + $0 + "\"" }).joined(separator: "\n")
        directory.apply(try directory.plan(text, "organisation"))
        #expect(directory.of("organisation").map { $0["name", "pl"] } == names.map(Value.text))
        #expect(try directory.plan(text, "organisation").edits.isEmpty)
    }
}
