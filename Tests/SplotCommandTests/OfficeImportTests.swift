import Foundation
import Testing

/// What an office needs of an import beyond taking over a list: mappings, repairs, rejected rows, previews.
struct OfficeImportTests {
    private let office: Office

    init() async throws { self.office = try await Office("Turystyka", in: Scratch()) }

    private func file(_ text: String) throws -> String { try self.office.scratch.file(text).path }

    // Foundation's own reading drops the byte order mark.
    private func text(of path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }

    private func json(_ arguments: String...) async throws -> [String: Any] {
        let run = try await self.office.program.run(["import", "--json", "--data", self.office.data] + arguments)
        return try #require(try run.objects.first, "\(run.errors)")
    }

    @Test func aMappingIsRememberedForTheKindUntilItIsForgotten() async throws {
        let first = try self.file("Nazwa firmy,Uwagi\nA,pilne\n")
        let second = try self.file("Nazwa firmy\nB\n")
        let arguments = ["import", first, "--kind", "organisation", "--map", "Nazwa firmy=name", "--map", "Uwagi="]
        // A dry run remembers nothing.
        _ = try await self.office.program.run(arguments + ["--dry-run", "--data", self.office.data])
        #expect(try await self.office.run("import", second, "--kind", "organisation").status == 65)
        let run = try await self.office.program.run(arguments + ["--data", self.office.data])
        #expect(run.lines.last == "mapping remembered for the kind organisation: Nazwa firmy=name, Uwagi=")
        // Only what the file has is applied, and only to lists of the kind.
        let later = try await self.office.succeed("import", second, "--kind", "organisation")
        #expect(later.lines.first == "applied the mapping remembered for the kind organisation: Nazwa firmy=name")
        #expect(
            try await self.json(first, "--kind", "organisation")["mapping"] as? [String: String] == [
                "Nazwa firmy": "name", "Uwagi": "",
            ]
        )
        #expect(try await self.office.run("import", second, "--kind", "member").status == 65)
        let forgotten = try await self.office.succeed("import", "--kind", "organisation", "--forget-map")
        #expect(forgotten.output == "no mapping is remembered any more: organisation.\n")
        let unknown = try await self.office.run("import", second, "--kind", "organisation")
        #expect(unknown.status == 65)
        #expect(unknown.errors.contains("--map 'Nazwa firmy=FIELD'"))
    }

    @Test func aMappingOfWhatIsNotThereEndsWith64() async throws {
        let file = try self.file("Nazwa,x\nA,\n")
        for mapping in ["Nazva=name", "Nazwa=nam", "Nazwa", "=name"] {
            let run = try await self.office.run("import", file, "--kind", "organisation", "--map", mapping)
            #expect(run.status == 64, "\(mapping)")
        }
    }

    @Test func zerosAreOnlyPutBackWhenThatIsAskedFor() async throws {
        let file = try self.file("name;krs\nA;123456\n")
        let refused = try await self.office.run("import", file, "--kind", "organisation")
        #expect(refused.status == 65)
        #expect(refused.errors.contains("line 2: krs: a leading zero seems to be missing; `--repair zeros`"))
        let run = try await self.office.succeed("import", file, "--kind", "organisation", "--repair", "zeros")
        #expect(run.lines.first == "line 2: krs: leading zeros were put back")
        let again = try await self.json(file, "--kind", "organisation", "--repair", "zeros")
        #expect(again["unchanged"] as? Int == 1)
        let repairs = try #require(again["repairs"] as? [[String: Any]])
        #expect(repairs.map { $0["line"] as? Int } == [2])
        #expect(repairs.map { $0["column"] as? String } == ["krs"])
        #expect(repairs.map { $0["repair"] as? String } == ["zeros"])
        let wrong = try await self.office.run("import", file, "--kind", "organisation", "--repair", "all")
        #expect(wrong.status == 64)
    }

    @Test func rejectedRowsAreMendedAndImported() async throws {
        let file = try self.file("name;type\nA;castle\nB;ngo\nC;ruin\n")
        let rejects = self.office.scratch.path("rejects.csv")
        let advised = try await self.office.run("import", file, "--kind", "organisation", "--dry-run")
        #expect(advised.lines.last?.contains("--rejects FILE") == true)
        let first = try await self.office.run("import", file, "--kind", "organisation", "--rejects", rejects)
        #expect(first.status == 65)
        #expect(first.lines.last == "2 invalid rows are in \(rejects): mend them there, and import it.")
        let text = try self.text(of: rejects)
        #expect(text.hasPrefix("\u{FEFF}name;type;splot_problem\r\nA;castle;"))
        // One of the two is mended; the file is its own successor.
        try Data(text.replacing("castle", with: "hospital").utf8).write(to: URL(filePath: rejects))
        let second = try await self.json(rejects, "--kind", "organisation", "--rejects", rejects)
        #expect(second["new"] as? Int == 1)
        #expect(second["rejects"] as? String == rejects)
        let rest = try self.text(of: rejects)
        #expect(rest.hasPrefix("\u{FEFF}name;type;splot_problem\r\nC;ruin;"))
        // Nothing rejected: the old file stays as it is.
        let good = try self.file("name;type\nD;ngo\n")
        #expect(try await self.json(good, "--kind", "organisation", "--rejects", rejects)["rejects"] is NSNull)
        #expect(try self.text(of: rejects) == rest)
    }

    @Test func anotherFileIsNoPlaceForRejectedRows() async throws {
        let file = try self.file("name;type\nA;castle\nB;ngo\n")
        let other = try self.file("something else")
        let run = try await self.office.run("import", file, "--kind", "organisation", "--rejects", other)
        #expect(run.status == 73)
        #expect(try String(contentsOfFile: other, encoding: .utf8) == "something else")
        let nowhere = self.office.scratch.path("nowhere/rejects.csv")
        #expect(try await self.office.run("import", file, "--kind", "organisation", "--rejects", nowhere).status == 73)
        // Either stopped the import before it wrote.
        #expect(try await self.office.succeed("list", "--kind", "organisation", "--json").lines.isEmpty)
        #expect(try await self.office.run("import", file, "--kind", "organisation", "--rejects", "-").status == 64)
    }

    @Test func aPreviewShowsProblemsAndChangesByRow() async throws {
        try await self.office.succeed("import", try self.file("name;type\nA;ngo\n"), "--kind", "organisation")
        let file = try self.file("name;type;aliases\nA;hospital;x\nB;castle;\nC;;\n")
        let run = try await self.office.run("import", file, "--kind", "organisation", "--dry-run")
        #expect(run.status == 65)
        #expect(run.errors == "")
        #expect(run.lines[1] == "   2  changed  A       aliases, type")
        #expect(run.lines[2] == "   3  invalid  B")
        #expect(run.lines[3].hasPrefix("      type: write one of enterprise, "))
        #expect(run.lines[4] == "   4  new      C")
        // Nobody is looking: the output may end in a mail, so it names the fields and no values.
        #expect(!run.output.contains("→"))
        let outcomes = try #require(
            try await self.json(file, "--kind", "organisation", "--dry-run")["outcomes"] as? [[String: Any]]
        )
        let changes = try #require(outcomes.first?["changes"] as? [[String: Any]])
        #expect(changes.map { $0["field"] as? String } == ["type", "aliases"])
        #expect(changes.map { $0["old"] as? String } == ["ngo", nil])
        #expect(changes.map { $0["new"] as? String } == ["hospital", "x"])
    }

    @Test func manyRowsAreNotAllShown() async throws {
        let rows = (1...150).map { $0 > 140 ? "R\($0);castle" : "R\($0);" }
        let file = try self.file("name;type\n" + rows.joined(separator: "\n"))
        let some = try await self.office.run("import", file, "--kind", "organisation", "--dry-run")
        #expect(some.output.contains("… and 50 more rows (50 new): --all shows them.\n"))
        #expect(some.output.contains(" 151  invalid  R150\n"))
        let all = try await self.office.run("import", file, "--kind", "organisation", "--dry-run", "--all")
        #expect(!all.output.contains("more rows"))
        #expect(all.output.contains(" 130  new      R129\n"))
    }

    @Test func manyComplaintsAreNotAllShown() async throws {
        let rows = (1...120).map { "R\($0);castle" }
        let file = try self.file("name;type\n" + rows.joined(separator: "\n"))
        let some = try await self.office.run("import", file, "--kind", "organisation")
        #expect(some.errors.split(separator: "\n").count == 101)
        #expect(some.errors.hasSuffix("splot: there are 20 more problems: --all shows them\n"))
        let all = try await self.office.run("import", file, "--kind", "organisation", "--all")
        #expect(all.errors.split(separator: "\n").count == 120)
    }

    @Test func recordsThatReferToEachOtherComeInAnyOrder() async throws {
        for (kind, text) in [
            ("event", "title,parent\nPanel,Kongres\nKongres,\n"), ("partner", "name,via\nA,\nA,B\n"),
            ("offer", "title,components\nPakiet,Nocleg\nNocleg,\n"),
        ] {
            let file = try self.file(text)
            #expect(try await self.json(file, "--kind", kind)["invalid"] as? Int == 0, "\(kind)")
            #expect(try await self.json(file, "--kind", kind)["entries"] as? Int == 0, "\(kind)")
        }
    }

    @Test func visibilityIsComparedLikeAField() async throws {
        let file = try self.file("name,visibility\nA,public\n")
        #expect(try await self.json(file, "--kind", "organisation")["new"] as? Int == 1)
        #expect(try await self.json(file, "--kind", "organisation")["unchanged"] as? Int == 1)
    }

    @Test func aWorkbookIsRefused() async throws {
        let file = try self.office.scratch.file(bytes: [0x50, 0x4B, 0x03, 0x04, 0x00])
        let run = try await self.office.run("import", file, "--kind", "organisation")
        #expect(run.status == 65)
        #expect(run.errors.contains("CSV UTF-8"))
    }
}
