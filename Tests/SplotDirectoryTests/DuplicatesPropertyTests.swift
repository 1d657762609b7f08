import SplotDirectory
import SplotTesting
import Testing

/// What holds of duplicates whatever the records are.
struct DuplicatesPropertyTests {
    /// Made-up organisations, and which of them are one.
    private struct Town {
        var records: [DirectoryRecord] = []
        var planted: Set<[RecordUUID]> = []

        init(seed: UInt64) throws {
            var chance = SeededGenerator(seed: seed)
            for number in 0..<60 {
                // Words of their own letters, so that two names have nothing in common by chance.
                let name = (0..<3).map { _ in Self.word(&chance) }.joined(separator: " ")
                let city = Self.cities.randomElement(using: &chance) ?? ""
                let original = ["name=\(name)", "address.city=\(city)"]
                self.records.append(try .make(2 * number, "organisation", original))
                guard number % 3 == 0 else { continue }
                self.records.append(try .make(2 * number + 1, "organisation", Self.copy(of: name, in: city, &chance)))
                self.planted.insert([2 * number, 2 * number + 1].map { RecordUUID(number: $0) })
                if self.records.last?.fields["identifiers"] != nil {
                    let nip = try DirectoryRecord.make(0, "organisation", "identifiers=NIP:\(Self.nip(number))")
                    self.records[self.records.count - 2].fields["identifiers"] = nip.fields["identifiers"]
                    self.records[self.records.count - 1].fields["identifiers"] = nip.fields["identifiers"]
                }
            }
        }

        private static let cities = ["Toruń", "Łódź", "Wrocław", "Lublin"]

        private static func word(_ chance: inout SeededGenerator) -> String {
            String((0..<8).map { _ in "abcdefghijklmnoprstuwyząćęłńóśźż".randomElement(using: &chance) ?? "a" })
        }

        private static func nip(_ number: Int) -> String {
            // Of a hundred in a row nine are valid, or ten.
            (0..<100).lazy.map { String(8_500_000_000 + 100 * number + $0) }
                .first { Identifier(scheme: .nip, $0) != nil } ?? ""
        }

        private static func copy(of name: String, in city: String, _ chance: inout SeededGenerator) -> [String] {
            switch Int.random(in: 0..<5, using: &chance) {
            case 0: return ["name=\(Self.mistyped(name, &chance))", "address.city=\(city)"]
            case 1: return ["name=\(Folding.fold(name).uppercased())", "address.city=\(Folding.fold(city))"]
            case 2: return ["name=NZOZ \(name) sp. z o.o.", "address.city=\(city)"]
            case 3: return ["name=\(name.filter { $0 != " " })"]
            default: return ["name=\(Self.word(&chance))", "identifiers=NIP:8567346215"]
            }
        }

        private static func mistyped(_ name: String, _ chance: inout SeededGenerator) -> String {
            var letters = Array(name)
            let place = Int.random(in: 0..<8, using: &chance)
            switch Int.random(in: 0..<3, using: &chance) {
            case 0: letters[place] = letters[place] == "q" ? "x" : "q"
            case 1: letters.remove(at: place)
            default: letters.insert("q", at: place)
            }
            return String(letters)
        }
    }

    @Test(arguments: 0..<30 as Range<UInt64>)
    func whatWasPlantedIsFoundAndNothingElse(seed: UInt64) throws {
        let town = try Town(seed: seed)
        let found = Duplicates(town.records).groups.map(\.records)
        #expect(Set(found) == town.planted, "seed \(seed)")
    }

    @Test(arguments: 0..<30 as Range<UInt64>)
    func theOrderOfTheRecordsDoesNotMatter(seed: UInt64) throws {
        let town = try Town(seed: seed)
        var chance = SeededGenerator(seed: seed)
        let groups = Duplicates(town.records).groups
        #expect(Duplicates(town.records.shuffled(using: &chance)).groups == groups, "seed \(seed)")
    }

    @Test func manyOrganisationsOfOneTownAreNotAllCompared() throws {
        // All begin alike and many are called the same: comparing all pairs would take a minute.
        var chance = SeededGenerator(seed: 1)
        let template = try DirectoryRecord.make(0, "organisation", "name=x", "address.city=Toruń")
        let records = (0..<2_000)
            .map { number in
                var record = template
                record.id = RecordUUID(number: number)
                let name =
                    number % 4 == 0
                    ? "Apteka" : "Szpital Specjalistyczny \(UInt64.random(in: 0..<1 << 60, using: &chance))"
                record.fields["name"] = .keyed(["pl": .text(name)])
                return record
            }
        let groups = Duplicates(records).groups
        #expect(groups.map(\.records.count) == [500])
    }
}
