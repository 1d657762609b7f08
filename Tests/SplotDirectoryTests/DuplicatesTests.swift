import SplotDirectory
import Testing

/// Records about the same thing.
struct DuplicatesTests {
    private func groups(_ records: [DirectoryRecord]) -> [Duplicates.Group] { Duplicates(records).groups }

    /// What is said of two organisations, `nil` when they are not taken for one.
    private func reasons(_ left: [String], _ right: [String], kind: String = "organisation") throws -> [String]? {
        let records = [try DirectoryRecord.make(1, kind, left), try DirectoryRecord.make(2, kind, right)]
        let groups = self.groups(records)
        #expect(groups.count <= 1)
        return groups.first.map { ["\($0.certainty)"] + $0.reasons.map(\.description) }
    }

    @Test(arguments: [
        ("NIP:8567346215", "NIP:856-734-62-15", "certain", "same NIP"),
        ("KRS:0000028860", "EUID:PLKRS.0000028860", "certain", "same KRS"),
        ("LEI:5493001KJTIIGC8Y1R12", "LEI:5493001KJTIIGC8Y1R12", "certain", "same LEI"),
        ("ROR:https://ror.org/05xpvk416", "ROR:05xpvk416", "certain", "same ROR"),
        ("REGON:123456785", "REGON:12345678512347", "likely", "same REGON"),
    ])
    func numbersTell(left: String, right: String, certainty: String, reason: String) throws {
        let found = try self.reasons(
            ["name=Szpital Miejski", "identifiers=\(left)"],
            ["name=Coś zupełnie innego", "identifiers=\(right)"]
        )
        #expect(found == [certainty, reason])
    }

    @Test(arguments: [
        ("Data Technopark", "Data Techno Park", "same name"),
        ("Szpital Łódzki „Nadzieja”", "SZPITAL LODZKI NADZIEJA", "same name"),
        ("Lecznice Citomed sp. z o.o.", "Lecznice Citomed", "same name but for the legal form"),
        ("NZOZ Przychodnia Zdrowie", "Przychodnia Zdrowie Sp. z o. o.", "same name but for the legal form"),
        ("Eskulap Bis s.c. E.Molska", "Eskulap Bis E. Molska", "same name but for the legal form"),
        ("Medtech S.A.", "MedTech Ltd", "same name but for the legal form"),
        ("Sanatorium Uzdrowiskowe Tężnia", "Sanatorium Uzrdowiskowe Tężnia", "names 2 letters apart"),
        ("Polkomtech", "Polkomtec", "names one letter apart"),
    ])
    func likeNamesInOnePlaceAreLikely(left: String, right: String, reason: String) throws {
        let city = "address.city=Toruń"
        #expect(
            try self.reasons(["name=\(left)", city], ["name=\(right)", "address.city=TORUN"]) == [
                "likely", "\(reason) in one city",
            ]
        )
        #expect(try self.reasons(["name=\(left)", city], ["name=\(right)", "address.city=Łódź"]) == nil)
        #expect(
            try self.reasons(["name=\(left)", city], ["name=\(right)"]) == ["likely", "\(reason) (place unknown)"]
        )
        #expect(
            try self.reasons(["name=\(left)", city, "region=04"], ["name=\(right)", "region=04"])
                == ["likely", "\(reason) in one region"]
        )
        #expect(try self.reasons(["name=\(left)", city, "region=04"], ["name=\(right)", "region=06"]) == nil)
        #expect(try self.reasons(["name=\(left)", "country=PL"], ["name=\(right)", "country=DE"]) == nil)
    }

    @Test(arguments: [
        ("Przychodnia Nr 1", "Przychodnia Nr 2"), ("Szpital Wojewódzki", "Szpital Powiatowy"), ("Alfa", "Alfb"),
        ("Sp. z o.o.", "S.A."), ("AB", "A.B."), ("Klinika", "Kliniki"),
    ])
    func otherNamesAreNotAlike(left: String, right: String) throws {
        #expect(try self.reasons(["name=\(left)"], ["name=\(right)"]) == nil)
    }

    @Test func otherNumbersWeighMoreThanALikeName() throws {
        let (left, right) = ("NIP:8567346215", "NIP:0000000017")
        let city = ["name=Apteka Pod Lwem", "address.city=Toruń"]
        #expect(try self.reasons(city + ["identifiers=\(left)"], city + ["identifiers=\(right)"]) == nil)
        let regon = "identifiers+=REGON:123456785"
        let records = [
            try DirectoryRecord.make(1, "organisation", city + ["identifiers=\(left)", regon]),
            try DirectoryRecord.make(2, "organisation", city + ["identifiers=\(right)", regon]),
        ]
        let group = try #require(self.groups(records).first)
        #expect(group.reasons.map(\.description) == ["same REGON", "same name in one city"])
        #expect(group.differences.map(\.field) == ["identifiers"])
        #expect(group.differences.first?.values[RecordUUID(number: 1)]?.contains(left) == true)
    }

    @Test func clustersMeetThroughTheirAliases() throws {
        let found = try self.reasons(
            ["name=Klaster E-zdrowie"],
            ["name=Ogólnopolski Klaster e-Zdrowie", "aliases=Klaster e‑Zdrowie"],
            kind: "cluster"
        )
        #expect(found == ["likely", "same name (place unknown)"])
        let kinds = [
            try DirectoryRecord.make(1, "cluster", "name=Klaster E-zdrowie"),
            try DirectoryRecord.make(2, "organisation", "name=Klaster E-zdrowie"),
        ]
        #expect(self.groups(kinds).isEmpty)
    }

    @Test func groupsReachThroughOthersAndSayWhatDiffers() throws {
        let records = [
            try DirectoryRecord.make(
                1,
                "organisation",
                "name=Alfa Medica",
                "identifiers=NIP:8567346215",
                "phone=221002030"
            ),
            try DirectoryRecord.make(2, "organisation", "name=Beta", "identifiers=NIP:8567346215", "phone=221002031"),
            try DirectoryRecord.make(3, "organisation", "name=Beta", "sources=x"),
            try DirectoryRecord.make(4, "organisation", "name=Gamma"),
        ]
        let group = try #require(self.groups(records).first)
        #expect(self.groups(records).count == 1)
        #expect(group.records == [1, 2, 3].map { RecordUUID(number: $0) })
        #expect(group.certainty == .likely)
        #expect(group.matches.map(\.certainty) == [.certain, .likely])
        #expect(group.differences.map(\.field) == ["name", "phone"])
        let certain = Duplicates(records, certainOnly: true).groups
        #expect(certain.map(\.records) == [[1, 2].map { RecordUUID(number: $0) }])
        #expect(certain.map(\.certainty) == [.certain])
    }

    @Test func whatIsLinkedIsSettled() throws {
        let records = [
            try DirectoryRecord.make(1, "organisation", "name=Alfa Medica", "sameAs=9"),
            try DirectoryRecord.make(2, "organisation", "name=Alfa Medica"),
            try DirectoryRecord.make(9, "organisation", "name=Inna", "sameAs=2"),
        ]
        #expect(self.groups(records).isEmpty)
        let all = Duplicates(records, withLinked: true).groups
        #expect(all.map(\.records) == [[1, 2].map { RecordUUID(number: $0) }])
        #expect(all.first?.matches.first?.isLinked == true)
    }
}
