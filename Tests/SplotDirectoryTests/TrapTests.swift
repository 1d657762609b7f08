import SplotDirectory
import Testing

/// What real lists hold, and where they mislead.
struct TrapTests {
    @Test(arguments: [
        "NZOZ Amimed H.Kuliński", "Prywatna Specjalistyczna Przychodnia Lekarska Nowak&Nowak",
        "Sanatorium Uzdrowiskowe \"Przy Tężni\"", "Klaster Designu, Inowacji i Mody",
        "Sanatorium Uzdrowiskowe „Przy\u{A0}Tężni”", "Medyczne Centrum Przetwarzania Danych (MCPD) – ItQ Datacenter",
        "Rozwoj Klastra Innowacyjna Medycyna", "European Cluster Collaboration Platform (ECCP)",
    ])
    func namesStayAsPublished(name: String) {
        #expect(check("organisation", "name", name).text.map { Array($0.utf8) } == Array(name.utf8))
    }

    @Test
    func aKRSNumberThatPassesAsANIPStaysWhatItWasCalled() {
        // 0000000017 is both a valid NIP and of the form of a KRS number.
        #expect(check("organisation", "identifiers", "KRS:0000000017").text == "KRS:0000000017")
        #expect(check("organisation", "identifiers", "NIP:0000000017").text == "NIP:0000000017")
        #expect(check("organisation", "identifiers", "0000000017").codes == [.malformed])
    }

    @Test
    func zerosEatenByASpreadsheetAreToldOf() {
        guard case .failure(let error) = check("organisation", "identifiers", "KRS:28860") else {
            Issue.record("a short KRS number was accepted")
            return
        }
        #expect(error.problems.first?.message.contains("leading zeros") == true)
        #expect(!error.description.contains("28860"))
    }

    @Test
    func twoSpellingsOfOneNameMeet() {
        #expect(Folding.squash("Data Technopark") == Folding.squash("Data Techno Park"))
        #expect(Folding.fold("Klaster E-zdrowie") == Folding.fold("Klaster e-Zdrowie"))
        // Not the same words: only an alias can tell that these are one.
        #expect(Folding.squash("Klaster E-zdrowie") != Folding.squash("Ogólnopolski Klaster e-Zdrowie"))
        #expect(Folding.fold("slaskie") == Folding.fold("śląskie"))
    }

    @Test
    func figuresAreKeptAsStated() {
        // 153 of 184 is 83.2 %: the statement says 88 % all the same.
        #expect(check("figure", "value", "153").text == "153")
        #expect(check("figure", "share", "88 %").text == "88 %")
        #expect(check("figure", "base", "184").text == "184")
        #expect(Schema.standard.field(named: "source", of: "figure")?.isSetOnce == true)
    }

    @Test
    func statusBelongsToTheMembership() {
        #expect(check("member", "kind", "honorary").text == "honorary")
        #expect(check("member", "voting", "nie").text == "no")
        #expect(check("organisation", "voting", "nie").codes == [.unknownField])
    }

    @Test
    func fieldsOfOfficeListsAreUnderstood() {
        #expect(check("member", "steps", "step: accepted; date: 23.02.2015").text == "date: 2015-02-23; step: accepted")
        #expect(check("project", "budget", "≈ 22 000 000,00 zł").text == "≈22000000 PLN")
        #expect(check("project", "ownContribution", ">1000000 PLN").text == ">1000000 PLN")
        #expect(check("project", "period", "2007–2013").text == "2007/2013")
        #expect(
            check("project", "split", "label: administration; share: =2%", language: "en").text
                == "label.en: administration; share: 2 %"
        )
    }

    @Test
    func equalThingsHaveEqualBytes() {
        for (left, right) in [
            ("budget", ["5 PLN", "5,00 zł", "PLN 5", "=5 PLN"]), ("period", ["2015/2020", "2015–2020"]),
        ] {
            #expect(Set(right.map { check("project", left, $0).text }).count == 1, "\(left)")
        }
    }
}
