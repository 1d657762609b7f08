import SplotLog
import SplotMerge
import SplotSync
import SplotTesting
import Testing

/// Ten thousand logs cost no more than those that changed.
struct ManyLogsTests {
    /// How many clusters, and how many logs each of them has.
    static let shapes = [(20, 500), (10_000, 1)]

    @Test(arguments: shapes)
    func nothingNewIsSaidInAHundredBytes(clusterCount: Int, logCount: Int) async throws {
        let (first, second) = try await self.acquainted(clusterCount, logCount)
        let (here, there) = await sync(first, second)
        for report in [here, there] {
            #expect(report.outcome == .completed)
            #expect(report.roundTrips == 1)
            #expect(report.bytesSent <= 130)
        }
    }

    @Test(arguments: shapes)
    func oneLogThatChangedCostsWhatOneLogCosts(clusterCount: Int, logCount: Int) async throws {
        let (first, second) = try await self.acquainted(clusterCount, logCount)
        let name = try #require(await first.paper.clusters.values.compactMap(\.logs.keys.first).min())
        await first.change { $0.set(name, to: .held(size: 6, branch: 0)) }
        let (here, there) = await sync(first, second)
        #expect(here.outcome == .completed)
        #expect(here.roundTrips == 2)
        #expect(here.entriesSent == 1)
        #expect(there.entriesNew == 1)
        #expect(here.bytesSent <= 500)
        #expect(there.bytesSent <= 150)
        let (again, _) = await sync(first, second)
        #expect(again.bytesSent <= 130)
    }

    @Test func tenThousandLogsThatChangedAreListedAndPushedInReasonableTime() async throws {
        let (first, second) = try await self.acquainted(20, 500)
        await first.change { paper in
            for id in paper.clusters.keys {
                for log in (paper.clusters[id]?.logs ?? [:]).keys {
                    paper.clusters[id]?.logs[log] = .held(size: 6, branch: 0)
                }
            }
        }
        let (here, there) = await sync(first, second)
        #expect(here.outcome == .completed)
        #expect(here.entriesSent == 10_000)
        #expect(there.entriesNew == 10_000)
        let (again, _) = await sync(first, second)
        #expect(again.bytesSent <= 130)
    }

    /// Two nodes that hold the same, and have found so.
    private func acquainted(_ clusterCount: Int, _ logCount: Int) async throws -> (PaperReplica, PaperReplica) {
        let names = Paper.names(clusterCount: clusterCount, logCount: logCount)
        let (near, far) = Paper.pair(names, holding: .held(size: 5, branch: 0))
        let (first, second) = (PaperReplica(near), PaperReplica(far))
        let (here, there) = await sync(first, second)
        #expect(here.outcome == .completed)
        #expect(there.outcome == .completed)
        #expect(here.bytesSent > 1_000_000)
        return (first, second)
    }
}
