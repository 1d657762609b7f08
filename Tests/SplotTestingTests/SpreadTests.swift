import SplotTesting
import Testing

/// Changes that spread among real nodes (`simulate --spread` lets many more of them spread).
struct SpreadTests {
    @Test func aSyncExchangesBothWaysAndNothingElseHappens() async throws {
        let report = try await Spread(nodes: 4, peers: 1).run(changes: 6, seed: 1)
        #expect(report.failures == [], "\(report)")
        #expect(report.hours.count == 6)
        // Each node calls in each hour, so that nothing takes longer than the unluckiest draws.
        #expect(report.hours.allSatisfy { $0 > 0 && $0 < 20 })
        // Three nodes of four did not write it.
        #expect(report.passingBytes.count == 6 * 3)
    }

    @Test func theSameSeedGivesTheSameHours() async throws {
        let spread = Spread(nodes: 3, peers: 2)
        let first = try await spread.run(changes: 3, seed: 5)
        #expect(try await spread.run(changes: 3, seed: 5).hours == first.hours)
    }
}
