import Foundation
import SplotDirectory
import SplotLog
import SplotMerge
import SplotNode
import SplotStore
import SplotSync
import SplotTesting
import Testing

/// Entries that come in large batches are kept first and merged behind them: however that is interrupted, what is shown
/// in the end is the same.
@Suite struct WaitingEntriesTests {
    private let directory: TemporaryDirectory

    init() throws { self.directory = try TemporaryDirectory() }

    /// Clusters whose logs are larger than what is merged at once.
    private static let eventCount = 3_000

    /// A node that trusts some clusters, and what these have written.
    private func federation(authors: Int = 3) async throws -> (node: Node, workload: FederationWorkload) {
        let node = try await Node.make("a", in: self.directory, seed: 1)
        var workload = FederationWorkload(readers: [node])
        let file = self.directory.url.appending(path: "events.ndjson")
        try Data(Self.lines(authors: authors).joined(separator: "\n").utf8).write(to: file)
        try workload.write(file: file.path)
        try await workload.introduce(to: node)
        return (node, workload)
    }

    /// A quarter of the events create a partner, the rest change one to three fields of an earlier one.
    private static func lines(authors: Int) -> [String] {
        var generator = SeededGenerator(seed: 7)
        func pick(_ list: [String]) -> String { list[Int.random(in: 0..<list.count, using: &generator)] }
        func value(_ field: String) -> String {
            switch field {
            case "name": pick(["Szpital", "Instytut", "Przychodnia"]) + " " + pick(["Łódź", "Warszawa", "Kraków"])
            case "city": pick(["Łódź", "Warszawa", "Kraków"])
            case "sector": pick(["kardiologia", "onkologia"])
            default: pick(["Nowak", "Wójcik", "Zając"]) + " \(Int.random(in: 0..<100, using: &generator))"
            }
        }
        let fields = ["name", "form", "nip", "city", "email", "phone", "contact", "sector"]
        return (0..<self.eventCount)
            .map { number in
                let creates = number % 4 == 0
                let record = creates ? number / 4 : Int.random(in: 0...(number / 4), using: &generator)
                let first = Int.random(in: 0..<8, using: &generator)
                let count = creates ? 8 : Int.random(in: 1...3, using: &generator)
                let set = (0..<count).map { fields[(first + $0) % 8] }.map { "\"\($0)\":\"\(value($0))\"" }
                let author = Int.random(in: 0..<authors, using: &generator)
                return "{\"author\":\"klaster-\(author)\",\"hlc\":\((1_735_689_600_000 + number * 9) << 16),"
                    + "\"id\":\"r\(record)\",\"kind\":\"partner\",\"op\":\"\(creates ? "c" : "u")\","
                    + "\"set\":{\(set.joined(separator: ","))}}"
            }
    }

    private func recordCount(of node: Node) async throws -> Int {
        try await node.status().counts.values.reduce(0, +)
    }

    @Test func whatWaitsIsMergedWhenTheNodeIsOpened() async throws {
        let (node, workload) = try await self.federation()
        try await workload.bring(to: node, isMerging: false)
        // Nothing is shown yet but the cluster's own record, and nothing of what is shown is wrong.
        #expect(try await self.recordCount(of: node) == 1)
        let again = try await Node.open(at: node.path)
        let records = try await self.recordCount(of: again)
        #expect(records > Self.eventCount / 8)
        #expect(try await again.verify().findings.isEmpty)
        let digest = try await again.digest()
        try await again.rebuild()
        #expect(try await again.digest() == digest)
    }

    @Test func whatIsWrittenHereIsShownAtOnceWhileOthersWait() async throws {
        let (node, workload) = try await self.federation()
        try await workload.bring(to: node, isMerging: false)
        let id = try await node.add("organisation", [Assignment(path: "name.pl", text: "Szpital")])
        #expect(try await node.record(id).title() == "Szpital")
        try await node.mergeWaiting()
        #expect(try await node.record(id).title() == "Szpital")
        #expect(try await node.verify().findings.isEmpty)
    }

    @Test func oneByOneOrAllAtOnceGivesTheSame() async throws {
        let (node, workload) = try await self.federation(authors: 8)
        try await workload.bring(to: node)
        var environment = NodeEnvironment.system
        environment.mergedAtOnce = .max
        let other = try await Node.create(
            at: self.directory.url.appending(path: "other").path,
            cluster: "B",
            node: "b",
            environment: environment
        )
        try await workload.introduce(to: other)
        try await workload.bring(to: other, isMerging: false)
        #expect(try await node.search(SearchRequest(text: "szpital")).total > 0)
        for text in ["szpital", "nowak", "kardiologia lodz", "warszawa"] {
            let found = try await node.search(SearchRequest(text: text))
            #expect(try await other.search(SearchRequest(text: text)).total == found.total, "\(text)")
        }
        let shared = try await node.status().conflicts
        #expect(try await other.status().conflicts == shared)
    }

    @Test func whatIsSortedOnTheDiskGivesTheSame() async throws {
        let (node, workload) = try await self.federation(authors: 8)
        var environment = NodeEnvironment.system
        // Of 3,000 entries each bucket holds about ten.
        environment.mergedInMemory = 40
        let sorting = try await Node.open(at: node.path, environment: environment)
        try await workload.bring(to: sorting)
        #expect(try await sorting.verify().findings.isEmpty)
        let digest = try await sorting.digest()
        #expect(try await self.recordCount(of: sorting) > Self.eventCount / 8)
        try await node.rebuild()
        #expect(try await node.digest() == digest)
    }

    @Test func aClusterThatIsNotTrustedAnyMoreDoesNotWait() async throws {
        let (node, workload) = try await self.federation()
        try await workload.bring(to: node, isMerging: false)
        for cluster in try await node.trustedClusters() where !cluster.isOwn { try await node.distrust(cluster.id) }
        try await node.mergeWaiting()
        #expect(try await self.recordCount(of: node) == 1)
        #expect(try await node.verify().findings.isEmpty)
    }
}
