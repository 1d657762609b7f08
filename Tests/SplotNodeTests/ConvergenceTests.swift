import Foundation
import SplotDirectory
import SplotLog
import SplotMerge
import SplotNode
import SplotSync
import SplotTesting
import Testing

/// Random work on several nodes, synced at random, with links, suggestions, fields and kinds of a newer version, closed
/// logs, erased payloads and a cluster that one node does not trust: in the end all that hold the same logs show the
/// same.
struct ConvergenceTests {
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func nodesThatHoldTheSameLogsShowTheSame(_ seed: UInt64) async throws {
        var federation = try await RandomFederation(seed: seed)
        for _ in 0..<60 { try await federation.step() }
        try await federation.settle()
        // The first node may not read the outsider's log, as the outsider does not trust it: it holds fewer logs.
        // A node whose log was closed is let in nowhere any more, and so does not catch up.
        let others = try await federation.openNodes()
        #expect(!others.isEmpty)
        #expect(Set(try await federation.roots(of: others)).count == 1, "seed \(seed)")
        #expect(Set(try await federation.digests(of: others)).count == 1, "seed \(seed)")
        #expect(Set(try await federation.shown(by: others)).count == 1, "seed \(seed)")
        // Whoever does not hold one log shows something of its own, and the same as it would make again.
        for node in federation.nodes + [federation.outsider] {
            #expect(try await node.verify().findings.map(\.message) == [], "seed \(seed)")
        }
    }
}

/// Nodes that all trust each other, and one that does not trust the first of them.
private struct RandomFederation {
    let directory: TemporaryDirectory
    let nodes: [Node]
    let outsider: Node
    let clocks: [SteppedWallClock]

    private var generator: SeededGenerator
    private var records: [(id: RecordUUID, kind: String)] = []
    private var versions: [RecordUUID: RecordVersion] = [:]

    init(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        self.directory = try TemporaryDirectory()
        let count = Int.random(in: 4...5, using: &generator)
        var nodes: [Node] = []
        var clocks: [SteppedWallClock] = []
        for index in 0...count {
            // Clocks that are years apart change who wins, and nothing else.
            let clock = SteppedWallClock(UInt64.random(in: 1_000_000_000...2_000_000_000, using: &generator))
            clocks.append(clock)
            nodes.append(
                try await Node.make("n\(index)", in: self.directory, seed: seed &* 100 &+ UInt64(index), clock: clock)
            )
        }
        self.outsider = nodes.removeLast()
        self.nodes = nodes
        self.clocks = clocks
        self.generator = generator
        try await Node.introduce(nodes)
        for node in nodes {
            try await node.trust(try await self.outsider.card())
            if node.cluster != nodes[0].cluster { try await self.outsider.trust(try await node.card()) }
        }
    }

    func digests(of nodes: [Node]) async throws -> [String] {
        var digests: [String] = []
        for node in nodes { digests.append(try await node.digest()) }
        return digests
    }

    /// The nodes but the first whose logs were not closed.
    func openNodes() async throws -> [Node] {
        var open: [Node] = []
        for node in self.nodes.dropFirst() where try await node.status().logs[0].closedAt == nil { open.append(node) }
        return open
    }

    /// What each node holds, as one text.
    func roots(of nodes: [Node]) async throws -> [String] {
        var roots: [String] = []
        for node in nodes {
            // Of a closed log some hold entries beyond its close, which do nothing.
            let logs = try await node.status().logs.map { "\($0.id) \($0.closedAt == nil ? $0.root.hex : "closed")" }
            roots.append(logs.sorted().joined())
        }
        return roots
    }

    /// What each node shows beyond the records themselves, as one text: who stands for whom, what is in dispute, what is
    /// suggested and what became of it, and what a search finds.
    func shown(by nodes: [Node]) async throws -> [String] {
        var texts: [String] = []
        for node in nodes {
            var lines: [String] = []
            for (id, _) in self.records {
                guard let record = try? await node.record(id) else { continue }
                let conflicts = record.conflicts.map { "\($0.place.path) \($0.alternatives)" }
                let suggestions = record.allSuggestions.map { "\($0.name) \($0.state)" }
                lines.append("\(id) \(record.canonical) \(conflicts) \(suggestions) \(record.version.token)")
            }
            for text in ["nr", "en 1", "ngo", "polska"] {
                let found = try await node.search(SearchRequest(text: text, limit: 1_000))
                lines.append("\(text): \(Set(found.records.map(\.record.id)).sorted()) \(found.total)")
            }
            texts.append(lines.joined(separator: "\n"))
        }
        return texts
    }

    mutating func step() async throws {
        let all = self.nodes + [self.outsider]
        let index = Int.random(in: 0..<all.count, using: &self.generator)
        self.clocks[index].now += UInt64.random(in: 0...3, using: &self.generator)
        switch Int.random(in: 0..<20, using: &self.generator) {
        case 0..<5: try await self.add(on: all[index])
        case 5..<13: try await self.change(on: all[index])
        case 13: try await self.erase(on: all[index])
        case 14 where index > 2: try await self.closeSomeLog(of: all[index])
        default:
            let other = Int.random(in: 0..<all.count, using: &self.generator)
            await InMemoryNetwork.sync(
                all[index],
                all[other],
                chunkSize: Int.random(in: 1...5_000, using: &self.generator)
            )
        }
    }

    /// Everyone meets everyone, until nothing changes any more.
    func settle() async throws {
        for _ in 0..<2 {
            for near in self.nodes {
                for far in self.nodes + [self.outsider] where near.cluster != far.cluster {
                    await InMemoryNetwork.sync(near, far)
                }
            }
        }
    }

    private mutating func add(on node: Node) async throws {
        let name = "nr \(self.records.count)"
        do {
            if Int.random(in: 0..<8, using: &self.generator) == 0 {
                // Of a version that knows more kinds and fields.
                let title = FieldWrite(
                    field: "title",
                    key: "pl",
                    shape: .localised,
                    operation: .set(.value(.text(name)))
                )
                let unknown = FieldWrite(field: "warp", shape: .single, operation: .set(.value(.integer(9))))
                let result = try await node.write([
                    RecordEdit(target: .new(kind: "starship"), writes: [title, unknown])
                ])
                self.records.append((result.records[0], "starship"))
            } else if Bool.random(using: &self.generator) {
                let id = try await node.add(
                    "organisation",
                    [set("name.pl", name), set("type", "ngo"), set("country", "PL")]
                )
                self.records.append((id, "organisation"))
            } else {
                let id = try await node.add("project", [set("title.pl", name), set("state", "idea")])
                self.records.append((id, "project"))
            }
        } catch let error as NodeError where error.code == .closed {
            return
        }
    }

    private mutating func change(on node: Node) async throws {
        guard let record = self.records.randomElement(using: &self.generator) else { return }
        let number = Int.random(in: 0..<4, using: &self.generator)
        do {
            let shown = try await node.record(record.id)
            // A form that was opened long ago, perhaps on another node.
            let isStale = Bool.random(using: &self.generator)
            let version = isStale ? self.versions[record.id] : shown.version
            if Bool.random(using: &self.generator) { self.versions[record.id] = shown.version }
            switch Int.random(in: 0..<12, using: &self.generator) {
            case 8: try await self.link(record.id, on: node)
            case 9:
                let value = ParsedValue.value(.structure(["a": .integer(Int64(number))]))
                let write = FieldWrite(field: "unheardOf", shape: .single, operation: .set(value))
                let versions = version.map { [record.id: $0] } ?? [:]
                _ = try await node.write([RecordEdit(target: .existing(record.id), writes: [write])], shown: versions)
            case 10, 11:
                guard shown.owner == node.cluster, let first = shown.allSuggestions.first, case .open = first.state
                else {
                    return
                }
                if number < 2 {
                    try await node.accept(record.id, first.name)
                } else {
                    try await node.decline(record.id, first.name)
                }
            case _ where record.kind == "starship": return
            case 0: try await node.setDeleted(Bool.random(using: &self.generator), record.id)
            case 1: try await node.edit(record.id, [set("visibility", number < 2 ? "public" : "federation")])
            case 2, 3:
                let add = Assignment(path: "tags", action: .add, text: "t\(number)")
                try await node.edit(record.id, [add], shown: version)
            case 4:
                let remove = Assignment(path: "tags", action: .remove, text: "t\(number)")
                try await node.edit(record.id, [remove], shown: version)
            case 5:
                if let conflict = shown.conflicts.first {
                    try await node.resolve(record.id, path: conflict.place.path, pick: 1)
                }
            default:
                let field = record.kind == "organisation" ? "website" : "acronym"
                let text =
                    number == 0 ? "" : record.kind == "organisation" ? "https://w\(number).example" : "A\(number)"
                let localised = record.kind == "organisation" ? "name.en" : "title.en"
                try await node.edit(record.id, [set(field, text), set(localised, "en \(number)")], shown: version)
            }
        } catch let error as NodeError where [.closed, .notFound, .invalid].contains(error.code) {
            return
        }
    }

    private mutating func link(_ record: RecordUUID, on node: Node) async throws {
        guard let other = self.records.randomElement(using: &self.generator), other.id != record else { return }
        if Int.random(in: 0..<4, using: &self.generator) == 0 {
            try await node.unlink(record, other.id)
        } else {
            try await node.link(record, other.id)
        }
    }

    private mutating func erase(on node: Node) async throws {
        // The first entries make the other clusters readers: without them a node would rightly be passed over.
        let first = UInt64(2 + self.nodes.count)
        let size = try await node.status().logs[0].size
        let position = UInt64.random(in: first...max(first, size), using: &self.generator)
        try await node.state(.erase(log: node.log, ranges: [position..<(position + 1)]))
    }

    private mutating func closeSomeLog(of node: Node) async throws {
        // Closing is rare, and below what others may hold: they must forget the rest.
        guard Int.random(in: 0..<3, using: &self.generator) == 0 else { return }
        let log = try await node.status().logs[0]
        guard log.closedAt == nil, log.size > 8 else { return }
        let size = log.size - UInt64.random(in: 0...3, using: &self.generator)
        try await node.state(.close(log: log.id, size: size, root: try await node.ownRoot(at: size)))
    }
}

extension Node {
    /// Makes the node's cluster state something, with the cluster key in the data directory.
    func state(_ act: Statement.Act) async throws {
        let pem = try String(contentsOfFile: self.path + "/cluster.key", encoding: .utf8)
        let body = pem.split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()
        let key = try SigningKey(seed: try #require(Data(base64Encoded: body)).suffix(32))
        let statement = try Statement.sign(
            act,
            after: try await self.card().chain.last,
            time: 1_790_000_000,
            with: key
        )
        _ = try await self.replica.receive([statement], of: self.cluster)
    }
}
