import Foundation
import SplotLog
import SplotMerge
import SplotNode
import SplotTesting
import Testing

/// Logs with two branches, met through files.
struct BundleForkTests {
    let directory: TemporaryDirectory

    init() throws { self.directory = try TemporaryDirectory() }

    /// Two nodes with one key and an entry each, and two friends that hold one branch each.
    private func branches(_ seed: UInt64, surplus: Int) async throws -> (node: Node, b: Node, c: Node) {
        let node = try await Node.make("a", in: self.directory, seed: seed)
        let b = try await Node.make("b", in: self.directory, seed: seed + 1)
        let c = try await Node.make("c", in: self.directory, seed: seed + 2)
        try await Node.introduce([node, b, c])
        try FileManager.default.copyItem(atPath: node.path, toPath: self.directory.path("twin"))
        let twin = try await Node.open(at: self.directory.path("twin"), environment: .seeded(seed + 3))
        try await node.addOrganisation("Gałąź pierwsza")
        try await twin.addOrganisation("Gałąź druga")
        for index in 0..<surplus { try await twin.addOrganisation("Dalej \(index)") }
        await InMemoryNetwork.sync(node, b)
        await InMemoryNetwork.sync(twin, c)
        return (node, b, c)
    }

    @Test(arguments: [0, 1, 300]) func whoHoldsMoreThanWasListedHasTheProof(surplus: Int) async throws {
        let (node, b, c) = try await self.branches(1, surplus: surplus)
        let file = try await b.bundle(for: c).file
        #expect(try await c.take(file, isRehearsal: true).forks == [node.log])
        #expect(try await c.status().forks.isEmpty)
        let result = try await c.take(file)
        #expect(result.isComplete && result.forks == [node.log])
        #expect(try await c.status().forks.map(\.log) == [node.log])
        // It is told once.
        #expect(try await c.take(file).forks == [])
        // The proof goes on in the next file, and nothing else of the log.
        let back = try await c.bundle(for: b)
        #expect(back.export.forks == [node.log])
        let learned = try await b.take(back.file)
        #expect(learned.forks == [node.log])
        #expect(try await b.status().forks.map(\.log) == [node.log])
        for witness in [b, c] { #expect(try await witness.verify().findings.map(\.message) == []) }
    }

    @Test func whoHoldsLessTakesNothingAndIsTold() async throws {
        let (node, b, c) = try await self.branches(11, surplus: 3)
        let size = try await b.size(of: node.log)
        for isRehearsal in [true, false] {
            let result = try await b.take(try await c.bundle(for: b).file, isRehearsal: isRehearsal)
            #expect(result.isComplete)
            #expect(result.logsPassedOver.map(\.log) == [node.log])
            #expect(result.logsPassedOver.map(\.reason) == [.otherBranch])
        }
        #expect(try await b.size(of: node.log) == size)
        #expect(try await b.knows("Gałąź pierwsza"))
    }

    @Test func aBranchThatWasAcknowledgedStaysOutOfTheBundle() async throws {
        let (node, b, c) = try await self.branches(21, surplus: 1)
        let acknowledgement = try await b.acknowledgement(of: [node.log])
        let (file, export) = try await c.bundle(for: b, from: .since(acknowledgement))
        #expect(export.otherBranches == [node.log])
        #expect(try await b.take(file).entriesNew > 0)
        #expect(try await b.knows("Gałąź pierwsza"))
    }
}
