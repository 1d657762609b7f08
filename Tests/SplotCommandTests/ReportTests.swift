import Foundation
import Testing

struct ReportTests {
    private let office: Office

    init() async throws {
        self.office = try await Office("PIKMED", in: Scratch())
        let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Examples/data")
        for (file, kind) in [("clusters", "cluster"), ("figures", "figure")] {
            try await self.office.succeed("import", examples.appending(path: "\(file).csv").path, "--kind", kind)
        }
        try await self.office.succeed(
            "import",
            examples.appending(path: "members_turystyka_medyczna.csv").path,
            "--kind",
            "member",
            "--set",
            "cluster=Klaster Turystyki Medycznej i Uzdrowiskowej"
        )
    }

    @Test func theRealListIsCounted() async throws {
        let run = try await self.office.succeed("report", "--at", "2026-01-31")
        let lines = run.lines.map { $0.split(separator: " ").joined(separator: " ") }
        let base = "of Klaster Turystyki Medycznej i Uzdrowiskowej on 2026-01-31 (directory of PIKMED)"
        for by in ["type", "region", "cluster"] { #expect(lines.contains("By \(by); base: 16 members \(base)")) }
        // Toruń is an honorary member without a vote; Inowrocław has one.
        #expect(lines.contains("publicAdmin 2 1 12.5 %"), "\(run.output)")
        #expect(lines.contains("Klaster Turystyki Medycznej i Uzdrowiskowej 16 15 100.0 %"))
        #expect(run.output.contains("! figure 'members': stated as 23 for 2015-02-23"))
        #expect(run.output.contains("the directory has 16 on 2026-01-31"))
        #expect(run.output.contains("153 of 184 is 83.2 %, not 88 % as stated"))
        #expect(run.output.contains("a base of 174"))
    }

    @Test func programsReadTheSame() async throws {
        let name = "klaster turystyki medycznej i uzdrowiskowej"
        let run = try await self.office.succeed(
            "report",
            "--cluster",
            name,
            "--by",
            "type",
            "--at",
            "2026-01-31",
            "--json"
        )
        let object = try #require(try run.objects.first)
        #expect(object["asOf"] as? String == "2026-01-31")
        let rows = try #require(object["rows"] as? [[String: Any]])
        #expect(rows.reduce(0) { $0 + ($1["members"] as? Int ?? 0) } == 16)
        #expect(rows.allSatisfy { $0["by"] as? String == "type" && $0["base"] as? Int == 16 })
        let warnings = try #require(object["warnings"] as? [[String: Any]])
        #expect(warnings.map { $0["code"] as? String } == ["directoryDiffers"])

        let csv = try await self.office.succeed("report", "--by", "cluster", "--at", "2026-01-31", "--format", "csv")
        #expect(
            csv.output == """
                cluster,by,group,members,voting,base,share_percent,as_of\r
                Klaster Turystyki Medycznej i Uzdrowiskowej,cluster,Klaster Turystyki Medycznej i Uzdrowiskowej,16,15,16,\
                100.0,2026-01-31\r

                """
        )
        #expect(csv.errors.contains("153 of 184"))
    }

    @Test func acceptanceBeforeItsDayDoesNotCount() async throws {
        let rows = try await self.office.succeed("report", "--by", "type", "--at", "2015-02-22", "--format", "csv")
            .output
        #expect(rows.contains("publicAdmin,1,1,15,6.7,2015-02-22"))
    }

    @Test func namesWithSignsAreQuoted() async throws {
        let cluster = try await self.office.add("cluster", "name=Klaster \"A\", B")
        let organisation = try await self.office.add("organisation", "name=Szpital")
        _ = try await self.office.add("member", "cluster=\(cluster)", "organisation=\(organisation)")
        let rows = try await self.office.succeed("report", "--by", "type", "--cluster", cluster, "--format", "csv")
            .output
        #expect(rows.contains("\n\"Klaster \"\"A\"\", B\",type,unknown,1,1,1,100.0,"))
    }

    @Test func anUnknownClusterEndsWith66() async throws {
        let run = try await self.office.run("report", "--cluster", "Nieznany")
        #expect(run.status == 66)
        #expect(run.errors.contains("splot list --kind cluster"))
    }
}
