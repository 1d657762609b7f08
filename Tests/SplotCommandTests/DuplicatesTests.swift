import Testing

struct DuplicatesTests {
    @Test func whatTwoClustersEnteredIsFound() async throws {
        let scratch = try Scratch()
        let left = try await Office("PIKMED", in: scratch)
        #expect(try await left.succeed("duplicates").output == "No duplicates were found.\n")
        let right = try await Office("e-Zdrowie", in: scratch)
        try await left.befriend(right)
        let first = try await left.add("organisation", "name=Data Technopark", "website=https://a.example")
        let second = try await right.add("organisation", "name=Data Techno Park", "website=https://b.example")
        let numbers = "identifiers=NIP:8567346215"
        let third = try await left.add("organisation", "name=Szpital Miejski", numbers)
        let fourth = try await right.add("organisation", "name=Lecznica", numbers)
        try await right.answering { _ = try await left.succeed("sync", $0) }

        let objects = try await left.succeed("duplicates", "--json").objects
        #expect(objects.map { $0["certainty"] as? String } == ["certain", "likely"])
        #expect(objects.map { $0["reasons"] as? [String] } == [["same NIP"], ["same name (place unknown)"]])
        let records = try #require(objects[1]["records"] as? [[String: Any]])
        #expect(Set(records.map { $0["id"] as? String }) == [first, second])
        #expect(Set(records.map { $0["owner"] as? String }) == ["PIKMED", "e-Zdrowie"])
        let differs = try #require(objects[1]["differs"] as? [String: [String: String]])
        #expect(differs["website"] == [first: "https://a.example", second: "https://b.example"])

        let text = try await left.succeed("duplicates", "--certain", "--kind", "organisation").output
        #expect(text.contains("organisation, certain: same NIP"))
        let ids = [third, fourth].sorted().map { String($0.prefix(8)) }
        #expect(text.contains("splot link \(ids[0]) \(ids[1])"))
        #expect(!text.contains("Techno"))

        try await left.succeed("edit", first, "sameAs=\(second)")
        #expect(try await left.succeed("duplicates", "--json").objects.count == 1)
        let all = try await left.succeed("duplicates", "--all", "--json").objects
        #expect(all.map { $0["linked"] as? Bool } == [false, true])
    }
}
