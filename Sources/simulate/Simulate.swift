import ArgumentParser
import Foundation
import SplotTesting

/// Runs many seeds of the simulation, or shows what happens in one.
@main
struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run simulated federations in which everything goes wrong, and check that nothing is lost."
    )

    @Option(help: "How many seeds to run.")
    var seeds = 1_000

    @Option(help: "The first seed.")
    var first: UInt64 = 1

    @Option(help: "Run this seed only, and show all that happens in it.")
    var seed: UInt64?

    @Option(help: "How many things happen before the faults stop.")
    var steps = SimulationConfiguration().steps

    @Option(help: "How many honest nodes there are.")
    var nodes = SimulationConfiguration().nodes

    @Option(help: "How many seeds to run at once.")
    var jobs = 2

    @Option(help: "Let changes spread among so many nodes instead, without faults, and count the hours it takes.")
    var spread: Int?

    @Option(help: "With --spread: how many random peers each node calls an hour.")
    var peers = 2

    @Option(help: "With --spread: how many changes spread, one after another.")
    var changes = 100

    func validate() throws {
        guard self.seeds > 0, self.jobs > 0, self.steps >= 0 else {
            throw ValidationError("give numbers greater than 0")
        }
        guard (2...16).contains(self.nodes) else { throw ValidationError("a federation has 2 to 16 honest nodes") }
        guard let spread = self.spread else { return }
        guard (2...64).contains(spread) else { throw ValidationError("a change spreads among 2 to 64 nodes") }
        guard self.peers > 0, self.peers < spread, self.changes > 0 else {
            throw ValidationError("a node calls at least 1 of the others an hour, and at least 1 change spreads")
        }
    }

    /// Prints at once, also into a file: what failed is not to be waited for.
    private static func say(_ text: some CustomStringConvertible) {
        FileHandle.standardOutput.write(Data("\(text)\n".utf8))
    }

    private func letSpread(among nodes: Int) async throws {
        let report = try await Spread(nodes: nodes, peers: self.peers)
            .run(changes: self.changes, seed: self.seed ?? self.first)
        Self.say(report)
        if !report.failures.isEmpty { throw ExitCode.failure }
    }

    func run() async throws {
        if let spread = self.spread { return try await self.letSpread(among: spread) }
        var configuration = SimulationConfiguration()
        configuration.steps = self.steps
        configuration.nodes = self.nodes
        if let seed = self.seed {
            configuration.traceLines = .max
            let report = await Simulation(configuration: configuration).run(seed: seed)
            for line in report.trace { Self.say(line) }
            Self.say(report)
            if !report.failures.isEmpty { throw ExitCode.failure }
            return
        }
        var summary = SimulationSummary()
        let last = self.first + UInt64(self.seeds) - 1
        await withTaskGroup(of: SimulationReport.self) { group in
            var next = self.first
            let simulation = Simulation(configuration: configuration)
            for _ in 0..<self.jobs where next <= last {
                group.addTask { [next] in await simulation.run(seed: next) }
                next += 1
            }
            for await report in group {
                summary.add(report)
                if !report.failures.isEmpty { Self.say(report) }
                if summary.runs.isMultiple(of: 500) { Self.say("\(summary.runs) of \(self.seeds) seeds") }
                guard next <= last else { continue }
                group.addTask { [next] in await simulation.run(seed: next) }
                next += 1
            }
        }
        Self.say(summary)
        if !summary.failedSeeds.isEmpty { throw ExitCode.failure }
    }
}
