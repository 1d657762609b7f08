import SplotDirectory
import Testing

/// 153 is not 88 % of 184.
struct FigureCheckTests {
    /// Figures of one source about record 100, as `label | value | share | base | date`.
    private static func figures(_ lines: String..., source: String? = "report") throws -> [DirectoryRecord] {
        try lines.enumerated()
            .map { number, line in
                let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmed }
                let names = ["label", "value", "share", "base", "asOf"]
                var fields = ["subject=100"] + zip(names, cells).filter { !$1.isEmpty }.map { "\($0)=\($1)" }
                if let source { fields.append("source=\(source)") }
                return try DirectoryRecord.make(number + 1, "figure", fields)
            }
    }

    private func codes(_ records: [DirectoryRecord]) -> [FigureWarning.Code] {
        FigureCheck(records).warnings.map(\.code)
    }

    @Test func theRealFiguresOfLublinHaveAnotherBase() throws {
        let warnings = FigureCheck(
            try Self.figures(
                "members | 184",
                "members: enterprises | 150 | | 184",
                "members: business support institutions | 13 | | 184",
                "members: higher education and science | 10 | | 184",
                "members: hospitals | 9 | | 184",
                "members: public administration | 2 | | 184",
                "members operating in lubelskie | 153 | 88 % | 184",
                "members operating in Lublin | 117 | 67 % | 184",
                "formal partnership countries | 8 | | 22",
                "events with the cluster office | 200+"
            )
        )
        .warnings
        #expect(warnings.map(\.code) == [.shareDiffers, .shareDiffers])
        #expect(warnings.map(\.figures) == [[RecordUUID(number: 7)], [RecordUUID(number: 8)]])
        #expect(warnings[0].message.contains("153 of 184 is 83.2 %, not 88 % as stated"))
        #expect(warnings[1].message.contains("117 of 184 is 63.6 %, not 67 % as stated"))
        #expect(warnings.allSatisfy { $0.message.contains("a base of 174 would give all 2 such shares") })
    }

    @Test func oneShareAloneFitsSeveralBases() throws {
        // 153 is 88 % of 173 and of 174.
        let warnings = FigureCheck(try Self.figures("members | 153 | 88 % | 184")).warnings
        #expect(warnings.map(\.code) == [.shareDiffers])
        #expect(!warnings[0].message.contains("would give"))
    }

    @Test(arguments: [
        ("875", "88 %", "1000", true), ("885", "88 %", "1000", true), ("874", "88 %", "1000", false),
        ("886", "88 %", "1000", false), ("832", "83.2 %", "1000", true), ("8325", "83.2 %", "10000", true),
        ("8326", "83.2 %", "10000", false), ("153", "83 %", "184", true), ("153", "83,15 %", "184", true),
        ("153", "83.16 %", "184", false), ("0", "0 %", "184", true), ("1", "0 %", "184", false),
        ("153", "> 80 %", "184", true), ("153", ">90 %", "184", false), ("153", "< 90 %", "184", true),
        ("153", "≈ 88 %", "184", true), ("153", "≈ 50 %", "184", false), ("≥100", "88 %", "184", true),
        ("≥170", "88 %", "184", false), ("153", "88 %", "≈ 184", true), ("153", "88 %", "≥200", false),
        ("153", "88 %", "≤174", true), ("153", "0.88", "184", true), ("153 km", "88 %", "184", true),
        ("153", "88 %", "0", true),
        ("12345678901234567890123456789012345678", "88 %", "12345678901234567890123456789012345678", true),
    ])
    func aShareMayBeRoundedButNotMore(value: String, share: String, base: String, isRight: Bool) throws {
        let codes = self.codes(try Self.figures("x | \(value) | \(share) | \(base)"))
        #expect(!codes.contains(.shareDiffers) == isRight)
    }

    @Test func aPartIsNotLargerThanItsWhole() throws {
        #expect(self.codes(try Self.figures("x | 185 | | 184")) == [.valueExceedsBase])
        #expect(self.codes(try Self.figures("x | 184 | | 184", "y | ≥185 | | 184", "z | 185 km | | 184")).isEmpty)
    }

    @Test func oneDayHasOneNumber() throws {
        let differing = try Self.figures("Members | 23 | | | 2015-02-23", "members | 24 | | | 2015-02-23")
        let warnings = FigureCheck(differing).warnings
        #expect(warnings.map(\.code) == [.valuesDiffer])
        #expect(warnings.first?.figures == differing.map(\.id))
        #expect(warnings.first?.message.contains("23 (source: report) and as 24 (source: report)") == true)
        let fine = [
            ("members | 23 | | | 2015-02-23", "members | 24 | | | 2015-02-24"),
            ("members | 23 | | | 2015", "members | 24 | | | 2015"), ("members | 23", "members | 24"),
            ("members | 23 | | | 2015-02-23", "members | ≥20 | | | 2015-02-23"),
            ("members | 23 | | | 2015-02-23", "partners | 24 | | | 2015-02-23"),
        ]
        for (left, right) in fine { #expect(self.codes(try Self.figures(left, right)).isEmpty, "\(left), \(right)") }
    }

    @Test func whatIsSupersededIsLeftOut() throws {
        var figures = try Self.figures("members | 23 | | | 2015-02-23", "members | 24 | | | 2015-02-23")
        figures[1] = try figures[1].adding("supersedes=1")
        #expect(self.codes(figures).isEmpty)
    }

    @Test func thePartsOfOneSourceDoNotExceedItsWhole() throws {
        let parts = ["members: hospitals | 150", "members: offices | 35"]
        #expect(self.codes(try Self.figures("members | 184", parts[0], parts[1])) == [.partsExceedWhole])
        let warning = FigureCheck(try Self.figures("members | 184", parts[0], parts[1])).warnings.first
        #expect(warning?.message.contains("2 parts add up to 185") == true)
        #expect(self.codes(try Self.figures("members | 185", parts[0], parts[1])).isEmpty)
        #expect(self.codes(try Self.figures("members | ≥184", parts[0], parts[1])).isEmpty)
        #expect(self.codes(try Self.figures("members | 150", parts[0], parts[0])).isEmpty)
        let apart =
            try Self.figures("members | 184") + Self.figures("x | 1", parts[0], parts[1], source: "other").dropFirst()
        #expect(self.codes(apart).isEmpty)
    }

    @Test(arguments: ["members", "Number of members", "Członkowie", "liczba członków", "Mitglieder"])
    func theDirectoryIsHeldAgainstAFigureOfMembers(label: String) throws {
        let day = try #require(PartialDate("2026-01-31"))
        let figures = try Self.figures("\(label) | 23 | | | 2015-02-23", "partners | 7")
        func warnings(_ members: Int) -> [FigureWarning] {
            let counts = [RecordUUID(number: 100): FigureCheck.MemberCount(members: members, day: day)]
            return FigureCheck(figures, members: counts).warnings
        }
        #expect(warnings(23).isEmpty)
        #expect(warnings(16).map(\.code) == [.directoryDiffers])
        #expect(warnings(16).first?.isInformation == true)
        let message = warnings(16).first?.message ?? ""
        #expect(message.contains("stated as 23 for 2015-02-23") && message.contains("16 on 2026-01-31"))
    }
}

extension Substring {
    fileprivate var trimmed: String {
        self.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed().map(String.init).joined()
    }
}
