import SplotLog
import SplotMerge
import SplotSync
import SplotTesting
import Testing

/// The session by itself: each event in each state, and what is to be done next.
struct SessionTests {
    @Test(arguments: Stage.allCases, FrameType.allCases)
    func aFrameThatMayNotStandHereEndsTheSession(stage: Stage, type: FrameType) async throws {
        guard !stage.allowed.contains(type), type != .goodbye else { return }
        let script = try await Script()
        var session = try script.session(at: stage)
        #expect(session.received(try script.frame(type).raw) == .read)
        let reason = "a \(type) frame came where none may stand"
        guard case .endedHere(let goodbye) = session.report.outcome else {
            Issue.record("\(session.report.outcome)")
            return
        }
        #expect(goodbye == Goodbye(.unexpectedFrame, reason))
        #expect(session.nextStep() == .send(.goodbye(goodbye)))
        #expect(session.nextStep() == .finish)
        // What still arrives is thrown away, well-formed or not, until the peer has noticed.
        #expect(session.received(try script.frame(.entries).raw) == .read)
        #expect(session.received(RawFrame(type: 0x0d, body: [])) == .read)
        #expect(session.received(RawFrame(.goodbye, [0xff])) == .finish)
        let isOver = session.isOver
        #expect(isOver)
        #expect(session.report.outcome == .endedHere(goodbye))
    }

    @Test(arguments: Stage.allCases)
    func aFrameThatMayStandHereDoesNotEndTheSession(stage: Stage) async throws {
        let script = try await Script()
        for type in stage.allowed {
            // After a batch another log or another part of the same one may come; the script has only one of each.
            if stage == .afterBatch, type == .log || type == .entries { continue }
            if stage == .batch, type == .entries { continue }
            if stage == .betweenBatches, type == .log { continue }
            // Statements may come where the two sides hold different ones.
            var session = try script.session(at: stage, statementCount: type == .statements ? 1 : 2)
            _ = session.received(try script.frame(type).raw)
            #expect(session.report.outcome == .cut, "\(stage) \(type)")
        }
    }

    @Test(arguments: Stage.allCases)
    func aRefusalIsHeardInEveryState(stage: Stage) async throws {
        let script = try await Script()
        var session = try script.session(at: stage)
        let goodbye = Goodbye(.notTrusted, "no")
        #expect(session.received(Frame.goodbye(goodbye).raw) == .finish)
        #expect(session.report.outcome == .endedByPeer(goodbye))
        #expect(session.nextStep() == .send(.goodbye(Goodbye(.ok))))
        #expect(session.nextStep() == .finish)
        let isOver = session.isOver
        #expect(isOver)
    }

    @Test(arguments: Stage.allCases)
    func aPeerThatLeavesEarlyHasNotCompleted(stage: Stage) async throws {
        let script = try await Script()
        // Between two rounds nothing is under way.
        let expected = stage == .resting ? SyncReport.Outcome.completed : .cut
        var leaving = try script.session(at: stage)
        #expect(leaving.received(Frame.goodbye(Goodbye(.ok)).raw) == .finish)
        #expect(leaving.report.outcome == expected)
        let answer = stage == .resting ? Goodbye(.ok) : Goodbye(.unexpectedFrame, "too early")
        #expect(leaving.nextStep() == .send(.goodbye(answer)))
        var broken = try script.session(at: stage)
        #expect(broken.streamEnded() == .finish)
        #expect(broken.report.outcome == expected)
        #expect(broken.nextStep() == .finish)
    }

    @Test(arguments: Stage.allCases)
    func framesOfUnknownTypesThatMayBePassedOverAre(stage: Stage) async throws {
        let script = try await Script()
        var session = try script.session(at: stage)
        #expect(session.received(RawFrame(type: 0xff, body: [1])) == .read)
        #expect(session.report.outcome == .cut)
    }

    @Test func aBatchIsStoredAtItsCheckpointAndDoneAnswered() async throws {
        let script = try await Script()
        var session = try script.session(at: .batch)
        #expect(session.received(try script.frame(.checkpoint).raw) == .store(script.batch))
        #expect(session.storedBatch(script.batch, new: 10) == .read)
        // Nothing to push: done at once.
        #expect(session.nextStep() == .send(.done(again: false)))
        #expect(session.nextStep() == .wait)
        #expect(session.received(Frame.done(again: false).raw) == .read)
        let agreed = script.frontier(script.logs)
        let memory = PeerMemory(offer: script.inventory().offer(with: agreed), agreed: agreed)
        #expect(session.nextStep() == .remember(memory, of: script.peer))
        #expect(session.roundCount == 0)
        session.remembered()
        #expect(session.roundCount == 1)
        #expect(session.nextStep() == .send(.goodbye(Goodbye(.ok))))
        #expect(session.received(Frame.goodbye(Goodbye(.ok)).raw) == .finish)
        #expect(session.report.outcome == .completed)
        #expect(session.report.entriesReceived == 10)
        let isOver = session.isOver
        #expect(isOver)
    }

    @Test func theOpeningForAKnownPeerFollowsTheHelloAtOnce() async throws {
        let script = try await Script()
        var session = Session(peerKey: script.peer.key, cluster: script.local.cluster, known: script.peer)
        #expect(session.nextStep() == .send(.hello(Hello(cluster: script.local.cluster))))
        #expect(session.nextStep() == .takeInventory(script.peer))
        session.took(script.inventory(script.logs, memory: script.memory))
        let changes = [Holding(cluster: script.remote.cluster, chain: nil, logs: script.logs)]
        let digest = script.frontier(script.logs).digest
        let opening = Opening(base: script.memory.agreed.digest, digest: digest, changes: changes)
        #expect(session.nextStep() == .send(.opening(opening)))
        #expect(session.nextStep() == .wait)
    }

    @Test func nothingThatChangedAndNobodyToRememberAreSaidInAFewBytes() async throws {
        let script = try await Script()
        for (memory, base) in [(script.memory, script.memory.agreed.digest), (nil, nil)] {
            var session = Session(peerKey: script.peer.key, cluster: script.local.cluster, known: script.peer)
            _ = session.nextStep()
            _ = session.nextStep()
            session.took(script.inventory(memory: memory))
            #expect(session.nextStep() == .send(.opening(Opening(base: base))))
        }
    }

    @Test func nothingIsSentToAPeerBeforeItIsAccepted() async throws {
        let script = try await Script()
        var session = try script.session(at: .hello)
        #expect(session.nextStep() == .wait)
        #expect(session.received(try script.frame(.hello).raw) == .judge(.claim(script.remote.cluster)))
        #expect(session.nextStep() == .wait)
        #expect(session.judged(.notTrusted) == .read)
        guard case .send(.goodbye(let goodbye)) = session.nextStep() else {
            Issue.record("no goodbye")
            return
        }
        #expect(goodbye.code == .notTrusted)
    }

    @Test func whatThePeerListsAndDoesNotSendIsReported() async throws {
        let script = try await Script()
        // Listed and never begun; begun and not gone on with; gone on with to the end.
        for (stage, expected) in [
            (Stage.statements, [script.remote.log]), (.betweenBatches, [script.remote.log]), (.afterBatch, []),
        ] {
            var session = try script.session(at: stage)
            #expect(session.report.notReceived.isEmpty)
            _ = session.received(try script.frame(.done).raw)
            #expect(session.report.notReceived == expected, "\(stage)")
        }
        // A cluster that was withheld: here 10 are held, the peer says that it has 12, and may not send them.
        let longer = Listing(id: script.remote.log, standing: .held(size: 12, root: TreeHash.empty))
        for logs in [[longer], script.logs, []] {
            var session = try script.session(at: .resume)
            _ = session.received(Frame.resume([script.holding(logs)], isLast: true).raw)
            _ = session.received(try script.frame(.done).raw)
            #expect(session.report.notReceived.isEmpty)
        }
    }

    @Test func aLogOfAClusterThatOnlyThePeerListsIsNotMissed() async throws {
        let script = try await Script()
        let other = try FakeReplica(name: "other.example", seed: 9)
        let listed = Holding(
            cluster: other.cluster,
            chain: ChainHead(count: 2, last: other.chain.last.hash),
            logs: [Listing(id: other.log, standing: .held(size: 1, root: TreeHash.empty))]
        )
        var session = try script.session(at: .holdings)
        let holdings = [script.holding(script.logs), listed].sorted { $0.cluster < $1.cluster }
        _ = session.received(Frame.holdings(holdings, isLast: true).raw)
        _ = session.received(try script.frame(.done).raw)
        #expect(session.report.notReceived == [script.remote.log])
    }

    @Test(arguments: [false, true])
    func aKeyThatTwoClustersAdmitEndsTheSessionBeforeAnythingIsPushed(isInventoryTaken: Bool) async throws {
        let script = try await Script()
        let thief = Peer(cluster: script.local.cluster, key: script.peer.key)
        var session = Session(peerKey: thief.key, cluster: script.local.cluster, known: thief)
        _ = session.nextStep()
        if isInventoryTaken {
            #expect(session.nextStep() == .takeInventory(thief))
            session.took(script.inventory(script.logs))
            #expect(session.nextStep() == .send(.opening(Opening(base: nil))))
        }
        _ = session.received(try script.frame(.hello).raw)
        #expect(session.judged(.accepted(script.peer)) == .read)
        let goodbye = Goodbye(.notAdmitted, "the node key is admitted by more than one cluster")
        #expect(session.report.outcome == .endedHere(goodbye))
        #expect(session.report.cluster == nil)
        #expect(session.nextStep() == .send(.goodbye(goodbye)))
        #expect(session.nextStep() == .finish)
    }

    @Test func versionZeroDoesNotExistAndNewerOnesAreSpokenWith() async throws {
        let script = try await Script()
        var hello = Hello(version: 0, cluster: script.remote.cluster)
        var session = try script.session(at: .hello)
        #expect(session.received(Frame.hello(hello).raw) == .read)
        guard case .endedHere(let goodbye) = session.report.outcome else {
            Issue.record("version 0 was accepted")
            return
        }
        #expect(goodbye.code == .unsupportedVersion)
        hello.version = 2
        var newer = try script.session(at: .hello)
        guard case .judge = newer.received(Frame.hello(hello).raw) else {
            Issue.record("version 2 was refused")
            return
        }
    }

    @Test func entriesThatDoNotFitAreRefusedByName() async throws {
        let script = try await Script()
        let other = try FakeReplica(name: "other.example", seed: 9)
        let checkpoint = SentCheckpoint(size: 9, root: TreeHash.empty, signature: Array(repeating: 0, count: 64))
        let elsewhere = Holding(cluster: other.cluster, chain: script.chain(), logs: [])
        var evidence = script.evidence
        evidence.cluster = other.cluster
        let cases: [(Stage, Frame, GoodbyeCode, String)] = [
            (.statements, .log(other.log, start: 0), .badData, "not listed"),
            (.statements, .log(script.remote.log, start: 1), .badData, "goes on at 1"),
            (.afterBatch, .log(script.remote.log, start: 0), .unexpectedFrame, "twice"),
            (.batch, .entries(count: 1, run: [1]), .badData, "must be the last"),
            (.batch, .checkpoint(checkpoint), .badData, "another size than the 10"),
            (.afterBatch, .entries(count: 247, run: [1]), .badData, "crosses a multiple"),
            (.statements, .statements(other.cluster, from: 0, other.chain.statements), .badData, "hold the same"),
            (
                .statements, .statements(script.remote.cluster, from: 0, other.chain.statements), .badData,
                "another cluster"
            ),
            (
                .statements, .statements(script.remote.cluster, from: 1, script.remote.chain.statements), .badData,
                "out of order"
            ),
            (.resume, .resume([], isLast: true), .unexpectedFrame, "withheld"),
            (.resume, .resume([elsewhere], isLast: true), .unexpectedFrame, "withheld"),
            (.statements, .fork(evidence), .badData, "do not exchange"),
            (.betweenBatches, .fork(evidence), .badData, "do not exchange"),
        ]
        for (stage, frame, code, words) in cases {
            // Only where the two sides hold different statements of the peer's cluster may any come.
            var session = try script.session(at: stage, statementCount: words == "hold the same" ? 2 : 1)
            #expect(session.received(frame.raw) == .read)
            guard case .endedHere(let goodbye) = session.report.outcome else {
                Issue.record("\(frame.type) in \(stage) was accepted")
                continue
            }
            #expect(goodbye.code == code)
            #expect(goodbye.reason.contains(words), "\(goodbye.reason)")
        }
    }

    @Test func aBatchHasAtMost4096EntriesAnd24MiB() async throws {
        let script = try await Script()
        var session = try script.session(at: .betweenBatches)
        for _ in 0..<16 { _ = session.received(Frame.entries(count: 256, run: [1]).raw) }
        #expect(session.report.outcome == .cut)
        _ = session.received(Frame.entries(count: 1, run: [1]).raw)
        #expect(session.report.outcome == .endedHere(Goodbye(.limitExceeded, "a batch has more than 4096 entries")))
        var large = try script.session(at: .betweenBatches)
        let run = [UInt8](repeating: 0, count: 8 * 1_024 * 1_024)
        for _ in 0..<3 { _ = large.received(Frame.entries(count: 256, run: run).raw) }
        #expect(large.report.outcome == .cut)
        _ = large.received(Frame.entries(count: 256, run: [1]).raw)
        #expect(large.report.outcome == .endedHere(Goodbye(.limitExceeded, "a batch is larger than 25165824 bytes")))
    }
}
