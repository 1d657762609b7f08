import SplotLog
import SplotMerge
import SplotSync
import SplotTesting
import Testing

/// How two sides come to know each other before the first round.
struct AcquaintanceTests {
    @Test func whoDoesNotKnowThePeersKeyAsksAndOpensWhenItHasTheAnswer() async throws {
        let script = try await Script()
        var session = try script.session(at: .hello)
        _ = session.received(try script.frame(.hello).raw)
        #expect(session.judged(.unknown) == .read)
        #expect(session.nextStep() == .send(.ask))
        #expect(session.nextStep() == .wait)
        let statements = script.remote.chain.statements
        #expect(session.received(try script.frame(.statements).raw) == .judge(.statements(statements)))
        #expect(session.judged(.accepted(script.peer)) == .read)
        #expect(session.nextStep() == .takeInventory(script.peer))
    }

    @Test func thePeerIsAcceptedWhileTheAnswerToItsQuestionIsLookedUp() async throws {
        let script = try await Script()
        var session = try script.session(at: .introduction)
        _ = session.received(try script.frame(.ask).raw)
        #expect(session.nextStep() == .loadStatements(script.local.cluster, from: 0))
        _ = session.received(try script.frame(.statements).raw)
        _ = session.judged(.accepted(script.peer))
        session.loaded(script.local.chain.statements)
        let answer = Frame.statements(script.local.cluster, from: 0, script.local.chain.statements)
        #expect(session.nextStep() == .send(answer))
        #expect(session.nextStep() == .takeInventory(script.peer))
    }

    @Test func theAnswerDoesNotHoldUpARoundThatHasBegun() async throws {
        let script = try await Script()
        var session = try script.session(at: .opening)
        _ = session.received(try script.frame(.ask).raw)
        #expect(session.nextStep() == .loadStatements(script.local.cluster, from: 0))
        _ = session.received(try script.frame(.opening).raw)
        session.loaded(script.local.chain.statements)
        let answer = Frame.statements(script.local.cluster, from: 0, script.local.chain.statements)
        #expect(session.nextStep() == .send(answer))
        #expect(session.nextStep() == .send(.holdings([script.holding([])], isLast: true)))
    }

    @Test(arguments: [Stage.introduction, .opening])
    func askingTwiceIsRefused(stage: Stage) async throws {
        let script = try await Script()
        var session = try script.session(at: stage)
        _ = session.received(try script.frame(.ask).raw)
        #expect(session.report.outcome == .cut)
        _ = session.received(try script.frame(.ask).raw)
        let reason = "the statements of this node's cluster may be asked for once, before the first round"
        #expect(session.report.outcome == .endedHere(Goodbye(.unexpectedFrame, reason)))
    }

    @Test func askingBetweenRoundsIsRefused() async throws {
        let script = try await Script()
        var session = try script.session(at: .resting)
        session.begin()
        #expect(session.nextStep() == .takeInventory(script.peer))
        _ = session.received(try script.frame(.ask).raw)
        guard case .endedHere(let goodbye) = session.report.outcome else {
            Issue.record("\(session.report.outcome)")
            return
        }
        #expect(goodbye.code == .unexpectedFrame)
    }

    @Test func anOpeningThatComesBeforeThePeerIsAcceptedIsKeptUntilThen() async throws {
        let script = try await Script()
        var session = try script.session(at: .introduction)
        #expect(session.received(try script.frame(.opening).raw) == .read)
        #expect(session.nextStep() == .wait)
        _ = session.received(try script.frame(.statements).raw)
        _ = session.judged(.accepted(script.peer))
        #expect(session.nextStep() == .takeInventory(script.peer))
        session.took(script.inventory())
        #expect(session.nextStep() == .send(.opening(Opening(base: nil))))
        #expect(session.nextStep() == .send(.holdings([script.holding([])], isLast: true)))
    }

    @Test func aStrangerCanMakeThisSideHoldNoMoreThanOneOpening() async throws {
        let script = try await Script()
        for type in [FrameType.opening, .holdings, .hello] {
            var session = try script.session(at: .introduction)
            _ = session.received(try script.frame(.opening).raw)
            _ = session.received(try script.frame(type).raw)
            let reason = "a \(type) frame came where none may stand"
            #expect(session.report.outcome == .endedHere(Goodbye(.unexpectedFrame, reason)))
        }
    }

    @Test func onlyTheStatementsOfTheClusterInTheHelloAreLookedAt() async throws {
        let script = try await Script()
        let other = try FakeReplica(name: "other.example", seed: 9)
        let statements = script.remote.chain.statements
        for frame in [
            Frame.statements(other.cluster, from: 0, other.chain.statements),
            .statements(script.remote.cluster, from: 0, other.chain.statements),
            .statements(script.remote.cluster, from: 1, Array(statements.dropFirst())),
            .statements(script.remote.cluster, from: 0, []),
        ] {
            var session = try script.session(at: .introduction)
            #expect(session.received(frame.raw) == .read)
            guard case .endedHere(let goodbye) = session.report.outcome else {
                Issue.record("\(session.report.outcome)")
                return
            }
            #expect(goodbye.code == .notAdmitted)
        }
    }

    @Test func aKeyThatTheStatementsDoNotAdmitIsRefused() async throws {
        let script = try await Script()
        for admission in [Admission.unknown, .notAdmitted] {
            var session = try script.session(at: .introduction)
            _ = session.received(try script.frame(.statements).raw)
            _ = session.judged(admission)
            guard case .endedHere(let goodbye) = session.report.outcome else {
                Issue.record("\(session.report.outcome)")
                return
            }
            #expect(goodbye.code == .notAdmitted)
        }
    }

    @Test func aPeerThatIsKeptOutHearsForHowLong() async throws {
        let script = try await Script()
        var session = try script.session(at: .hello)
        _ = session.received(try script.frame(.hello).raw)
        _ = session.judged(.paused(seconds: 119))
        let goodbye = Goodbye(.paused, "this node got bad data from your key and hears it again in 119 seconds")
        #expect(session.nextStep() == .send(.goodbye(goodbye)))
    }

    @Test(arguments: [false, true])
    func oneSideMayKnowTheOthersKeyAndNotTheReverse(isReversed: Bool) async throws {
        let first = try FakeReplica(name: "first.example", seed: 1)
        let second = try FakeReplica(name: "second.example", seed: 2)
        await first.trust(second.chain)
        await second.trust(try StatementChain(founding: first.chain.statements[0]))
        try await first.write(3)
        let (here, there) = isReversed ? await sync(second, first) : await sync(first, second)
        #expect(here.outcome == .completed)
        #expect(there.outcome == .completed)
        #expect(await second.size(of: first.log) == 4)
        #expect(await second.statementCount(of: first.cluster) == 2)
        await expectNothingNew(first, second)
    }
}
