import Foundation
import Testing

struct ImportTests {
    private let office: Office

    init() async throws { self.office = try await Office("Turystyka", in: Scratch()) }

    @Test func importingTwiceWritesNothing() async throws {
        let file = try self.office.scratch.file("name,nip,type\nSzpital Miejski,856-734-62-15,hospital\nUzdrowisko,,\n")
            .path
        let first = try #require(
            try await self.office.succeed("import", file, "--kind", "member", "--json").objects.first
        )
        #expect(first["new"] as? Int == 2)
        #expect(first["rows"] as? Int == 2)
        #expect((first["entries"] as? Int ?? 0) > 0)
        let size = try await self.size()
        let second = try #require(
            try await self.office.succeed("import", file, "--kind", "member", "--json").objects.first
        )
        #expect(second["unchanged"] as? Int == 2)
        #expect(second["new"] as? Int == 0)
        #expect(second["changed"] as? Int == 0)
        #expect(second["invalid"] as? Int == 0)
        #expect(second["entries"] as? Int == 0)
        #expect(try await self.size() == size)
    }

    @Test func importingAgainWritesNothingOnceRecordsAreLinked() async throws {
        let known = try await self.office.add("organisation", "name=Miasto Toruń")
        let file = try self.office.scratch.file("name,type\nGmina Miasta Toruń,publicAdmin\nUzdrowisko,\n").path
        try await self.office.succeed("import", file, "--kind", "member")
        let found = try await self.office.succeed("search", "gmina", "--json").objects
        let imported = try #require(found.first { $0["kind"] as? String == "organisation" }?["id"] as? String)
        try await self.office.succeed("link", imported, known)
        let own = try #require(
            try await self.office.succeed("list", "--kind", "cluster", "--json").objects.first?["id"] as? String
        )
        try await self.office.succeed("link", own, try await self.office.add("cluster", "name=Turystyka i zdrowie"))
        _ = try await self.office.succeed("import", file, "--kind", "member")
        let size = try await self.size()
        let again = try #require(
            try await self.office.succeed("import", file, "--kind", "member", "--json").objects.first
        )
        #expect(again["new"] as? Int == 0)
        #expect(try await self.size() == size)
        #expect(try await self.office.succeed("list", "--kind", "member", "--json").lines.count == 2)
    }

    @Test func twoImportsAtTheSameTimeMakeEveryRecordOnce() async throws {
        let rows = (0..<60).map { "Szpital \($0)\n" }.joined()
        let file = try self.office.scratch.file("name\n" + rows).path
        let arguments = ["import", file, "--kind", "organisation", "--data", self.office.data]
        let imports = try (0..<2).map { _ in try self.office.program.process(arguments) }
        for process in imports {
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
        }
        for process in imports {
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }
        #expect(try await self.office.succeed("list", "--kind", "organisation", "--json").lines.count == 60)
    }

    @Test func aDryRunWritesNothing() async throws {
        let file = try self.office.scratch.file("name,type\nSzpital,hospital\n").path
        let size = try await self.size()
        let run = try await self.office.succeed("import", file, "--kind", "organisation", "--dry-run")
        #expect(run.output.contains("   2  new  Szpital"))
        #expect(run.output.hasSuffix("1 rows: 1 new, 0 changed, 0 unchanged, 0 invalid; nothing was written.\n"))
        #expect(try await self.size() == size)
        let json = try await self.office.succeed("import", file, "--kind", "organisation", "--dry-run", "--json")
        let outcomes = try #require(try json.objects.first?["outcomes"] as? [[String: Any]])
        #expect(outcomes.map { $0["line"] as? Int } == [2])
        #expect(outcomes.map { $0["state"] as? String } == ["new"])
    }

    @Test func badRowsAreNamedAndTheOthersWritten() async throws {
        let file = try self.office.scratch
            .file(
                "name,nip,joined\nDobry,,2015-02-23\nZły,1234567890,\n,8567346215,\nTeż zły,,2015-02-30\n"
            )
            .path
        let run = try await self.office.run("import", file, "--kind", "member")
        #expect(run.status == 65)
        let complaints = run.errors.split(separator: "\n")
        #expect(complaints.map { $0.prefix(14) } == ["splot: line 3:", "splot: line 4:", "splot: line 5:"])
        // A complaint may end in a mail: it names the column and quotes nothing.
        #expect(!run.errors.contains("Zły") && !run.errors.contains("1234567890"))
        #expect(try await self.office.succeed("list", "--kind", "member", "--json").lines.count == 1)
        #expect(try await self.office.succeed("list", "--kind", "organisation", "--json").lines.count == 1)
    }

    @Test func defaultsFillWhatIsMissing() async throws {
        let file = try self.office.scratch.file("name\nSzpital\n").path
        try await self.office.succeed("import", file, "--kind", "organisation", "--set", "type=hospital")
        let listed = try await self.office.succeed("list", "--kind", "organisation", "--json").objects.first
        #expect((listed?["fields"] as? [String: Any])?["type"] as? String == "hospital")
    }

    @Test func aKeyColumnTellsRowsApart() async throws {
        let file = try self.office.scratch.file("name,website\nSzpital,https://szpital.example\n").path
        try await self.office.succeed("import", file, "--kind", "organisation")
        let renamed = try self.office.scratch.file("name,website\nSzpital Miejski,https://szpital.example\n").path
        let run = try await self.office.succeed(
            "import",
            renamed,
            "--kind",
            "organisation",
            "--key",
            "website",
            "--json"
        )
        #expect(try run.objects.first?["changed"] as? Int == 1)
    }

    @Test func standardInputIsAFile() async throws {
        let run = try await self.office.succeed(
            "import",
            "-",
            "--kind",
            "organisation",
            "--json",
            input: "{\"name\": \"Szpital\"}\n"
        )
        #expect(try run.objects.first?["new"] as? Int == 1)
    }

    @Test(arguments: [
        ("name,colour\nSzpital,red\n", 65, "colour"),
        ("", 65, "empty"),
        ("name\n\"Szpital\n", 65, "line"),
    ])
    func aFileThatIsNoListIsRefused(text: String, status: Int, word: String) async throws {
        let run = try await self.office.run("import", try self.office.scratch.file(text).path, "--kind", "organisation")
        #expect(run.status == Int32(status))
        #expect(run.errors.hasPrefix("splot: "))
        #expect(run.errors.contains(word))
    }

    @Test func aFileThatIsNotThereEndsWith66() async throws {
        let run = try await self.office.run("import", "/nonexistent.csv", "--kind", "organisation")
        #expect(run.status == 66)
        #expect(run.errors == "splot: cannot read /nonexistent.csv: No such file or directory\n")
        #expect(try await self.office.run("import", "/", "--kind", "organisation").status == 66)
    }

    @Test func anUnknownKindOrKeyEndsWith64() async throws {
        let file = try self.office.scratch.file("name\nSzpital\n").path
        #expect(try await self.office.run("import", file, "--kind", "castle").status == 64)
        #expect(try await self.office.run("import", file, "--kind", "organisation", "--key", "nip").status == 64)
    }

    private func size() async throws -> Int? {
        let status = try #require(try await self.office.succeed("status", "--json").objects.first)
        return (status["logs"] as? [[String: Any]])?.first?["size"] as? Int
    }
}
