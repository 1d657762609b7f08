import SplotDirectory
import SplotTesting
import Testing

/// The way into a cluster and out of it.
struct MembershipTests {
    /// `accepted 2015-02-23, left 2016` as a member's record.
    static func member(_ steps: String, _ fields: String...) throws -> DirectoryRecord {
        let written = steps.split(separator: ",")
            .map { step in
                let words = step.split(separator: " ")
                return "steps=step: \(words[0])" + (words.count > 1 ? "; date: \(words[1])" : "")
            }
        return try DirectoryRecord.make(1, "member", written + fields)
    }

    @Test(
        arguments: [
            ("", "unknown", nil, true),
            ("declared 2015", "declared", "2015", false),
            ("accepted 2015-02-23, declared 2015", "accepted", "2015-02-23", true),
            ("accepted, declared, certified", "certified", nil, true),
            ("certified 2015-02-23, accepted 2015-02-23", "certified", "2015-02-23", true),
            ("declared 2014, rejected 2015-03", "rejected", "2015-03", false),
            ("rejected 2014, accepted 2015", "accepted", "2015", true),
            ("accepted 2014, suspended 2015", "suspended", "2015", false),
            ("accepted 2014, suspended 2015, accepted 2016", "accepted", "2016", true),
            ("accepted 2014, suspended 2015, declared 2016", "suspended", "2015", false),
            ("accepted 2014, left 2016", "left", "2016", false),
            ("accepted 2014, left 2016, declared 2018", "declared", "2018", false),
            ("accepted 2018, declared 2018, left 2016, accepted 2014", "accepted", "2018", true),
            ("accepted 2014, declared 2017", "accepted", "2014", true),
            ("left 2015, accepted 2015-06-01", "left", "2015", false),
            ("certified 2015", "certified", "2015", false),
        ] as [(String, String, String?, Bool)]
    )
    func theStateFollowsFromTheSteps(steps: String, state: String, since: String?, hasVote: Bool) throws {
        let membership = Membership(try Self.member(steps))
        #expect(membership.state.rawValue == state)
        #expect(membership.since?.description == since)
        #expect(membership.hasVote == hasVote)
    }

    @Test func honoraryMembersNeverHaveAVote() throws {
        #expect(!Membership(try Self.member("accepted 2015", "kind=honorary")).hasVote)
        let contradicting = Membership(try Self.member("accepted 2015", "kind=honorary", "voting=yes"))
        #expect(!contradicting.hasVote)
        #expect(contradicting.faults.map(\.code) == [.honoraryVote])
        #expect(contradicting.faults.first?.field == "voting")
        #expect(Membership(try Self.member("accepted 2015", "kind=honorary", "voting=no")).faults.isEmpty)
        // Toruń and Inowrocław are both cities: the membership decides.
        #expect(Membership(try Self.member("", "kind=full")).hasVote)
        #expect(!Membership(try Self.member("accepted 2015", "kind=full", "voting=no")).hasVote)
    }

    @Test(
        arguments: [
            ("certified 2015", [.certifiedWithoutAcceptance]),
            ("certified 2015-01, accepted 2015-02", [.certifiedWithoutAcceptance]),
            ("declared 2014, certified 2015", [.certifiedWithoutAcceptance]),
            ("rejected 2014, certified 2015", [.certifiedAfterRejection]),
            ("accepted 2013, rejected 2014, certified 2015", [.certifiedAfterRejection]),
            ("rejected 2015-02-23, certified 2015-02-23", [.certifiedAfterRejection]),
            ("declared 2015, suspended 2016", [.endedBeforeAcceptance]),
            ("left 2014, accepted 2015", [.endedBeforeAcceptance, .stepAfterLeaving]),
            ("accepted 2014, left 2016, certified 2017", [.stepAfterLeaving]),
            ("accepted 2014, left 2016, accepted 2018, certified 2019", [.stepAfterLeaving]),
            ("accepted 2014, left 2016, left 2017", [.stepAfterLeaving]),
            ("accepted 2014, left 2016, declared 2018, certified 2019", [.certifiedWithoutAcceptance]),
            ("accepted 2015-02-23, rejected 2015-02-23", [.acceptedAndRejected]),
        ] as [(String, [MembershipFault.Code])]
    )
    func whatCannotBeIsFlagged(steps: String, codes: [MembershipFault.Code]) throws {
        let faults = Membership(try Self.member(steps)).faults
        #expect(faults.map(\.code) == codes)
        #expect(faults.allSatisfy { $0.field == "steps" && $0.description.contains($0.code.rule) })
    }

    @Test(arguments: [
        "", "declared 2015", "accepted 2015", "left 2016", "suspended 2015, left 2016",
        "accepted 2015, certified 2015-02-23", "certified 2015-02-23, accepted", "certified 2015, accepted 2015-06",
        "accepted 2015-02-23, certified 2015-02-23", "accepted 2015, rejected 2015", "accepted, rejected, certified",
        "rejected 2015, certified 2015-02-23, accepted 2015",
        "accepted 2014, left 2016, declared 2018, accepted 2018, certified 2018",
        "accepted 2014, left 2016, declared, accepted 2018", "accepted 2015, suspended 2015-02, left 2015",
        "accepted 2014, suspended 2015, accepted 2016, left 2017", "left 2016, accepted 2016, declared 2016",
        "accepted 2014, left 2016-05-01, declared 2016-05-01, accepted 2016-05-02",
    ])
    func whatMayBeIsNotFlagged(steps: String) throws {
        #expect(Membership(try Self.member(steps)).faults.isEmpty)
    }

    @Test func theDayDecidesWhichStepsCount() throws {
        let member = try Self.member(
            "declared 2014-12, accepted 2015-02-23, left 2016, declared 2018, accepted 2018-03"
        )
        let states = try ["2014-11", "2014", "2015-02-22", "2015-02-23", "2015", "2016-01-01", "2018-02", "2019"]
            .map { day in
                let date: PartialDate = try #require(PartialDate(day))
                let membership = Membership(member, on: date)
                return membership.isCurrent ? membership.state.rawValue : "-" + membership.state.rawValue
            }
        #expect(
            states == ["-unknown", "-declared", "-declared", "accepted", "accepted", "-left", "-declared", "accepted"]
        )
    }

    @Test func unknownStepsAndManyStepsDoNoHarm() throws {
        var record = try Self.member("accepted 2015")
        record.fields["steps"] = .set([
            .structure(["step": .text("knighted")]), .text("accepted"), .opaque([1]),
            .structure(["step": .text("accepted"), "date": .text("some day")]),
        ])
        #expect(Membership(record).steps == [MembershipStep(.accepted)])
        record.fields["steps"] = .set(
            (1...5_000).map { .structure(["step": .text("left"), "date": .text("\(1_000 + $0)")]) }
        )
        #expect(Membership(record).steps.count == Membership.stepLimit)
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func theOrderOfWritingDoesNotMatter(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let dates = ["", " 2015", " 2015-02", " 2015-02-23", " 2015-02-24", " 2016", " 2017-01-01"]
        let kinds = MembershipStep.Kind.allCases.map(\.rawValue)
        let steps = (0..<Int.random(in: 1...6, using: &chance))
            .map { _ in
                (kinds.randomElement(using: &chance) ?? "") + (dates.randomElement(using: &chance) ?? "")
            }
        let first = Membership(try Self.member(steps.joined(separator: ",")))
        let second = Membership(try Self.member(steps.shuffled(using: &chance).joined(separator: ",")))
        #expect(first == second, "seed \(seed): \(steps)")
        #expect(!first.hasVote || [.accepted, .certified, .unknown].contains(first.state))
        for (index, step) in first.steps.enumerated() {
            for later in first.steps[(index + 1)...] {
                guard let date = step.date, let other = later.date else { continue }
                #expect(!other.isCertainlyBefore(date), "seed \(seed): \(first.steps)")
            }
        }
    }
}
