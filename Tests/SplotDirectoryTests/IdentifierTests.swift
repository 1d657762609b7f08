import Foundation
import SplotDirectory
import Testing

struct IdentifierTests {
    struct Scheme: Decodable {
        var valid: [String]
        var invalid: [String]
        var normalised: [String: String]?
    }

    static let vectors: [String: Scheme] = {
        let data = Data(identifierVectors.utf8)
        return (try? JSONDecoder().decode([String: Scheme].self, from: data)) ?? [:]
    }()

    @Test
    func vectorsCoverEverySchemeWithADigitRule() {
        #expect(Set(Self.vectors.keys) == ["NIP", "REGON", "KRS", "EUID", "LEI", "ROR"])
    }

    @Test(arguments: IdentifierTests.vectors.keys.sorted())
    func vectorsAreAcceptedAndRefusedAsTheySay(name: String) throws {
        let scheme = try #require(IdentifierScheme(rawValue: name))
        let vectors = try #require(Self.vectors[name])
        for number in vectors.valid {
            #expect(Identifier(scheme: scheme, number)?.code == number, "\(name) \(number)")
            #expect(Identifier("\(name):\(number)")?.description == "\(name):\(number)")
        }
        for number in vectors.invalid {
            #expect(Identifier(scheme: scheme, number) == nil, "\(name) \(number)")
        }
        for (written, number) in vectors.normalised ?? [:] {
            #expect(Identifier(scheme: scheme, written)?.code == number, "\(name) \(written)")
        }
    }

    @Test(arguments: [
        ("NIP", "856\u{A0}734\u{2011}62\u{2013}15", "8567346215"),
        ("NIP", "pl8567346215", "8567346215"),
        ("REGON", "192-598-184", "192598184"),
        ("KRS", " 00000 28860 ", "0000028860"),
        ("EUID", "plkrs.0000028860", "PLKRS.0000028860"),
        ("LEI", "2138 00ku d8la jwsq 9d15", "213800KUD8LAJWSQ9D15"),
        ("ROR", "https://ror.org/02MHBDP94", "02mhbdp94"),
        ("RPWDL", "000000012345-W-12", "000000012345-W-12"),
        ("TERYT", "04", "04"),
        ("TERYT", "Kujawsko-Pomorskie", "04"),
    ])
    func writtenFormsBecomeCanonical(name: String, written: String, code: String) throws {
        let scheme = try #require(IdentifierScheme(rawValue: name))
        #expect(Identifier(scheme: scheme, written)?.code == code)
    }

    @Test(arguments: [
        ("NIP", "٨٥٦٧٣٤٦٢١٥"), ("NIP", ""), ("NIP", "PL"), ("NIP", "856734621 5 1"), ("KRS", "00000288600"),
        ("EUID", "DEKRS.0000028860"), ("EUID", "0000028860"), ("LEI", "213800KUD8LAJWSQ9D1O"), ("RPWDL", "brak"),
        ("ROR", "12mhbdp94"), ("TERYT", "03"), ("TERYT", "4"), ("TERYT", "Mazowsze Płockie"), ("RPWDL", "1;2"),
    ])
    func otherFormsAreRefused(name: String, written: String) throws {
        let scheme = try #require(IdentifierScheme(rawValue: name))
        #expect(Identifier(scheme: scheme, written) == nil)
    }

    @Test
    func everySingleDigitErrorInANIPIsFound() {
        // All weights are prime to 11, so no change of one digit can keep the sum.
        for position in 0..<10 {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") {
                var number = Array("8567346215".utf8)
                guard number[position] != digit else { continue }
                number[position] = digit
                #expect(Identifier(scheme: .nip, String(decoding: number, as: UTF8.self)) == nil)
            }
        }
    }

    @Test
    func checkDigitsThatAreNeverMadeAreRefused() {
        // The remainder alone would accept 98 and 1 apart by 97: 00 and 97, 01 and 98, 02 and 99.
        var accepted = 0
        for stem in 0..<97 {
            let body = "2138000000000000" + (stem < 10 ? "0\(stem)" : "\(stem)")
            for check in ["00", "01", "99"] where Identifier(scheme: .lei, body + check) != nil { accepted += 1 }
        }
        #expect(accepted == 0)
    }

    @Test(arguments: ["8567346215", "0000028860", "NIP", "NIP:", ":8567346215", "PESEL:44051401359", "KRS:8567346216x"])
    func aSchemeIsNeverGuessed(text: String) {
        #expect(Identifier(text) == nil)
    }

    @Test(arguments: ["NIP:8567346215", "nip 856-734-62-15", " NIP : PL8567346215", "NIP\u{A0}8567346215"])
    func aSchemeStandsBeforeTheNumber(text: String) {
        #expect(Identifier(text)?.description == "NIP:8567346215")
    }

    @Test
    func twoNumbersOfOneSchemeAreAConflict() {
        let values: [Value] = [.text("NIP:8567346215"), .text("NIP:7740001454"), .text("KRS:0000028860")]
        #expect(Identifier.conflictingSchemes(in: values) == [.nip])
        #expect(Identifier.conflictingSchemes(in: values.dropFirst()) == [])
        #expect(Identifier.conflictingSchemes(in: [values[0], values[0]]) == [])
    }
}
