import Foundation
import SplotDirectory
import SplotMerge
import SplotNode
import SplotStore
import SplotSync

/// The nodes among which changes spread, and chance.
struct SpreadWorld {
    /// A change on its way.
    private struct Traveller {
        /// The log that it stands in.
        let log: LogID
        /// The size of that log, from the change on.
        let size: UInt64
        /// Who has it by the rule that a sync exchanges both ways.
        var holders: Set<Int>
    }

    /// By then every pair has met often enough to hold the same, or never will.
    private static let mostMeetings = 8
    /// Far more than a change can take.
    private static let mostHours = 1_000

    private let spread: Spread
    private let nodes: [Node]
    private let clock: SteppedWallClock
    private var chance: SeededGenerator

    /// What came of it so far.
    private(set) var report: SpreadReport

    /// Starts the nodes.
    init(_ spread: Spread, seed: UInt64, directory: URL) async throws {
        self.spread = spread
        self.chance = SeededGenerator(seed: seed)
        self.report = SpreadReport(spread, seed: seed)
        let clock = SteppedWallClock()
        self.clock = clock
        var nodes: [Node] = []
        let images = try await FoundedFederation.shared.images(count: spread.nodes, variant: seed % 3)
        for (index, image) in images.enumerated() {
            let path = directory.appending(path: "\(index)").path
            try image.write(to: path)
            var environment = NodeEnvironment.seeded(seed &* 1_000 &+ UInt64(index), clock: clock)
            environment.disk = .scratch
            nodes.append(try await Node.open(at: path, environment: environment))
        }
        self.nodes = nodes
    }

    /// Lets all meet, and then changes spread until something does not hold.
    mutating func run(changes: Int) async throws {
        await self.meet()
        for number in 0..<changes where self.report.failures.isEmpty {
            try await self.spreadChange(named: "nr \(number)")
        }
    }

    /// Lets each meet each until nobody has anything for anybody: from then on all remember what both hold, and a sync
    /// is about what changed since.
    private mutating func meet() async {
        for _ in 0..<Self.mostMeetings {
            var isOver = true
            for first in self.nodes.indices {
                for second in self.nodes.indices where first < second {
                    guard let session = await self.sync(first, second) else { return }
                    if Self.exchanged(session) { isOver = false }
                }
            }
            if isOver { return }
        }
        self.report.failures.append("after \(Self.mostMeetings) meetings of all, there is still something to exchange")
    }

    /// Somebody writes something, and it spreads.
    private mutating func spreadChange(named name: String) async throws {
        var traveller = try await self.write(name)
        let order = self.nodes.indices.shuffled(using: &self.chance)
        for hour in 0..<Self.mostHours {
            for (turn, caller) in order.enumerated() {
                for peer in self.choosePeers(of: caller) {
                    try await self.pass(&traveller, from: caller, to: peer)
                    guard self.report.failures.isEmpty else { return }
                }
                guard traveller.holders.count < self.nodes.count else {
                    return self.report.hours.append(Double(hour) + Double(turn + 1) / Double(self.nodes.count))
                }
            }
            self.clock.now += 3_600
        }
        self.report.failures.append("\(name) has not come to all in \(Self.mostHours) hours")
    }

    private mutating func write(_ name: String) async throws -> Traveller {
        let origin = Int.random(in: self.nodes.indices, using: &self.chance)
        let node = self.nodes[origin]
        _ = try await node.add(
            "organisation",
            [
                Assignment(path: "name.pl", text: name), Assignment(path: "type", text: "ngo"),
                Assignment(path: "country", text: "PL"),
            ]
        )
        return Traveller(log: node.log, size: try await self.size(of: node.log, at: origin), holders: [origin])
    }

    /// Different ones, none of them the caller.
    private mutating func choosePeers(of caller: Int) -> ArraySlice<Int> {
        self.nodes.indices.filter { $0 != caller }.shuffled(using: &self.chance).prefix(self.spread.peers)
    }

    /// Two nodes sync, and what they hold then is held against the rule.
    private mutating func pass(_ traveller: inout Traveller, from caller: Int, to peer: Int) async throws {
        guard let session = await self.sync(caller, peer) else { return }
        let pair: Set<Int> = [caller, peer]
        if !traveller.holders.isDisjoint(with: pair) { traveller.holders.formUnion(pair) }
        for node in [caller, peer] {
            let holds = try await self.size(of: traveller.log, at: node) >= traveller.size
            guard holds == traveller.holders.contains(node) else {
                self.report.failures.append(
                    "node \(node) \(holds ? "holds" : "lacks") a change after a sync of \(caller) with \(peer)"
                )
                return
            }
        }
        let bytes = session.bytesSent + session.bytesReceived
        if Self.exchanged(session) {
            self.report.passingBytes.append(bytes)
        } else {
            self.report.restingBytes.append(bytes)
        }
    }

    /// Lets two nodes sync.
    ///
    /// - Returns: What came of it as the first sees it; `nil` when it was not completed, which is a failure here.
    private mutating func sync(_ first: Int, _ second: Int) async -> SyncReport? {
        let (here, there) = await InMemoryNetwork.sync(self.nodes[first], self.nodes[second])
        guard here.outcome == .completed, there.outcome == .completed else {
            self.report.failures.append(
                "a sync of \(first) with \(second) was not completed: \(here.outcome), \(there.outcome)"
            )
            return nil
        }
        return here
    }

    private func size(of log: LogID, at node: Int) async throws -> UInt64 {
        try await self.nodes[node].extents()[log]?.size ?? 0
    }

    private static func exchanged(_ report: SyncReport) -> Bool {
        report.entriesSent + report.entriesReceived + report.statementsSent + report.statementsReceived > 0
    }
}
