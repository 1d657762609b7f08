import Foundation
import SplotLog
import SplotMerge
import SplotNode

/// A federation with its network, its machines and its people, all of it driven by one task and one seed.
final class SimulatedWorld {
    /// What can be scheduled.
    enum Event {
        /// Somebody does something.
        case turn
        /// The reader of a connection's end goes on.
        case read(Int, Int)
        /// The writer of a connection's end goes on.
        case write(Int, Int)
        /// The next bytes arrive at an end.
        case arrive(Int, Int)
        /// An end has waited for too long.
        case timeOut(Int, Int)
        /// An end waits no longer for the other to notice.
        case hangUp(Int, Int)
        /// A process is started again, perhaps on a backup.
        case start(Int, DirectoryImage)
        /// The halves of the network find each other.
        case heal
    }

    let configuration: SimulationConfiguration
    let directory: URL
    let tally = FaultTally()
    /// How likely each fault is in this run.
    let rates: [SimulationFault: Double]

    var chance: SeededGenerator
    var queue = EventQueue<Event>()
    var trace: SimulationTrace
    var report: SimulationReport
    var nodes: [SimulatedNode] = []
    var connections: [Int: SimulatedConnection] = [:]
    var people = SimulatedPeople()
    /// Who trusts whom no more.
    var distrusted: [(node: SimulatedNode, other: SimulatedNode)] = []
    /// How often a node came to hold something else than before.
    var movements = 0

    /// The half of the network that each node is in.
    var halves: [Int]
    /// Whether the faults have stopped.
    var isCalm = false
    var stepsLeft: Int
    private var connectionCount = 0
    private var parcelCount = 0
    /// For each node, the last parcel that arrived there, and on which connection.
    var lastParcels: [(number: Int, connection: Int)]

    init(configuration: SimulationConfiguration, seed: UInt64, directory: URL) {
        self.configuration = configuration
        self.directory = directory
        self.chance = SeededGenerator(seed: seed)
        self.trace = SimulationTrace(capacity: configuration.traceLines)
        self.report = SimulationReport(seed: seed)
        self.stepsLeft = configuration.steps
        var rates = configuration.rates
        for fault in SimulationFault.allCases
        where Double.random(in: 0..<1, using: &self.chance) < configuration.omission {
            rates[fault] = nil
        }
        // A backup from before somebody was trusted keeps a node from writing down that it is, until the end.
        if rates[.restoredBackup] != nil, rates[.distrust] != nil {
            rates[Bool.random(using: &self.chance) ? .distrust : .restoredBackup] = nil
        }
        self.rates = rates
        let count = configuration.nodes + (configuration.hasLiar ? 2 : 0)
        self.halves = Array(repeating: 0, count: count)
        self.lastParcels = Array(repeating: (0, 0), count: count)
    }

    /// Runs everything.
    func run() async -> SimulationReport {
        do {
            try await self.begin()
            self.queue.schedule(.turn, after: 0)
            try await self.runEvents()
            if self.report.failures.isEmpty { try await self.settle() }
        } catch {
            self.fail("the simulation itself failed: \(error)")
        }
        self.report.seconds = Double(self.queue.now) / 1_000
        self.report.faults = self.tally.counts
        self.report.traceHash = self.trace.hash
        self.report.trace = self.trace.lines
        return self.report
    }

    /// Lets events happen until there are no more, or something does not hold.
    func runEvents() async throws {
        while self.report.failures.isEmpty, let event = self.queue.next() {
            self.report.events += 1
            guard self.report.events < 1_000_000 else { return self.fail("the federation does not come to rest") }
            try await self.handle(event)
        }
    }

    private func handle(_ event: Event) async throws {
        switch event {
        case .turn: try await self.takeTurn()
        case .read(let number, let side): try await self.read(number, side)
        case .write(let number, let side): try await self.write(number, side)
        case .arrive(let number, let side): self.arrive(number, side)
        case .timeOut(let number, let side): self.timeOut(number, side)
        case .hangUp(let number, let side): self.hangUp(number, side)
        case .start(let index, let image): try await self.start(self.nodes[index], on: image)
        case .heal: self.heal()
        }
    }

    /// Says what does not hold; the run ends there.
    func fail(_ sentence: String) {
        self.note("FAILED: \(sentence)")
        self.report.failures.append(sentence)
    }

    /// Takes a line into the trace.
    func note(_ line: String) { self.trace.note("\(self.queue.now) \(line)") }

    /// Whether something happens that happens at a rate.
    func happens(_ fault: SimulationFault) -> Bool {
        guard let rate = self.rates[fault], !self.isCalm else { return false }
        return Double.random(in: 0..<1, using: &self.chance) < rate
    }

    func random(_ range: ClosedRange<UInt64>) -> UInt64 { UInt64.random(in: range, using: &self.chance) }

    /// A number that no connection had before.
    func nextConnection() -> Int {
        self.connectionCount += 1
        return self.connectionCount
    }

    /// A number that nothing under way had before.
    func nextParcel() -> Int {
        self.parcelCount += 1
        return self.parcelCount
    }

    /// How the trace calls a log.
    func name(of log: LogID) -> String { self.nodes.first { $0.log == log }?.name ?? "log \(log.hash.hex.prefix(6))" }

    /// The connections, oldest first: a dictionary has no order that repeats.
    var orderedConnections: [SimulatedConnection] { self.connections.values.sorted { $0.number < $1.number } }

    private func begin() async throws {
        let images = try await FoundedFederation.shared.images(
            count: self.configuration.nodes + (self.configuration.hasLiar ? 1 : 0),
            variant: self.report.seed % 3
        )
        for index in self.halves.indices {
            let character: SimulatedNode.Character =
                index < self.configuration.nodes ? .honest : index == self.configuration.nodes ? .liar : .twin
            let seed = self.report.seed &* 1_000 &+ UInt64(index) &* 3
            self.nodes.append(
                SimulatedNode(
                    index: index,
                    character: character,
                    seed: seed,
                    disk: SimulatedDisk(
                        seed: seed &+ 1,
                        rates: self.rates,
                        isForgetful: self.configuration.sabotage == .forgetfulDisk && index == 0,
                        tally: self.tally
                    ),
                    lies: character == .honest
                        ? nil : Lies(seed: seed &+ 2, rates: self.rates, tally: self.tally),
                    directory: self.directory
                )
            )
            // The twin is born when the liar's directory is copied.
            if images.indices.contains(index) { try await self.start(self.nodes[index], on: images[index]) }
        }
    }
}
