import SplotDirectory
import Testing

/// Counting members by type, region and cluster.
struct MemberReportTests {
    private let records: [DirectoryRecord]
    private let day: PartialDate

    init() throws {
        self.day = try #require(PartialDate("2026-01-31"))
        self.records = [
            try .make(1, "cluster", "name=Śląski Klaster"), try .make(2, "cluster", "name=Toruński Klaster"),
            try .make(3, "cluster", "name=Pusty"),
            try .make(11, "organisation", "name=Szpital", "type=hospital", "region=śląskie"),
            try .make(12, "organisation", "name=Firma", "type=enterprise", "region=świętokrzyskie"),
            try .make(13, "organisation", "name=Miasto", "type=publicAdmin", "address.region=śląskie"),
            try .make(14, "organisation", "name=Ktoś"),
            try .make(15, "organisation", "name=Szpital S.A.", "sameAs=11"),
            try .make(21, "member", "cluster=1", "organisation=11"),
            try .make(22, "member", "cluster=1", "organisation=12", "steps=step: left; date: 2020"),
            try .make(23, "member", "cluster=1", "organisation=13", "kind=honorary"),
            try .make(24, "member", "cluster=1", "organisation=14", "steps=step: certified; date: 2015"),
            try .make(25, "member", "cluster=1", "organisation=15"),
            try .make(26, "member", "cluster=2", "organisation=12", "steps=step: accepted; date: 2026-02-01"),
            try .make(27, "member", "cluster=2", "organisation=11", "voting=no"),
        ]
    }

    private func lines(_ report: MemberReport, _ dimension: MemberReport.Dimension) -> [String] {
        report.rows.filter { $0.dimension == dimension }
            .map { row in
                let group = row.group ?? "?"
                return "\(row.cluster.low) \(group) \(row.members) \(row.voting) \(row.base) \(row.share ?? "-")"
            }
    }

    @Test func membersAreCountedOnceAndByWhatTheyAre() {
        let report = MemberReport(self.records, on: self.day)
        #expect(
            self.lines(report, .type) == [
                "1 hospital 1 1 3 33.3", "1 publicAdmin 1 0 3 33.3", "1 ? 1 0 3 33.3", "2 hospital 1 0 1 100.0",
            ]
        )
        #expect(self.lines(report, .region) == ["1 śląskie 2 1 3 66.7", "1 ? 1 0 3 33.3", "2 śląskie 1 0 1 100.0"])
        #expect(self.lines(report, .cluster) == ["1 Śląski Klaster 3 1 4 75.0", "2 Toruński Klaster 1 0 4 25.0"])
        #expect(report.total == 4)
        #expect(report.flags.map(\.member) == [RecordUUID(number: 24)])
    }

    @Test func theDayDecides() throws {
        let earlier = MemberReport(self.records, on: try #require(PartialDate("2019-12-31")))
        #expect(self.lines(earlier, .region).contains("1 świętokrzyskie 1 1 4 25.0"))
        let later = MemberReport(self.records, on: try #require(PartialDate("2026-02-01")))
        #expect(self.lines(later, .type).contains("2 enterprise 1 1 2 50.0"))
    }

    @Test func oneClusterCanBeChosen() {
        let one = MemberReport(self.records, on: self.day, clusters: [RecordUUID(number: 2)])
        #expect(self.lines(one, .cluster) == ["2 Toruński Klaster 1 0 1 100.0"])
        #expect(one.flags.isEmpty)
        let empty = MemberReport(self.records, on: self.day, clusters: [RecordUUID(number: 3)])
        #expect(self.lines(empty, .cluster) == ["3 Pusty 0 0 0 -"])
        #expect(self.lines(empty, .type).isEmpty)
    }

    @Test func regionsStandInTheOrderOfThePolishAlphabet() throws {
        var records = [try DirectoryRecord.make(1, "cluster", "name=K")]
        for (number, region) in Region.voivodeships.enumerated() {
            records.append(try .make(100 + number, "organisation", "name=O", "region=\(region.code)"))
            records.append(try .make(200 + number, "member", "cluster=1", "organisation=\(100 + number)"))
        }
        let rows = MemberReport(records.reversed(), on: self.day).rows.filter { $0.dimension == .region }
        let groups = rows.compactMap(\.group)
        #expect(groups.count == 16)
        #expect(groups == groups.sorted(by: PolishCollation.areInOrder))
        #expect(
            groups[10...] == [
                "pomorskie", "śląskie", "świętokrzyskie", "warmińsko-mazurskie", "wielkopolskie",
                "zachodniopomorskie",
            ]
        )
        // 6.25 %, with halves rounded up.
        #expect(rows.allSatisfy { $0.share == "6.3" })
    }

    @Test func figuresAreHeldAgainstTheCount() throws {
        let figure = try DirectoryRecord.make(
            31,
            "figure",
            "subject=1",
            "label=members",
            "value=23",
            "asOf=2015-02-23"
        )
        let report = MemberReport(self.records + [figure], on: self.day)
        #expect(report.warnings.map(\.code) == [.directoryDiffers])
        let other = MemberReport(self.records + [figure], on: self.day, clusters: [RecordUUID(number: 2)])
        #expect(other.warnings.isEmpty)
    }

    @Test func theOrderOfTheRecordsDoesNotMatter() {
        let report = MemberReport(self.records, on: self.day)
        #expect(MemberReport(self.records.reversed(), on: self.day).rows == report.rows)
    }
}
