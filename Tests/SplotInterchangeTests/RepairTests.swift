import SplotDirectory
import SplotInterchange
import Testing

struct RepairTests {
    // The check digits are worked out by hand: of 0100000005 the second digit alone weighs, 1 · 5; of 010000009, 1 · 9.
    private static let cases = [
        ("nip", "100000005", "NIP:0100000005"),
        ("regon", "10000009", "REGON:010000009"),
        // A REGON of public hospitals begins with three zeros.
        ("regon", "288975", "REGON:000288975"),
        ("regon", "28897500016", "REGON:00028897500016"),
        ("krs", "123456", "KRS:0000123456"),
        ("identifiers", "NIP:100-000-005", "NIP:0100000005"),
    ]

    @Test(arguments: Self.cases)
    func eatenZerosAreOfferedAndPutBackWhenAskedFor(column: String, text: String, expected: String) throws {
        var directory = try Directory.ofTwoClusters()
        let file = "name;\(column)\nSzpital;\(text)"
        let refused = try directory.plan(file, "member")
        #expect(refused.states == [.invalid])
        #expect(refused.rows[0].repairs.isEmpty)
        let problem = try #require(refused.rows[0].problems.first)
        #expect(problem.path == column)
        #expect(problem.message.contains("--repair zeros"))
        #expect(!problem.message.contains(text))
        let plan = try directory.plan(file, "member", repairs: [.zeros])
        #expect(plan.states == [.new])
        #expect(plan.rows[0].repairs == [RowRepair(column: column, repair: .zeros)])
        directory.apply(plan)
        #expect(directory.of("organisation").first?[set: "identifiers"] == [.text(expected)])
        let again = try directory.plan(file, "member", repairs: [.zeros])
        #expect(again.states == [.unchanged] && again.edits.isEmpty)
    }

    @Test(arguments: [
        // A wrong check digit, too short, a letter, and one digit too many.
        ("nip", "100000006"), ("nip", "10000005"), ("regon", "10000008"), ("regon", "12345"), ("nip", "10000000X"),
        ("krs", "12345678901"),
    ])
    func whatNoZeroMendsIsOfferedNone(column: String, text: String) throws {
        let directory = try Directory.ofTwoClusters()
        for repairs in [[], [.zeros]] as [Set<ImportRepair>] {
            let plan = try directory.plan("name;\(column)\nSzpital;\(text)", "organisation", repairs: repairs)
            #expect(plan.states == [.invalid])
            #expect(plan.rows[0].problems.first?.message.contains("repair") == false)
        }
    }

    @Test(arguments: [("1-234", "01-234"), ("1234", "01-234"), ("2", nil), ("87-100", nil), ("87100", nil)])
    func postalCodesLoseZerosToo(text: String, expected: String?) throws {
        var directory = try Directory.ofTwoClusters()
        let file = "name;kod pocztowy\nSzpital;\(text)"
        #expect(try directory.plan(file, "member").states == [expected == nil ? .new : .invalid])
        directory.apply(try directory.plan(file, "member", repairs: [.zeros]))
        #expect(directory.of("organisation").first?["address", "postalCode"] == .text(expected ?? text))
    }

    @Test func elsewhereAPostalCodeMayHaveFourDigits() throws {
        let directory = try Directory.ofTwoClusters()
        let text = "name;postalCode;country;kind\nA;1050;DK;formal\nB;1050;PL;formal\nC;1050;;formal"
        #expect(try directory.plan(text, "partner").states == [.new, .invalid, .invalid])
    }

    @Test func voivodeshipsLoseZerosToo() throws {
        var directory = try Directory.ofTwoClusters()
        #expect(try directory.plan("name;region\nA;4", "organisation").states == [.invalid])
        directory.apply(try directory.plan("name;region\nA;4", "organisation", repairs: [.zeros]))
        #expect(directory.of("organisation").first?[single: "region"] == .text("TERYT:04"))
    }

    @Test func aRowWithSomethingElseWrongIsNotSaidToBeRepaired() throws {
        let plan = try Directory.ofTwoClusters()
            .plan("name;krs;type\nA;123456;castle", "organisation", repairs: [.zeros])
        #expect(plan.states == [.invalid])
        #expect(plan.rows[0].repairs.isEmpty)
        #expect(plan.rows[0].problems.map(\.path) == ["type"])
    }
}
