import SplotDirectory
import SplotInterchange
import Testing

struct OfficeValueTests {
    private func budget(_ text: String) throws -> Value? {
        var directory = try Directory.ofTwoClusters()
        let plan = try directory.plan("title;budget\nP;\"\(text)\"", "project")
        guard plan.states == [.new] else { return nil }
        directory.apply(plan)
        return directory.of("project").first?[single: "budget"]
    }

    @Test(arguments: [
        ("22 000 000,50 zł", "22000000.5 PLN"), ("22\u{A0}000\u{A0}000,50\u{A0}PLN", "22000000.5 PLN"),
        ("22\u{202F}000 EUR", "22000 EUR"), ("1.234,50 zł", "1234.5 PLN"), ("1,234.50 zł", "1234.5 PLN"),
        ("1.234.567 zł", "1234567 PLN"), ("1,234,567 zł", "1234567 PLN"), ("PLN 1.234.567,8", "1234567.8 PLN"),
        ("≈22.000.000 zł", "≈22000000 PLN"), ("1234,5 zł", "1234.5 PLN"), ("0,125 zł", "0.125 PLN"),
        ("1,2340 zł", "1.234 PLN"), ("12,50 zł", "12.5 PLN"), ("1 234,567 zł", "1234.567 PLN"),
        ("1234,567 zł", "1234.567 PLN"),
    ])
    func amountsReadAsOfficesWriteThem(text: String, expected: String) throws {
        #expect(try self.budget(text) == .text(expected))
    }

    @Test(arguments: [
        "1.234 zł", "1,234 zł", "12,345 PLN", "123.456 EUR", "1.23.456 zł", "1.234,567.8 zł", "1.234,5,6 zł",
        "1,23,456 zł",
        "1 23 zł", "0.123.456 zł", "1.234.5678 zł",
    ])
    func amountsThatMayMeanTwoThingsAreNotGuessed(text: String) throws {
        #expect(try self.budget(text) == nil)
    }

    @Test func anAmbiguousNumberSaysHowToWriteIt() throws {
        let directory = try Directory.ofTwoClusters()
        for (kind, text) in [
            ("project", "title;budget_pln\nA;7.654"), ("figure", "label;share_percent\nA;7,654"),
            ("resource", "name;capacity\nA;7.654 GB"),
        ] {
            let plan = try directory.plan(text, kind)
            let problem = try #require(plan.rows.first?.problems.first)
            #expect(problem.message.contains("write 1234"))
            #expect(!problem.message.contains("654"))
        }
        let shares = try directory.plan("title;split\nA;\"platform 7,654 %\"", "project")
        #expect(shares.states == [.invalid])
        // A program that writes JSON means what it says.
        #expect(try directory.plan(#"{"name": "A", "capacity": 1.234}"#, "resource").states == [.new])
    }

    @Test func percentagesHaveDecimalCommas() throws {
        var directory = try Directory.ofTwoClusters()
        directory.apply(try directory.plan("label;share;base\nA;88,4 %;1 250,5", "figure"))
        let figure = try #require(directory.of("figure").first)
        #expect(figure[single: "share"] == .text("88.4 %"))
        #expect(figure[single: "base"] == .text("1250.5"))
    }

    @Test(arguments: [
        ("23.02.2015", "2015-02-23"), ("2.7.2015 r.", "2015-07-02"), ("2.7.2015r.", "2015-07-02"), ("2015 r.", "2015"),
        ("2.7.2015\u{A0}R", "2015-07-02"), ("07.2015 roku", "2015-07"),
    ])
    func datesReadAsOfficesWriteThem(text: String, expected: String) throws {
        var directory = try Directory.ofTwoClusters()
        directory.apply(try directory.plan("title;publishedOn\nA;\(text)", "notice"))
        #expect(directory.of("notice").first?[single: "publishedOn"] == .text(expected))
        directory.apply(try directory.plan("name;joined\nB;\(text)", "member"))
        let step = Value.structure(["step": .text("accepted"), "date": .text(expected)])
        #expect(directory.of("member").first?[set: "steps"] == [step])
        directory.apply(try directory.plan("title;start\nC;\(text)", "event"))
        #expect(directory.of("event").first?[single: "start"] == .text(expected))
        directory.apply(try directory.plan("title;contract_number;contract_date\nD;1;\(text)", "project"))
        let contract = Value.structure(["number": .text("1"), "date": .text(expected)])
        #expect(directory.of("project").first?[set: "contract"] == [contract])
    }

    @Test(arguments: ["02/07/2015", "2.7.15", "42058", "31.02.2015", "lipiec r."])
    func datesThatMayMeanTwoThingsAreNotGuessed(text: String) throws {
        let plan = try Directory.ofTwoClusters().plan("title;publishedOn\nA;\(text)", "notice")
        #expect(plan.states == [.invalid])
    }
}
