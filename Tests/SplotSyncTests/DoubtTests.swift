import SplotLog
import SplotMerge
import SplotSync
import SplotTesting
import Testing

/// A round in which what the peer says does not add up, led by hand: another one follows from all there is, and not for
/// ever.
struct DoubtTests {
    @Test func whatDoesNotAddUpIsPassedOverAndListedNext() async throws {
        let script = try await Script()
        var session = try script.session(at: .passingOver)
        #expect(session.nextStep() == .send(.done(again: true)))
        for type in [FrameType.log, .entries, .checkpoint, .fork] {
            #expect(session.received(try script.frame(type).raw) == .read)
        }
        #expect(session.received(Frame.done(again: false).raw) == .read)
        // Nothing is remembered of it, and what is remembered counts for nothing.
        #expect(session.nextStep() == .takeInventory(script.peer))
        session.took(script.inventory(memory: script.memory))
        #expect(session.nextStep() == .send(.opening(Opening(base: nil))))
        _ = session.received(Frame.opening(Opening(base: script.memory.agreed.digest)).raw)
        #expect(session.nextStep() == .send(.holdings([script.holding([])], isLast: true)))
        _ = session.received(try script.frame(.holdings).raw)
        #expect(session.nextStep() == .send(.done(again: false)))
        #expect(session.report.outcome == .cut)
    }

    @Test func whoIsAskedForAnotherRoundDoesNotRememberThisOne() async throws {
        let script = try await Script()
        var session = try script.session(at: .statements)
        #expect(session.nextStep() == .send(.done(again: false)))
        _ = session.received(Frame.done(again: true).raw)
        #expect(session.nextStep() == .takeInventory(script.peer))
    }

    @Test func aPeerThatNeverHasEnoughIsLeft() async throws {
        let script = try await Script()
        var session = try script.session(at: .opening)
        for round in 1...3 {
            _ = session.received(try script.frame(.opening).raw)
            #expect(session.nextStep() == .send(.holdings([script.holding([])], isLast: true)))
            _ = session.received(try script.frame(.holdings).raw)
            #expect(session.nextStep() == .send(.done(again: false)))
            _ = session.received(Frame.done(again: true).raw)
            if round < 3 {
                #expect(session.nextStep() == .takeInventory(script.peer))
                session.took(script.inventory())
                #expect(session.nextStep() == .send(.opening(Opening(base: nil))))
            }
        }
        let goodbye = Goodbye(.badData, "what the two sides remember of each other does not agree")
        #expect(session.nextStep() == .send(.goodbye(goodbye)))
        #expect(session.report.outcome == .endedHere(goodbye))
    }

    @Test func aPeerThatLeavesInsteadHasNotCompleted() async throws {
        let script = try await Script()
        var session = try script.session(at: .passingOver)
        #expect(session.nextStep() == .send(.done(again: true)))
        _ = session.received(Frame.done(again: false).raw)
        _ = session.received(Frame.goodbye(Goodbye(.ok)).raw)
        #expect(session.report.outcome == .cut)
        #expect(session.nextStep() == .send(.goodbye(Goodbye(.unexpectedFrame, "too early"))))
        #expect(session.nextStep() == .finish)
    }

    @Test func changesOfWhatTheTwoDoNotExchangeAreRefused() async throws {
        let script = try await Script()
        let other = try FakeReplica(name: "other.example", seed: 9)
        for cluster in [other.cluster, script.remote.cluster] {
            var session = try script.session(at: .hello)
            _ = session.received(try script.frame(.hello).raw)
            _ = session.judged(.accepted(script.peer))
            _ = session.nextStep()
            // The logs of the peer's cluster are withheld.
            let frontier = Frontier(clusters: [
                Frontier.Cluster(id: script.remote.cluster, chain: script.chain(), logs: nil)
            ])
            let memory = PeerMemory(offer: script.inventory().offer(with: frontier), agreed: frontier)
            session.took(script.inventory(memory: memory))
            _ = session.nextStep()
            let changes = [Holding(cluster: cluster, chain: nil, logs: script.logs)]
            _ = session.received(
                Frame.opening(Opening(base: frontier.digest, digest: TreeHash.empty, changes: changes)).raw
            )
            let reason = "changes came to what the two sides do not exchange"
            #expect(session.report.outcome == .endedHere(Goodbye(.badData, reason)))
        }
    }

    @Test func aRoundCannotBeginWhileThisSideIsStillSending() async throws {
        let script = try await Script()
        var session = try script.session(at: .afterDone)
        _ = session.received(try script.frame(.opening).raw)
        let reason = "a opening frame came where none may stand"
        #expect(session.report.outcome == .endedHere(Goodbye(.unexpectedFrame, reason)))
    }

    @Test func whatIsRememberedComesBackFromItsBytes() async throws {
        let script = try await Script()
        var frontier = script.frontier(script.logs)
        #expect(Frontier(encoded: frontier.encoded) == frontier)
        #expect(Frontier(encoded: Array(frontier.encoded.dropLast())) == nil)
        #expect(Frontier(encoded: frontier.encoded + [0]) == nil)
        #expect(Frontier(encoded: []) == nil)
        let cluster = Frontier.Cluster(id: ClusterID(TreeHash.empty), chain: script.chain(1), logs: nil)
        frontier = Frontier(clusters: [cluster])
        #expect(Frontier(encoded: frontier.encoded) == frontier)
        let log = Frontier.Log(id: script.remote.log, standing: .forked)
        frontier = Frontier(clusters: [Frontier.Cluster(id: cluster.id, chain: cluster.chain, logs: [log])])
        #expect(Frontier(encoded: frontier.encoded) == frontier)
    }
}
