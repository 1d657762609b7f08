import SplotLog
import SplotMerge
import SplotSync
import SplotTesting
import Testing

/// Listings that do not fit one frame.
struct ListingTests {
    private func clusters(_ count: Int) -> [ClusterID] {
        (0..<count).map { ClusterID(LeafHash.tagged(0x7c, Array("\($0)".utf8))) }.sorted()
    }

    private func goodbye(_ session: borrowing Session) -> GoodbyeCode? {
        guard case .endedHere(let goodbye) = session.report.outcome else { return nil }
        return goodbye.code
    }

    private func holding(_ cluster: ClusterID, _ logs: [Listing]? = nil) -> Holding {
        Holding(cluster: cluster, chain: ChainHead(count: 1, last: TreeHash.empty), logs: logs)
    }

    @Test func aListingMayComeInParts() async throws {
        let script = try await Script()
        let others = self.clusters(8).map { self.holding($0) }
        let all = (others + [script.holding(script.logs)]).sorted { $0.cluster < $1.cluster }
        var session = try script.session(at: .holdings)
        for holding in all { #expect(session.received(Frame.holdings([holding], isLast: false).raw) == .read) }
        #expect(session.nextStep() == .wait)
        _ = session.received(Frame.holdings([], isLast: true).raw)
        #expect(session.nextStep() == .send(.done(again: false)))
        #expect(session.progress.entriesToReceive == 10)
        _ = session.received(Frame.holdings([], isLast: true).raw)
        #expect(self.goodbye(session) == .unexpectedFrame)
    }

    @Test(arguments: [Stage.holdings, .resume])
    func partsOutOfOrderOrEmptyAreRefused(stage: Stage) async throws {
        let script = try await Script()
        let clusters = self.clusters(2)
        let (low, high) = (self.holding(clusters[0], []), self.holding(clusters[1], []))
        for (parts, code) in [
            ([[high], [low]], GoodbyeCode.malformedFrame), ([[low], [low]], .malformedFrame), ([[]], .malformedFrame),
            ([[low], []], .malformedFrame), ([[low], [high]], nil),
        ] {
            var session = try script.session(at: stage)
            for part in parts {
                let frame = stage == .holdings ? Frame.holdings(part, isLast: false) : .resume(part, isLast: false)
                _ = session.received(frame.raw)
            }
            #expect(self.goodbye(session) == code)
        }
    }

    @Test(arguments: [Stage.holdings, .resume])
    func aSeventeenthPartIsRefused(stage: Stage) async throws {
        let script = try await Script()
        var session = try script.session(at: stage)
        for (number, cluster) in self.clusters(17).enumerated() {
            #expect(self.goodbye(session) == nil, "\(number)")
            let part = [self.holding(cluster, [])]
            let frame = stage == .holdings ? Frame.holdings(part, isLast: false) : .resume(part, isLast: false)
            _ = session.received(frame.raw)
        }
        #expect(session.report.outcome == .endedHere(Goodbye(.limitExceeded, "a listing has more than 16 parts")))
    }

    @Test(arguments: [(1, 0), (20, 500), (10_000, 1), (4_096, 0), (4_097, 0)])
    func whatDoesNotFitAFrameGoesOutInSeveral(clusterCount: Int, logCount: Int) async throws {
        let script = try await Script()
        let clusters = self.clusters(clusterCount)
            .map { id in
                let logs = (0..<logCount)
                    .map { number in
                        Listing(
                            id: LogID(LeafHash.tagged(0x7b, id.hash.bytes + Array("\(number)".utf8))),
                            standing: .held(size: Limits.logSize, root: TreeHash.empty),
                            signature: Paper.signature
                        )
                    }
                return Inventory.Cluster(
                    id: id,
                    chain: ChainHead(count: 10_000, last: TreeHash.empty),
                    isReadable: true,
                    logs: logs
                )
            }
        let inventory = Inventory(clusters: clusters)
        var session = Session(peerKey: script.peer.key, cluster: script.local.cluster, known: script.peer)
        _ = session.nextStep()
        _ = session.nextStep()
        session.took(inventory)
        _ = session.nextStep()
        _ = session.received(try script.frame(.hello).raw)
        _ = session.judged(.accepted(script.peer))
        _ = session.received(try script.frame(.opening).raw)
        var listed: [Holding] = []
        var parts = 0
        while case .send(let frame) = session.nextStep() {
            guard case .holdings(let holdings, let isLast) = frame else {
                Issue.record("\(frame.type)")
                return
            }
            #expect(frame.raw.bytes.count <= FrameLimit.list)
            #expect(try Frame.read(frame.raw) == frame)
            listed += holdings
            parts += 1
            #expect(isLast == (listed.count == clusterCount))
        }
        #expect(parts <= 16)
        #expect(listed == inventory.clusters.map { Holding(cluster: $0.id, chain: $0.chain, logs: $0.logs) })
    }

    @Test func aResumeOfManyLogsGoesOutInSeveralFrames() async throws {
        // Either side holds half of the entries of each of 10,000 logs; one may not know what the other holds.
        let names = Paper.names(clusterCount: 20, logCount: 500)
        var (near, far) = Paper.pair(names, holding: .held(size: 2, branch: 0))
        for id in far.clusters.keys where id != near.cluster && id != far.cluster {
            far.clusters[id]?.isReadable = false
            for log in (far.clusters[id]?.logs ?? [:]).keys { far.clusters[id]?.logs[log] = .held(size: 1, branch: 0) }
        }
        let (here, there) = await sync(PaperReplica(near), PaperReplica(far))
        #expect(here.outcome == .completed)
        #expect(there.outcome == .completed)
        #expect(there.entriesNew == 10_000)
    }
}
