import SplotDirectory
import Testing

/// What a change may not make of a record.
struct RecordRulesTests {
    private func problems(_ before: DirectoryRecord?, _ after: DirectoryRecord) -> [String] {
        RecordRules.problems(before: before, after: after, schema: .standard).map { "\($0.path) \($0.code.rawValue)" }
    }

    @Test func aCertificateBeforeADecisionIsRefused() throws {
        let declared = try MembershipTests.member("declared 2014")
        let certified = try declared.adding("steps+=step: certified; date: 2015")
        #expect(self.problems(declared, certified) == ["steps contradiction"])
        let accepted = try certified.adding("steps+=step: accepted; date: 2014-12")
        #expect(self.problems(declared, accepted).isEmpty)
        #expect(self.problems(nil, try MembershipTests.member("certified 2015")) == ["steps contradiction"])
    }

    @Test func whatCameWrongFromElsewhereDoesNotStopOtherChanges() throws {
        let wrong = try MembershipTests.member("certified 2015")
        #expect(RecordRules.flags(of: wrong, schema: .standard).map(\.path) == ["steps"])
        #expect(self.problems(wrong, try wrong.adding("voting=yes")).isEmpty)
        let worse = try wrong.adding("kind=honorary", "voting=yes")
        #expect(self.problems(wrong, worse) == ["voting contradiction"])
        #expect(RecordRules.flags(of: worse, schema: .standard).map(\.path) == ["steps", "voting"])
        #expect(self.problems(worse, try worse.adding("steps+=step: accepted; date: 2014", "voting=no")).isEmpty)
    }

    @Test func aSourceIsSetOnce() throws {
        let figure = try DirectoryRecord.make(1, "figure", "label=members", "value=184")
        let stated = try figure.adding("source=Annual report")
        #expect(self.problems(figure, stated).isEmpty)
        #expect(self.problems(stated, try stated.adding("value=185")).isEmpty)
        #expect(self.problems(stated, try stated.adding("source=Another report")) == ["source setOnce"])
        #expect(self.problems(stated, figure) == ["source setOnce"])
        let problem = RecordRules.problems(before: stated, after: figure, schema: .standard).first
        #expect(problem?.message.contains("supersedes") == true)
    }

    @Test func aSecondNumberOfOneSchemeIsRefused() throws {
        let one = try DirectoryRecord.make(1, "organisation", "identifiers=NIP:8567346215")
        let two = try one.adding("identifiers+=NIP:0000000017")
        #expect(self.problems(one, two) == ["identifiers contradiction"])
        let message = RecordRules.problems(before: one, after: two, schema: .standard).first?.message ?? ""
        #expect(message.contains("NIP") && message.contains("same edit") && !message.contains("0000000017"))
        // Merged so, it can be corrected, and other things can be written meanwhile.
        #expect(self.problems(two, one).isEmpty)
        #expect(self.problems(two, try two.adding("identifiers+=KRS:0000000017", "website=https://a.example")).isEmpty)
        #expect(RecordRules.flags(of: two, schema: .standard).map(\.path) == ["identifiers"])
        let replaced = try DirectoryRecord.make(1, "organisation", "identifiers=NIP:0000000017")
        #expect(self.problems(one, replaced).isEmpty)
    }

    @Test(arguments: [
        ("2015-02-10", "2015-02-09", false), ("2015-02-10", "2015-02-10", true), ("2015-02-10", "2015", true),
        ("2015-02-10", "2014", false), ("2015-02-10T10:00+01:00", "2015-02-10", true),
        ("2015-02-10T10:00+01:00", "2015-02-10T09:59+01:00", false),
        ("2015-02-10T10:00+01:00", "2015-02-10T09:30Z", true),
        ("2015-03-01T00:30+01:00", "2015-02-28T23:29Z", false),
        ("2016-03-01T00:30+01:00", "2016-02-29T23:31Z", true),
    ])
    func anEventDoesNotEndBeforeItStarts(start: String, end: String, isRight: Bool) throws {
        let event = try DirectoryRecord.make(1, "event", "title=Kongres", "start=\(start)")
        let ended = try event.adding("end=\(end)")
        #expect(self.problems(event, ended) == (isRight ? [] : ["end contradiction"]))
        #expect(self.problems(ended, try ended.adding("place=Toruń")).isEmpty)
    }

    @Test func aPeriodFromElsewhereThatEndsBeforeItStartsIsFlagged() throws {
        var project = try DirectoryRecord.make(1, "project", "title=Projekt", "period=2015/2020")
        #expect(RecordRules.flags(of: project, schema: .standard).isEmpty)
        project.fields["period"] = .single(.text("2020/2015"))
        #expect(RecordRules.flags(of: project, schema: .standard).map(\.path) == ["period"])
        var cluster = DirectoryRecord(id: RecordUUID(number: 1), kind: "cluster")
        cluster.fields["recognition"] = .set([.structure(["status": .text("x"), "period": .text("2020/2015")])])
        #expect(RecordRules.flags(of: cluster, schema: .standard).map(\.path) == ["recognition"])
    }

    @Test func kindsOfNewerVersionsAreLeftAlone() {
        let record = DirectoryRecord(id: RecordUUID(number: 1), kind: "voyage", fields: ["end": .single(.text("2015"))])
        #expect(RecordRules.flags(of: record, schema: .standard).isEmpty)
    }
}
