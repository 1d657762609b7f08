import SplotLog
import SplotMerge
import SplotSync
import SplotTesting
import Testing

/// Two sessions led step by step in orders that chance gives: none may hang, blame the other, or agree on what is wrong.
struct InterleavingTests {
    @Test(arguments: [UInt64(0), 100, 200, 300])
    func sessionsComeToTheirEndInWhateverOrderThingsHappen(first: UInt64) async throws {
        let world = try await World()
        for seed in first..<(first + 100) {
            var generator = SeededGenerator(seed: seed)
            var (near, far) = world.papers(using: &generator)
            for number in 0..<4 {
                let here = "seed \(seed), session \(number)"
                let pair = Pair(near, far)
                try #require(try pair.run(using: &generator), "stuck: \(here)")
                try #require(pair.near.outcome == .completed, "\(here)")
                try #require(pair.far.outcome == .completed, "\(here)")
                (near, far) = (pair.near.paper, pair.far.paper)
                try #require(World.areEven(near, far), "\(here)")
                // Straight away again, there is nothing to say.
                let again = Pair(near, far)
                try #require(try again.run(using: &generator), "stuck: \(here), again")
                try #require(again.near.sent == [.hello, .opening, .goodbye], "\(here)")
                try #require(again.far.sent == [.hello, .opening, .goodbye], "\(here)")
                let before = (near, far)
                world.change(&near, using: &generator)
                world.change(&far, using: &generator)
                // One side may come back from a backup.
                switch UInt8.random(in: 0..<8, using: &generator) {
                case 0: near = before.0
                case 1: near.memories = [:]
                default: break
                }
            }
        }
    }

    @Test(arguments: [UInt64(1_000), 1_100, 1_200, 1_300])
    func sessionsThatStayBecomeEvenWheneverTheyRest(first: UInt64) async throws {
        let world = try await World()
        for seed in first..<(first + 100) {
            var generator = SeededGenerator(seed: seed)
            let (near, far) = world.papers(using: &generator)
            let pair = Pair(near, far, capabilities: [.live])
            for number in 0..<6 {
                // News comes at any moment, on both sides.
                for _ in 0..<Int.random(in: 0...3, using: &generator) {
                    try pair.run(atMost: Int.random(in: 0...40, using: &generator), using: &generator)
                    world.grow(&pair.near.paper, using: &generator)
                    pair.near.begin()
                    try pair.run(atMost: Int.random(in: 0...10, using: &generator), using: &generator)
                    world.grow(&pair.far.paper, using: &generator)
                    pair.far.begin()
                }
                try #require(try pair.run(using: &generator), "stuck: seed \(seed), \(number)")
                try #require(pair.near.isResting && pair.far.isResting, "seed \(seed), \(number)")
                try #require(World.areEven(pair.near.paper, pair.far.paper), "seed \(seed), \(number)")
            }
            // One or both leave, perhaps while a round begins.
            if Bool.random(using: &generator) { pair.far.begin() }
            if Bool.random(using: &generator) { pair.near.begin() }
            try pair.run(atMost: Int.random(in: 0...20, using: &generator), using: &generator)
            pair.near.leave()
            if Bool.random(using: &generator) { pair.far.leave() }
            try #require(try pair.run(using: &generator), "stuck: seed \(seed)")
            try #require(pair.near.isOver && pair.far.isOver, "seed \(seed)")
            try #require(pair.near.outcome == .completed, "seed \(seed)")
            try #require(pair.far.outcome == .completed, "seed \(seed)")
        }
    }
}

/// The two sides of a session.
private struct Pair {
    let near: Puppet
    let far: Puppet

    init(_ near: Paper, _ far: Paper, capabilities: Set<Capability> = []) {
        self.near = Puppet(near, peerKey: far.key, capabilities: capabilities)
        self.far = Puppet(far, peerKey: near.key, capabilities: capabilities)
        self.near.other = self.far
        self.far.other = self.near
    }

    /// Lets chance choose what happens, until nothing can.
    ///
    /// - Returns: Whether both sides are over, or rest.
    @discardableResult
    func run(atMost limit: Int = 100_000, using generator: inout SeededGenerator) throws -> Bool {
        for _ in 0..<limit {
            let moves = self.near.moves.map { (self.near, $0) } + self.far.moves.map { (self.far, $0) }
            guard let (puppet, move) = moves.randomElement(using: &generator) else { break }
            try puppet.make(move)
        }
        return !self.near.isStuck && !self.far.isStuck
    }
}

/// A few clusters, and two nodes that hold something of them.
private struct World {
    private let replicas: [FakeReplica]
    private let statements: [ClusterID: [Statement]]

    init() async throws {
        self.replicas = try (0..<5).map { try FakeReplica(name: "cluster \($0)", seed: 70 + $0) }
        var statements: [ClusterID: [Statement]] = [:]
        for replica in self.replicas {
            for _ in 0..<3 { try await replica.state(.erase(log: replica.log, ranges: [0..<1])) }
            statements[replica.cluster] = try await replica.chain(of: replica.cluster).unwrapped.statements
        }
        self.statements = statements
    }

    func papers(using generator: inout SeededGenerator) -> (Paper, Paper) {
        let (near, far) = (self.replicas[0], self.replicas[1])
        return (self.paper(of: near, peer: far, using: &generator), self.paper(of: far, peer: near, using: &generator))
    }

    private func paper(of node: FakeReplica, peer: FakeReplica, using generator: inout SeededGenerator) -> Paper {
        var paper = Paper(cluster: node.cluster, key: node.key.publicKey, statements: self.statements)
        // Often the peer's key is known already; its cluster is trusted always.
        if UInt8.random(in: 0..<4, using: &generator) > 0 { paper.owners[peer.key.publicKey] = peer.cluster }
        for replica in self.replicas {
            let isNeeded = replica.cluster == node.cluster || replica.cluster == peer.cluster
            guard isNeeded || Bool.random(using: &generator) else { continue }
            self.trust(replica.cluster, &paper, using: &generator)
            for log in self.logs(of: replica.cluster) where Bool.random(using: &generator) {
                paper.clusters[replica.cluster]?.logs[log] = self.log(log, of: replica.cluster, using: &generator)
            }
        }
        return paper
    }

    private func trust(_ cluster: ClusterID, _ paper: inout Paper, using generator: inout SeededGenerator) {
        let count = UInt64.random(in: 2...5, using: &generator)
        guard let last = self.statements[cluster]?[Int(count) - 1].hash else { return }
        let isReadable = UInt8.random(in: 0..<4, using: &generator) > 0
        paper.clusters[cluster] = Paper.Cluster(chain: ChainHead(count: count, last: last), isReadable: isReadable)
    }

    private func logs(of cluster: ClusterID) -> [LogID] {
        (0..<3).map { LogID(LeafHash.tagged(0x7d, cluster.hash.bytes + [$0])) }
    }

    private func log(_ id: LogID, of cluster: ClusterID, using generator: inout SeededGenerator) -> Paper.Log {
        let size: UInt64 = [1, 3, 8, 9, 9, 256, 300, 4_096, 5_000].randomElement(using: &generator) ?? 1
        let branch: UInt8 = UInt8.random(in: 0..<6, using: &generator) == 0 ? 2 : 1
        return .held(size: size, branch: branch)
    }

    /// Whether two nodes hold the same of what they exchange.
    static func areEven(_ near: Paper, _ far: Paper) -> Bool {
        for (id, here) in near.clusters {
            guard let there = far.clusters[id] else { continue }
            guard here.chain == there.chain else { return false }
            let logs = Set(here.logs.keys).union(there.logs.keys)
            for log in logs {
                let (left, right) = (here.logs[log], there.logs[log])
                switch (here.isReadable, there.isReadable) {
                case (true, true): guard Self.isSame(log, left, right) else { return false }
                case (true, false): guard Self.isBehind(log, left, right) else { return false }
                case (false, true): guard Self.isBehind(log, right, left) else { return false }
                case (false, false): break
                }
            }
        }
        return true
    }

    private static func isSame(_ id: LogID, _ left: Paper.Log?, _ right: Paper.Log?) -> Bool {
        switch (left, right) {
        case (.forked, .forked), (nil, nil): true
        case (.held(let size, let branch), .held(let otherSize, let other)):
            size == otherSize && (branch == other || size <= Paper.forkPosition)
        default: false
        }
    }

    /// Whether the right side has all that the left one could tell it.
    private static func isBehind(_ id: LogID, _ left: Paper.Log?, _ right: Paper.Log?) -> Bool {
        switch (left, right) {
        case (nil, _), (_, .forked): true
        case (.held(let size, _), .held(let other, _)): size < other || Self.isSame(id, left, right)
        default: false
        }
    }

    // MARK: - What happens between

    /// A log gets longer, by its own author's hand or from somewhere else.
    func grow(_ paper: inout Paper, using generator: inout SeededGenerator) {
        guard let (id, cluster) = paper.clusters.sorted(by: { $0.key < $1.key }).randomElement(using: &generator),
            let log = self.logs(of: id).randomElement(using: &generator)
        else { return }
        switch cluster.logs[log] {
        case .held(let size, let branch):
            // Whoever holds the beginning of both branches may get either.
            let isOpen = size <= Paper.forkPosition
            let grown = size + ([1, 2, 300, 4_096].randomElement(using: &generator) ?? 1)
            paper.clusters[id]?.logs[log] = .held(size: grown, branch: isOpen ? 1 : branch)
        case .forked: break
        case nil: paper.clusters[id]?.logs[log] = self.log(log, of: id, using: &generator)
        }
    }

    /// Something happens to a node between two sessions.
    func change(_ paper: inout Paper, using generator: inout SeededGenerator) {
        for _ in 0..<Int.random(in: 0...2, using: &generator) { self.grow(&paper, using: &generator) }
        guard let id = self.replicas.map(\.cluster).randomElement(using: &generator) else { return }
        switch UInt8.random(in: 0..<6, using: &generator) {
        case 0 where paper.clusters[id] == nil: self.trust(id, &paper, using: &generator)
        case 1 where ![0, 1].contains(self.replicas.firstIndex { $0.cluster == id }): paper.clusters[id] = nil
        case 2: paper.clusters[id]?.isReadable.toggle()
        case 3: if let log = self.logs(of: id).randomElement(using: &generator) { paper.clusters[id]?.logs[log] = nil }
        case 4:
            if let count = paper.clusters[id]?.chain.count, count < 5, let next = self.statements[id]?[Int(count)] {
                paper.clusters[id]?.chain = ChainHead(count: count + 1, last: next.hash)
            }
        default: break
        }
    }
}
