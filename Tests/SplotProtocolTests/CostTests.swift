import Foundation
import SplotLog
import SplotMerge
import SplotSync
import SplotTesting
import Testing

/// Counts what a sync costs, and holds the table in `Protocol.md` §10.11 against it.
///
/// Real sessions over a connection within the process, with real keys, entries, compression and signatures. Bytes are
/// those given to the connection, which TLS would carry; round trips are how often a side had to wait for the other.
struct CostTests {
    /// What one sync cost, as both sides count it.
    struct Cost {
        var name: String
        /// Who has the news.
        var author: SyncReport
        /// Who gets them.
        var reader: SyncReport

        var row: String {
            let entries = max(self.author.entriesSent, 1)
            let each =
                self.author.entriesSent == 0
                ? "" : String(format: "%.1f", Double(self.author.bytesSent) / Double(entries))
            return "| \(self.name) | \(Self.grouped(self.author.bytesSent)) | \(Self.grouped(self.reader.bytesSent)) | "
                + "\(max(self.author.roundTrips, self.reader.roundTrips)) | \(each) |"
        }

        private static func grouped(_ number: UInt64) -> String {
            var digits = String(number)
            var groups: [String] = []
            while digits.count > 3 {
                groups.insert(String(digits.suffix(3)), at: 0)
                digits.removeLast(3)
            }
            return ([digits] + groups).joined(separator: ",")
        }
    }

    @Test
    func theTableSaysWhatASyncCosts() async throws {
        let costs = try await self.eightLogs() + self.manyLogs()
        for cost in costs {
            #expect(cost.author.outcome == .completed, "\(cost.name)")
            #expect(cost.reader.outcome == .completed, "\(cost.name)")
        }
        let rows = costs.map(\.row)
        var document = try ProtocolDocument()
        if ProtocolTests.isUpdating {
            document.replaceTable(rows)
            try document.write()
            document = try ProtocolDocument()
        }
        // Compressed sizes depend on the version of zstd, so the rows with many entries may differ a little elsewhere.
        let written = document.tableRows
        #expect(written.count == rows.count)
        for (row, cost) in zip(written, costs) {
            let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            #expect(cells.first == cost.name)
            for (cell, bytes) in zip(cells.dropFirst(), [cost.author.bytesSent, cost.reader.bytesSent]) {
                let said = Double(cell.replacingOccurrences(of: ",", with: "")) ?? 0
                #expect(abs(said - Double(bytes)) <= max(40, 0.03 * said), "\(cost.name): \(row), counted \(bytes)")
            }
            #expect(cells.dropFirst(3).first == "\(max(cost.author.roundTrips, cost.reader.roundTrips))", "\(row)")
        }
        // What the protocol is built to keep.
        let byName = Dictionary(uniqueKeysWithValues: costs.map { ($0.name, $0) })
        for name in ["nothing new, 9 logs", "nothing new, 10,009 logs"] {
            #expect(byName[name]?.author.bytesSent ?? 0 <= 300)
            #expect(byName[name]?.reader.bytesSent ?? 0 <= 300)
            #expect(byName[name]?.author.roundTrips == 1)
        }
        #expect(byName["1 new entry, 10,009 logs"]?.author.bytesSent ?? 0 <= 1_500)
        #expect(byName["1 new entry, 10,009 logs"]?.reader.bytesSent ?? 0 <= 1_500)
    }

    /// A hub that holds the logs of eight authors, and a reader.
    private func eightLogs() async throws -> [Cost] {
        var world = try await World(authors: 8, entries: 12_500)
        var costs = [try await world.cost("100,000 entries, cold, 9 logs")]
        costs.append(try await world.cost("nothing new, 9 logs"))
        try await world.write(1)
        costs.append(try await world.cost("1 new entry, 9 logs"))
        try await world.write(100)
        costs.append(try await world.cost("100 new entries in 1 of 9 logs"))
        return costs
    }

    /// The same among ten thousand other logs, which both sides hold.
    private func manyLogs() async throws -> [Cost] {
        let crowd = CrowdedReplica.crowd(clusters: 20, logs: 500)
        var world = try await World(authors: 8, entries: 10, crowd: crowd)
        _ = try await world.cost("")
        var costs = [try await world.cost("nothing new, 10,009 logs")]
        try await world.write(1)
        costs.append(try await world.cost("1 new entry, 10,009 logs"))
        return costs
    }
}

/// A hub that knows the logs of several authors, and one who reads them there.
private struct World {
    private let authors: [FakeReplica]
    private let hub: FakeReplica
    private let reader: FakeReplica
    private let crowd: [Inventory.Cluster]
    private var workload: DirectoryWorkload

    init(authors count: Int, entries: Int, crowd: [Inventory.Cluster] = []) async throws {
        self.crowd = crowd
        self.hub = try FakeReplica(name: "hub.example", seed: 1)
        self.reader = try FakeReplica(name: "reader.example", seed: 2)
        await self.hub.trust(self.reader.chain)
        await self.reader.trust(self.hub.chain)
        var authors: [FakeReplica] = []
        for index in 0..<count {
            let author = try FakeReplica(name: "author\(index).example", seed: 10 + UInt64(index))
            var workload = DirectoryWorkload(log: author.log, from: 1, seed: UInt64(index))
            try await author.write(workload.drafts(entries))
            await self.reader.trust(author.chain)
            try await self.hub.copy(author)
            authors.append(author)
        }
        self.authors = authors
        self.workload = DirectoryWorkload(log: authors[0].log, from: UInt64(entries + 1), seed: 99)
        // Its first record is created here, so that later entries have one to change.
        _ = self.workload.drafts(1)
    }

    /// The first author writes, and the hub has it.
    mutating func write(_ count: Int) async throws {
        try await self.authors[0].write(self.workload.drafts(count))
        try await self.hub.copy(self.authors[0])
    }

    /// Lets hub and reader sync once.
    func cost(_ name: String) async throws -> CostTests.Cost {
        let (near, far) = InMemoryChannel.pair()
        let clock = ManualClock()
        let answering = SessionDriver(
            replica: CrowdedReplica(base: self.reader, crowd: self.crowd),
            channel: far,
            peerKey: self.hub.key.publicKey,
            clock: clock
        )
        async let there = answering.run()
        let here = await SessionDriver(
            replica: CrowdedReplica(base: self.hub, crowd: self.crowd),
            channel: near,
            peerKey: self.reader.key.publicKey,
            clock: clock
        )
        .run()
        return CostTests.Cost(name: name, author: here.report, reader: await there.report)
    }
}
