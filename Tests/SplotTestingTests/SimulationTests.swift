import SplotTesting
import Testing

/// Federations in which everything goes wrong (`make simulate` runs many more, and larger ones).
struct SimulationTests {
    /// Small enough for a hundred of them to run while somebody waits.
    private static var small: SimulationConfiguration {
        var configuration = SimulationConfiguration()
        configuration.nodes = 3
        configuration.steps = 40
        configuration.omission = 0.3
        return configuration
    }

    @Test(arguments: [1, 41, 81, 121] as [UInt64])
    func whateverHappensAllShowTheSameInTheEnd(_ first: UInt64) async {
        var summary = SimulationSummary()
        for seed in first..<(first + 40) {
            let report = await Simulation(configuration: Self.small).run(seed: seed)
            if !report.failures.isEmpty { Issue.record("\(report)") }
            summary.add(report)
        }
        // A simulation that does nothing would always succeed.
        #expect(summary.missingFaults == [], "seeds from \(first)")
        #expect(summary.completedSessions > summary.sessions / 2)
    }

    /// Seeds in which something did not hold once; what it was stands beside each.
    @Test(arguments: KeptSeed.all)
    func whatOnceFailedHolds(_ kept: KeptSeed) async {
        var configuration = SimulationConfiguration()
        configuration.nodes = kept.nodes
        configuration.steps = kept.steps
        let report = await Simulation(configuration: configuration).run(seed: kept.seed)
        #expect(report.failures == [], "\(kept.story): \(report)")
    }

    @Test func theSameSeedGivesTheSameRun() async {
        let simulation = Simulation(configuration: Self.small)
        let reports = [await simulation.run(seed: 7), await simulation.run(seed: 7)]
        #expect(reports[0].trace == reports[1].trace)
        #expect(reports[0].traceHash == reports[1].traceHash)
        #expect(await simulation.run(seed: 8).traceHash != reports[0].traceHash)
    }

    @Test func withoutFaultsAllSessionsAreCompleted() async {
        var configuration = Self.small
        configuration.rates = [:]
        configuration.hasLiar = false
        let report = await Simulation(configuration: configuration).run(seed: 1)
        #expect(report.failures == [], "\(report)")
        #expect(report.sessions == report.completedSessions)
        #expect(Set(report.faults.keys).isSubset(of: [.reordering]))
    }

    /// What is broken on purpose is found, and by what the sentence says.
    @Test(
        arguments: [
            (.lostBatch, [:], ["said that it has stored"]),
            (.unverifiedBatch, [.alteredBatch: 0.6], ["verif", "rootMismatch"]),
            (.forgetfulDisk, [.crash: 0.1], ["after it was started again"]),
            (.restoredMark, [.restoredBackup: 0.1], ["different branches"]),
        ] as [(SimulationSabotage, [SimulationFault: Double], [String])]
    )
    func whatIsBrokenOnPurposeIsFound(
        _ sabotage: SimulationSabotage,
        _ rates: [SimulationFault: Double],
        _ sentences: [String]
    ) async {
        var configuration = Self.small
        configuration.rates = rates
        configuration.omission = 0
        configuration.sabotage = sabotage
        for seed in 1...12 as ClosedRange<UInt64> {
            let report = await Simulation(configuration: configuration).run(seed: seed)
            guard let failure = report.failures.first else { continue }
            #expect(sentences.contains { failure.contains($0) }, "\(failure)")
            return
        }
        Issue.record("\(sabotage) was not found in 12 seeds")
    }
}
