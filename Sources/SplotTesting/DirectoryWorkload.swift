package import SplotLog
package import SplotMerge

/// Entries such as an office writes, for counting and measuring: about a quarter creates a member, a partner or a project
/// with eight fields, the rest changes one to six fields of a record that was created before.
///
/// Names, addresses and numbers are invented. The same seed gives the same entries.
package struct DirectoryWorkload: Sendable {
    private let log: LogID
    private var generator: SeededGenerator
    private var position: UInt64
    private var time: UInt64 = 1_735_689_600
    private var records: [(id: RecordID, kind: Int)] = []

    /// Begins a workload for a log.
    ///
    /// - Parameters:
    ///   - log: The log that the entries will be written to.
    ///   - position: Where the first of them will stand.
    ///   - seed: Any number.
    package init(log: LogID, from position: UInt64, seed: UInt64) {
        self.log = log
        self.position = position
        self.generator = SeededGenerator(seed: seed)
    }

    /// The entries that come next.
    package mutating func drafts(_ count: Int) -> [EntryDraft] { (0..<count).map { _ in self.draft() } }

    private mutating func draft() -> EntryDraft {
        self.time += self.number(below: 40) / 20
        defer { self.position += 1 }
        guard let record = self.records.randomElement(using: &self.generator), self.number(below: 4) > 0 else {
            let choice = self.number(below: 100)
            let kind = choice < 70 ? 0 : choice < 88 ? 1 : 2
            self.records.append((RecordID(EntryID(log: self.log, position: self.position)), kind))
            let operations = Self.fields[kind].map { self.operation($0) }
            let creation = Creation(kind: Self.kinds[kind], isCommon: kind == 1)
            return EntryDraft(time: self.time, body: .creation(creation, operations: operations))
        }
        let fields = Self.fields[record.kind]
        let first = Int(self.number(below: 8))
        let operations = (0..<(1 + Int(self.number(below: 6)))).map { self.operation(fields[(first + $0) % 8]) }
        return EntryDraft(time: self.time, body: .change(record.id, context: [], operations: operations))
    }

    private mutating func operation(_ field: Field) -> Operation {
        .set(field: field.name, key: nil, value: .bytes(Self.text(self.value(of: field.form))))
    }

    private mutating func value(of form: Form) -> String {
        switch form {
        case .word(let list): return self.pick(list)
        case .person: return "\(self.pick(Self.givenNames)) \(self.pick(Self.surnames))"
        case .place: return "\(self.pick(Self.houses)) \(self.pick(Self.cities))"
        case .phone:
            return
                "+48 \(500 + self.number(below: 399)) \(100 + self.number(below: 899)) \(100 + self.number(below: 899))"
        case .mail: return "biuro\(self.number(below: 90_000) + 10_000)@klaster.example"
        case .date:
            return "20\(22 + self.number(below: 8))-\(10 + self.number(below: 3))-\(10 + self.number(below: 18))"
        case .amount: return "\(100_000 + self.number(below: 9_000_000)) PLN"
        case .digits: return "\(1_000_000_000 + self.number(below: 8_999_999_999))"
        }
    }

    private mutating func pick(_ list: [String]) -> String { list[Int(self.number(below: UInt64(list.count)))] }

    private mutating func number(below limit: UInt64) -> UInt64 { self.generator.next() % limit }

    /// A CBOR text string.
    private static func text(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        return (bytes.count < 24 ? [0x60 | UInt8(bytes.count)] : [0x78, UInt8(min(255, bytes.count))])
            + bytes.prefix(255)
    }

    private enum Form {
        case word([String])
        case person, place, phone, mail, date, amount, digits
    }

    private struct Field {
        var name: String
        var form: Form

        init(_ name: String, _ form: Form) {
            self.name = name
            self.form = form
        }
    }

    private static let kinds = ["member", "partner", "project"]
    private static let givenNames = [
        "Anna", "Maria", "Katarzyna", "Małgorzata", "Agnieszka", "Elżbieta", "Jan", "Andrzej", "Stanisław", "Paweł",
        "Łukasz", "Grażyna",
    ]
    private static let surnames = [
        "Nowak", "Wiśniewska", "Dąbrowski", "Wójcik", "Kamińska", "Zieliński", "Woźniak", "Kozłowska", "Jabłoński",
        "Stępień", "Król", "Pietrzak",
    ]
    private static let houses = [
        "Szpital Uniwersytecki", "Instytut Onkologii", "Centrum Badań Klinicznych", "Politechnika",
        "Przychodnia Rodzinna", "Laboratorium Genomiki", "Szpital Wojewódzki", "Fundacja Zdrowie",
    ]
    private static let cities = [
        "Warszawa", "Kraków", "Łódź", "Wrocław", "Poznań", "Gdańsk", "Bydgoszcz", "Lublin", "Białystok", "Toruń",
        "Częstochowa", "Włocławek",
    ]
    private static let specialties = [
        "kardiologia", "onkologia", "neurologia", "pediatria", "rehabilitacja", "telemedycyna", "genetyka", "ortopedia",
    ]
    private static let states = ["wniosek", "w realizacji", "zawieszony", "zakończony", "w ocenie"]
    private static let roles = ["lekarz", "koordynator", "badaczka", "kierownik projektu", "analityk danych"]
    private static let legalForms = ["sp. z o.o.", "S.A.", "fundacja", "SPZOZ", "uczelnia publiczna"]
    private static let fields: [[Field]] = [
        [
            Field("name", .person), Field("role", .word(Self.roles)), Field("email", .mail), Field("phone", .phone),
            Field("city", .word(Self.cities)), Field("organisation", .place), Field("since", .date),
            Field("specialty", .word(Self.specialties)),
        ],
        [
            Field("name", .place), Field("legalForm", .word(Self.legalForms)), Field("nip", .digits),
            Field("city", .word(Self.cities)), Field("email", .mail), Field("phone", .phone),
            Field("contact", .person), Field("sector", .word(Self.specialties)),
        ],
        [
            Field("title", .place), Field("acronym", .digits), Field("start", .date), Field("end", .date),
            Field("budget", .amount), Field("lead", .place), Field("status", .word(Self.states)),
            Field("measure", .word(Self.specialties)),
        ],
    ]
}
