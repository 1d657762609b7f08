import SplotDirectory
import SplotMerge
import SplotNode
import SplotTesting
import Testing

/// Whatever clusters write while apart and cannot both be right is in every inbox, and nothing else is.
struct InboxTests {
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func everyDisagreementIsListedAndNothingElse(_ seed: UInt64) async throws {
        let directory = try TemporaryDirectory()
        var generator = SeededGenerator(seed: seed)
        var nodes: [Node] = []
        for index in 0..<Int.random(in: 2...4, using: &generator) {
            nodes.append(try await Node.make("n\(index)", in: directory, seed: seed &* 10 &+ UInt64(index)))
        }
        try await Node.introduce(nodes)
        var writers: [RecordUUID: [ApartWriter]] = [:]
        for number in 0..<12 {
            let id = try await nodes[0]
                .add(
                    "organisation",
                    [
                        set("name.pl", "nr \(number)"), set("website", "https://w0.example"), set("tags", "t0"),
                        set("tags", "t1"),
                    ]
                )
            writers[id] = nodes.map { _ in ApartWriter() }
        }
        try await Self.meet(nodes)
        // Now everybody writes, and nobody hears of it.
        for id in writers.keys.sorted() {
            for index in nodes.indices where generator.chance(70) {
                try await writers[id]?[index].write(to: id, on: nodes[index], using: &generator)
            }
        }
        try await Self.meet(nodes)
        var expected: Set<String> = []
        for (id, apart) in writers { expected.formUnion(ApartWriter.disputed(apart).map { "\(id) \($0)" }) }
        #expect(!expected.isEmpty, "seed \(seed)")
        for node in nodes {
            let listed = try await node.conflicts().map { "\($0.record.record.id) \($0.conflict.name)" }
            #expect(Set(listed) == expected, "seed \(seed)")
            #expect(listed.count == expected.count, "seed \(seed)")
        }
        // One rule settles all of it, everywhere.
        let (ruled, entries) = try await nodes[0].resolveAll(ConflictFilter(), preferring: .latest)
        #expect(ruled.count == expected.count && entries > 0)
        try await Self.meet(nodes)
        for node in nodes { #expect(try await node.conflicts().isEmpty, "seed \(seed)") }
        #expect(Set(try await Self.digests(nodes)).count == 1, "seed \(seed)")
    }

    private static func meet(_ nodes: [Node]) async throws {
        for _ in 0..<2 {
            for near in nodes.indices {
                for far in nodes.indices where near < far { await InMemoryNetwork.sync(nodes[near], nodes[far]) }
            }
        }
    }

    private static func digests(_ nodes: [Node]) async throws -> [String] {
        var digests: [String] = []
        for node in nodes { digests.append(try await node.digest()) }
        return digests
    }
}

extension Conflict {
    /// The place, and the element where there may be several.
    fileprivate var name: String {
        guard case .set(let field) = self.place, case .content(let content)? = self.alternatives.first?.value else {
            return self.place.path
        }
        return "\(field) \(content.value?.displayText ?? "?")"
    }
}

/// What one cluster writes to a record while it hears of nobody, and what it comes to.
private struct ApartWriter {
    private enum Life { case untouched, deleted, restored }

    /// The places written to, with what they hold in the end; `nil` for nothing.
    private var written: [String: String?] = [:]
    private var current: [String: String] = ["website": "https://w0.example"]
    private var elements: Set<String> = ["t0", "t1"]
    private var added: Set<String> = []
    private var removed: Set<String> = []
    private var life = Life.untouched
    private var hasEdited = false

    mutating func write(to record: RecordUUID, on node: Node, using generator: inout SeededGenerator) async throws {
        if generator.chance(20) {
            try await node.setDeleted(true, record)
            self.life = .deleted
            guard generator.chance(40) else { return }
            try await node.setDeleted(false, record)
            self.life = .restored
            return
        }
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let number = Int.random(in: 0..<3, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: try await self.set("website", number == 0 ? "" : "https://w\(number).example", record, node)
            case 1: try await self.set("name.en", number == 0 ? "" : "en \(number)", record, node)
            case 2: try await self.toggle("t\(number)", record, node)
            default: try await self.set("address.city", number == 0 ? "" : "City \(number)", record, node)
            }
        }
    }

    private mutating func set(_ path: String, _ text: String, _ record: RecordUUID, _ node: Node) async throws {
        let result = try await node.edit(record, [SplotNodeTests.set(path, text)])
        let value = text.isEmpty ? nil : text
        #expect((result.entryCount > 0) == (value != self.current[path]))
        guard result.entryCount > 0 else { return }
        self.current[path] = value
        self.written[path] = .some(value)
        self.hasEdited = true
    }

    private mutating func toggle(_ element: String, _ record: RecordUUID, _ node: Node) async throws {
        let isThere = self.elements.contains(element)
        try await node.edit(record, [Assignment(path: "tags", action: isThere ? .remove : .add, text: element)])
        self.hasEdited = true
        if isThere {
            self.elements.remove(element)
            self.removed.insert(element)
        } else {
            self.elements.insert(element)
            self.added.insert(element)
        }
    }

    /// The places about which clusters that were apart disagree when they meet.
    static func disputed(_ writers: [ApartWriter]) -> Set<String> {
        var disputed: Set<String> = []
        for path in Set(writers.flatMap(\.written.keys)) {
            if Set(writers.compactMap { $0.written[path] }).count > 1 { disputed.insert(path) }
        }
        for element in Set(writers.flatMap(\.removed)) {
            let isGone = writers.contains { $0.removed.contains(element) && !$0.elements.contains(element) }
            let isBack = writers.contains { $0.added.contains(element) && $0.elements.contains(element) }
            if isGone && isBack { disputed.insert("tags \(element)") }
        }
        let lives = writers.map(\.life)
        if lives.contains(.deleted), lives.contains(.restored) || writers.contains(where: \.hasEdited) {
            disputed.insert("record")
        }
        return disputed
    }
}

extension SeededGenerator {
    fileprivate mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}
