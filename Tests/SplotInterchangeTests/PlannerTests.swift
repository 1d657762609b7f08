import Foundation
import SplotDirectory
import SplotInterchange
import Testing

struct PlannerTests {
    /// A cluster of our own and one of somebody else's.
    private func directory() throws -> Directory {
        var directory = Directory()
        directory.apply(try self.plan("name;aliases\nKlaster Zdrowia;KZ\nKlaster Wody;KW", "cluster", directory))
        directory.records[1].isOwn = false
        return directory
    }

    private func plan(
        _ text: String,
        _ kind: String,
        _ directory: Directory,
        key: String? = nil,
        defaults: [String: String] = [:]
    ) throws -> ImportPlan {
        try ImportPlanner.plan(
            ImportTable.read(Array(text.utf8)),
            kind: kind,
            key: key,
            defaults: defaults,
            existing: directory.records,
            ownCluster: directory.records.first?.record.id
        )
    }

    private func states(_ plan: ImportPlan) -> [RowOutcome.State] { plan.rows.map(\.state) }

    // Three good rows among bad ones; 1234563218 is a valid NIP by hand, 1234563219 is not.
    @Test func rowsWithAnythingWrongContributeNothing() throws {
        let text = """
            nazwa;NIP;miasto;data przystąpienia;prawo głosu
            Szpital A;123-456-32-18;Toruń;23.02.2015;
            Szpital B;1234563219;Toruń;23.02.2015;
            ;;Toruń;;
            "Szpital
            C";;Toruń;31.02.2015;
            Szpital D;;Toruń;;
            """
        var directory = try self.directory()
        let plan = try self.plan(text, "member", directory)
        #expect(plan.rows.map(\.line) == [2, 3, 4, 5, 7])
        #expect(self.states(plan) == [.new, .invalid, .invalid, .invalid, .new])
        #expect(plan.rows[1].problems.map(\.path) == ["NIP"])
        #expect(plan.rows[1].problems.first?.message.contains("1234563219") == false)
        #expect(plan.rows[2].problems.map(\.path) == ["nazwa"])
        #expect(plan.rows[2].problems.map(\.code) == [.missing])
        // The date is wrong, and so is the line break in the name.
        #expect(Set(plan.rows[3].problems.map(\.path)) == ["data przystąpienia", "nazwa"])
        #expect(
            plan.edits.map(\.target) == ["organisation", "member", "organisation", "member"].map { .new(kind: $0) }
        )
        #expect(plan.edits[1].pending == [RecordEdit.PendingReference(field: "organisation", edit: 0)])
        #expect(plan.report == ImportReport(new: 2, changed: 0, unchanged: 0, invalid: 3, rows: 5))
        directory.apply(plan)
        let hospital = try #require(directory.record("organisation", named: "Szpital A"))
        #expect(hospital[set: "identifiers"] == [.text("NIP:1234563218")])
        let member = try #require(directory.of("member").first)
        #expect(member[single: "cluster"] == .reference(directory.records[0].record.id))
        #expect(member[set: "steps"] == [.structure(["step": .text("accepted"), "date": .text("2015-02-23")])])
    }

    @Test func officeFilesInWindows1250ReadDecimalCommasAndDates() throws {
        // `tytuł;budżet;okres` with `Łąka`, in Windows-1250 by the code chart.
        let header: [UInt8] =
            Array("tytu".utf8) + [0xB3] + Array(";bud".utf8) + [0xBF] + Array("et_pln;contract_number;".utf8)
        let row: [UInt8] = [0xA3, 0xB9] + Array("ka;1 234,50;7/13;".utf8)
        let bytes = header + Array("contract_date\r\n".utf8) + row + Array("23.02.2015\r\n".utf8)
        var directory = try self.directory()
        let table = try ImportTable.read(bytes)
        let plan = try ImportPlanner.plan(table, kind: "project", existing: directory.records, ownCluster: nil)
        #expect(self.states(plan) == [.new], "\(plan.rows)")
        directory.apply(plan)
        let project = try #require(directory.record("project", named: "Łąka"))
        #expect(project[single: "budget"] == .text("1234.5 PLN"))
        #expect(project[set: "contract"] == [.structure(["number": .text("7/13"), "date": .text("2015-02-23")])])
    }

    @Test func changesAreOnlyWhatDiffers() throws {
        var directory = try self.directory()
        directory.apply(
            try self.plan("name;type;website;aliases\nA;hospital;www.a.example;x", "organisation", directory)
        )
        let text = "name;name_en;type;website;aliases\n A ;A Ltd;ngo;;\"x; y\"\n"
        let plan = try self.plan(text, "organisation", directory)
        #expect(self.states(plan) == [.changed])
        #expect(plan.rows[0].fields == ["name", "aliases", "type"])
        #expect(plan.edits.count == 1)
        #expect(plan.edits[0].target == .existing(try #require(directory.of("organisation").first).id))
        directory.apply(plan)
        let record = try #require(directory.of("organisation").first)
        #expect(record["name", "pl"] == .text("A"))
        #expect(record["name", "en"] == .text("A Ltd"))
        #expect(record[set: "aliases"] == [.text("x"), .text("y")])
        #expect(record[single: "website"] == .text("https://www.a.example"))
        #expect(try self.plan(text, "organisation", directory).edits.isEmpty)
    }

    @Test func rowsThatContradictEachOtherWriteTheLastOnceAndNothingAgain() throws {
        var directory = try self.directory()
        let text = "name;type;website\nA;hospital;www.a.example\nA;ngo;www.b.example\nA;ngo;www.a.example"
        directory.apply(try self.plan(text, "organisation", directory))
        let record = try #require(directory.record("organisation", named: "A"))
        #expect(record[single: "type"] == .text("ngo"))
        #expect(record[single: "website"] == .text("https://www.a.example"))
        #expect(try self.plan(text, "organisation", directory).edits.isEmpty)
    }

    @Test func namesMatchLetterByLetterButForQuotesAndSpaces() throws {
        var directory = try self.directory()
        let text = "name\nData Technopark\n„Nad  Wisłą”"
        directory.apply(try self.plan(text, "organisation", directory))
        let again = "name;type\nData Techno Park;ngo\ndata technopark;ngo\n\"\"\"Nad\u{A0}Wisłą\"\"\";ngo"
        #expect(self.states(try self.plan(again, "organisation", directory)) == [.new, .new, .changed])
    }

    @Test func aTaxNumberGoesBeforeTheName() throws {
        var directory = try self.directory()
        directory.apply(try self.plan("name;nip\nA;1234563218\nB;", "organisation", directory))
        let renamed = try self.plan("name;nip\nA nowa;1234563218", "organisation", directory)
        #expect(renamed.rows[0].fields == ["name"])
        // 5260001246 is the NIP of a ministry: another number makes another A, but B had none so far.
        let others = try self.plan("name;nip\nA;5260001246\nB;5260001246", "organisation", directory)
        #expect(others.rows[0].state == .new)
        #expect(try self.plan("name;nip\nB;5260001246", "organisation", directory).rows[0].fields == ["identifiers"])
    }

    @Test func aKeyColumnGoesBeforeAll() throws {
        var directory = try self.directory()
        directory.apply(try self.plan("name;krs;city\nA;0000123456;Toruń", "member", directory))
        let text = "name;krs;city\nAA;0000123456;Łódź\nA;0000654321;\nB;;"
        let plan = try self.plan(text, "member", directory, key: "krs")
        #expect(self.states(plan) == [.changed, .new, .invalid])
        #expect(plan.rows[0].fields == ["organisation.name", "organisation.address"])
        #expect(plan.rows[2].problems.map(\.path) == ["krs"])
        let error = #expect(throws: InterchangeError.self) { try self.plan(text, "member", directory, key: "nip") }
        #expect(error?.code == .badKey)
    }

    @Test func aSecondRowAboutOneRecordIsComparedWithTheFirst() throws {
        var directory = try self.directory()
        let text = "name;city;voting\nA;Toruń;\nA;Toruń;\nA;;tak\nB;;\nA;Łódź;tak"
        let plan = try self.plan(text, "member", directory)
        #expect(self.states(plan) == [.new, .unchanged, .changed, .new, .changed])
        #expect(plan.rows[2].fields == ["voting"])
        #expect(plan.edits.count == 4)
        directory.apply(plan)
        #expect(directory.record("organisation", named: "A")?["address", "city"] == .text("Łódź"))
        #expect(directory.of("member").count == 2)
        #expect(try self.plan("name;voting\nA;1", "member", directory).report.unchanged == 1)
    }

    @Test func recordsOfAnotherClusterAreReferredToButNotChanged() throws {
        var directory = try self.directory()
        let clusters = try self.plan("name;website\nKlaster Wody;www.wody.example", "cluster", directory)
        #expect(self.states(clusters) == [.new])
        let projects = try self.plan("title;cluster\nP;kw", "project", directory)
        #expect(self.states(projects) == [.new])
        directory.apply(projects)
        #expect(directory.of("project").first?[set: "clusters"] == [.reference(directory.records[1].record.id)])
        let addition = try self.plan("name;cluster\nwoda;KW", "specialisation", directory)
        #expect(addition.rows[0].problems.map(\.path) == ["cluster"])
    }

    @Test func unknownAndAmbiguousNamesNameTheColumn() throws {
        var directory = try self.directory()
        let unknown = try self.plan("title;cluster\nP;Klaster Ognia", "project", directory)
        #expect(
            unknown.rows[0].problems.map(\.description) == ["cluster: no cluster is called that: import clusters first"]
        )
        directory.apply(try self.plan("title;start\nZjazd;2015\nZjazd;2016", "event", directory))
        let ambiguous = try self.plan("title;parent\nPanel;zjazd", "event", directory)
        #expect(ambiguous.rows[0].problems.map(\.path) == ["parent"])
        #expect(ambiguous.rows[0].problems.map(\.code) == [.repeated])
        let byID = try self.plan("title;parent\nPanel;\(directory.of("event")[0].id)", "event", directory)
        #expect(self.states(byID) == [.new])
        let wrongKind = try self.plan("title;parent\nPanel;\(directory.of("cluster")[0].id)", "event", directory)
        #expect(self.states(wrongKind) == [.invalid])
    }

    @Test func eventsOfOneTitleDifferByTheirStart() throws {
        var directory = try self.directory()
        let text = "title;start;place\nZjazd;2015;A\nZjazd;2016;B"
        let plan = try self.plan(text, "event", directory)
        #expect(self.states(plan) == [.new, .new])
        directory.apply(plan)
        let again = try self.plan("title;start;place\nZjazd;2016;C\nZjazd;2017;C\nZjazd;;C", "event", directory)
        #expect(self.states(again) == [.changed, .new, .invalid])
    }

    @Test func figuresWithAnotherSourceAreOthers() throws {
        var directory = try self.directory()
        directory.apply(try self.plan("label;value;source;cluster\nmembers;1;a;KZ", "figure", directory))
        let text =
            "label;value;source;cluster\nmembers;1;a;KZ\nmembers;2;a;KZ\nmembers;2;b;KZ\nmembers;2;;KZ\nmembers;1;a;KW"
        let plan = try self.plan(text, "figure", directory)
        #expect(self.states(plan) == [.unchanged, .changed, .new, .new, .new])
        let keyed = try self.plan("label;source\nmembers;b", "figure", directory, key: "label")
        #expect(keyed.rows[0].problems.map(\.path) == ["source"])
    }

    @Test func intermediariesAreCreatedOnce() throws {
        var directory = try self.directory()
        let text = "name;country;kind;via\nA;SE;formal;N\nB;DK;formal;n\nN;NO;formal;N\nC;LV;formal;KW"
        let plan = try self.plan(text, "partner", directory)
        #expect(self.states(plan) == [.new, .new, .new, .new])
        directory.apply(plan)
        #expect(directory.of("organisation").count == 4)
        let via = try #require(directory.record("organisation", named: "N"))
        #expect(via[single: "country"] == .text("NO"))
        #expect(directory.of("partner").prefix(3).allSatisfy { $0[single: "via"] == .reference(via.id) })
        #expect(directory.of("partner").last?[single: "via"] == .reference(directory.records[1].record.id))
        #expect(try self.plan(text, "partner", directory).edits.isEmpty)
    }

    @Test func defaultsFillWhatIsEmpty() throws {
        var directory = try self.directory()
        let text = "name;region\nA;\nB;lubelskie"
        let plan = try self.plan(
            text,
            "member",
            directory,
            defaults: ["region": "śląskie", "cluster": "KW", "typ": "ngo"]
        )
        directory.apply(plan)
        let organisations = directory.of("organisation")
        #expect(organisations.map { $0[single: "region"] } == [.text("TERYT:24"), .text("TERYT:06")])
        #expect(organisations.allSatisfy { $0[single: "type"] == .text("ngo") })
        #expect(
            directory.of("member").allSatisfy { $0[single: "cluster"] == .reference(directory.records[1].record.id) }
        )
        for bad in [["region": "Bawaria"], ["regoin": "śląskie"]] {
            let error = #expect(throws: InterchangeError.self) {
                try self.plan(text, "member", directory, defaults: bad)
            }
            #expect(error?.code == .badDefault)
        }
    }

    @Test func unknownColumnsAreErrorsUnlessEmpty() throws {
        let directory = try self.directory()
        let error = #expect(throws: InterchangeError.self) { try self.plan("name;aliasses\nA;x", "cluster", directory) }
        #expect(error?.code == .unknownColumn)
        #expect(error?.message.contains("did you mean 'aliases'") == true)
        #expect(error?.message.contains("founder_or_initiator") == true)
        #expect(error?.columns == ["aliasses"])
        let several = #expect(throws: InterchangeError.self) {
            try self.plan("uwagi;name;x;y\nA;B;C;", "cluster", directory)
        }
        #expect(several?.columns == ["uwagi", "x"])
        #expect(self.states(try self.plan("name;uwagi;\nA;;", "cluster", directory)) == [.new])
        for text in ["name;\nA;x", "name;name\nA;B"] {
            let error = #expect(throws: InterchangeError.self) { try self.plan(text, "cluster", directory) }
            #expect(error?.code == .badColumn)
        }
        let kind = #expect(throws: InterchangeError.self) { try self.plan("name\nA", "klub", directory) }
        #expect(kind?.code == .unknownKind)
        #expect(kind?.message.contains("specialisation") == true)
    }

    @Test func oneColumnTooManyOrTwoForOnePlaceAreProblemsOfTheRow() throws {
        let directory = try self.directory()
        let plan = try self.plan("name;name.pl;type\nA;;ngo;x\nA;B;\nC;C;", "organisation", directory)
        #expect(self.states(plan) == [.invalid, .invalid, .new])
        #expect(plan.rows[1].problems.map(\.path) == ["name.pl"])
    }

    @Test func amountsTakeTheirSignFromAnotherColumn() throws {
        var directory = try self.directory()
        let text =
            "title;budget_eur;budget_comparator;split\nA;5;>=;\nB;;>;\nC;7 PLN;;\nD;;;half\nE;;;\"a 2 b 5%; c ≈1 200,5\""
        let plan = try self.plan(text, "project", directory)
        #expect(plan.rows.map { $0.problems.map(\.path) } == [[], ["budget_comparator"], [], ["split"], []])
        directory.apply(plan)
        #expect(directory.of("project").map { $0[single: "budget"] } == [.text("≥5 EUR"), .text("7 PLN"), nil])
        let shares = [("a 2 b", "5 %"), ("c", "≈1200.5")]
            .map {
                Value.structure(["label": .structure(["pl": .text($0.0)]), "share": .text($0.1)])
            }
        #expect(directory.record("project", named: "E")?[set: "split"] == shares)
    }

    @Test func jsonLinesImportLikeTables() throws {
        var directory = try self.directory()
        let text = #"""
            {"name": {"pl": "Szpital", "en": "Hospital"}, "identifiers": {"NIP": "1234563218"}, "voting": true}
            {"name": {"pl": "Fundacja"}, "aliases": ["F; G", "H"], "steps": [{"step": "accepted", "date": "2015"}, {"step": "left"}]}
            """#
        let plan = try self.plan(text, "member", directory)
        #expect(self.states(plan) == [.new, .new], "\(plan.rows)")
        directory.apply(plan)
        let hospital = try #require(directory.record("organisation", named: "Hospital"))
        #expect(hospital[set: "identifiers"] == [.text("NIP:1234563218")])
        let foundation = try #require(directory.record("organisation", named: "Fundacja"))
        #expect(foundation[set: "aliases"] == [.text("F; G"), .text("H")])
        #expect(directory.of("member").last?[set: "steps"].count == 2)
        #expect(directory.of("member").first?[single: "voting"] == .boolean(true))
        #expect(try self.plan(text, "member", directory).edits.isEmpty)
    }

    @Test func referencesOnlyGoBackwardsInThePlan() throws {
        let directory = try self.directory()
        let plan = try self.plan("title;parent\nA;\nB;A\nA;B\nA;A", "event", directory)
        #expect(self.states(plan) == [.new, .new, .invalid, .invalid])
        #expect(plan.edits.map(\.pending) == [[], [RecordEdit.PendingReference(field: "parent", edit: 0)]])
    }

    @Test func reportsHaveTheKeysThatScriptsRead() throws {
        let report = ImportReport(new: 1, changed: 2, unchanged: 3, invalid: 4, rows: 10)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(report), as: UTF8.self)
        #expect(text == #"{"changed":2,"invalid":4,"new":1,"rows":10,"unchanged":3}"#)
    }
}
