import SplotLog
import SplotMerge
import SplotNode
import SplotSync

/// What happens to networks, machines and clusters.
extension SimulatedWorld {
    /// Something goes wrong, perhaps.
    func makeTrouble() async throws {
        if self.happens(.crash), let node = self.randomNode(where: { $0.node != nil }) {
            self.tally.count(.crash)
            try self.kill(node)
        }
        if self.happens(.restoredBackup), let node = self.randomNode(where: { $0.node != nil && $0.isHonest }) {
            try self.restore(node)
        }
        if self.happens(.partition), Set(self.halves).count == 1 { self.divide() }
        if self.happens(.silence), let connection = self.orderedConnections.randomElement(using: &self.chance) {
            self.tally.count(.silence)
            self.silence(connection)
        }
        if self.happens(.clockJump), let node = self.nodes.randomElement(using: &self.chance) { self.jump(node) }
        if self.happens(.fork) { try await self.fork() }
        if self.happens(.usurpation) { await self.usurp() }
        if self.happens(.erasure), let node = self.randomNode(where: { $0.node != nil && $0.character != .twin }) {
            await self.erase(at: node)
        }
        if self.happens(.close), let node = self.randomNode(where: { $0.node != nil && $0.character != .twin }) {
            await self.closeLog(of: node)
        }
        if self.happens(.distrust) { await self.distrust() }
    }

    func randomNode(where fits: (SimulatedNode) -> Bool) -> SimulatedNode? {
        self.nodes.filter(fits).randomElement(using: &self.chance)
    }

    /// A process is killed; it is started again later.
    func kill(_ node: SimulatedNode) throws {
        let image = try self.bury(node)
        self.queue.schedule(.start(node.index, image), after: self.random(100...20_000))
    }

    private func bury(_ node: SimulatedNode) throws -> DirectoryImage {
        self.note("\(node.name) is killed")
        let image = try node.kill()
        for connection in self.orderedConnections {
            for side in 0...1 where connection.ends[side].node === node && !connection.ends[side].isGone {
                let isNoticed = Bool.random(using: &self.chance)
                connection.ends[side].isGone = true
                if side == 0 { node.isCalling = false }
                if isNoticed, !connection.isSilent {
                    connection.isSilent = true
                    self.breakOff(connection, 1 - side)
                } else {
                    self.silence(connection)
                }
                if connection.isOver { self.connections[connection.number] = nil }
            }
        }
        return image
    }

    /// A process is started on what lies on its disk.
    func start(_ node: SimulatedNode, on image: DirectoryImage) async throws {
        try await node.start(on: image)
        self.note("\(node.name) is started")
        try await self.examineAll(node)
        if node.backup == nil { node.backup = image }
    }

    /// A database is replaced by an older copy; the high-water mark is never part of one.
    private func restore(_ node: SimulatedNode) throws {
        guard let backup = node.backup else { return }
        var image = try self.bury(node)
        self.note("\(node.name) is restored from a backup")
        self.tally.count(.restoredBackup)
        if self.configuration.sabotage == .restoredMark { image = backup } else { image.restoreDatabase(of: backup) }
        // What was written since is gone here; what others have of it, they give back.
        node.committed = [:]
        self.queue.schedule(.start(node.index, image), after: self.random(100...20_000))
    }

    /// A copy of what lies on a node's disk is put aside.
    func backUp(_ node: SimulatedNode) throws {
        guard node.node != nil, self.rates[.restoredBackup] != nil else { return }
        self.note("\(node.name) is backed up")
        node.backup = try node.disk.image()
    }

    private func divide() {
        self.tally.count(.partition)
        for index in self.halves.indices { self.halves[index] = Int.random(in: 0...1, using: &self.chance) }
        self.note("the network is divided: \(self.halves)")
        for connection in self.orderedConnections {
            let sides = connection.ends.map { self.halves[$0.node.index] }
            if sides[0] != sides[1] { self.silence(connection) }
        }
        self.queue.schedule(.heal, after: self.random(5_000...60_000))
    }

    /// The network is whole again.
    func heal() {
        self.note("the network is whole")
        for index in self.halves.indices { self.halves[index] = 0 }
    }

    private func jump(_ node: SimulatedNode) {
        self.tally.count(.clockJump)
        let year: UInt64 = 365 * 86_400
        let jump = self.random(1...40) * year
        switch self.random(0...7) {
        case 0: node.clock.now = 0
        case 1: node.clock.now = 253_402_300_799
        case 2...4: node.clock.now += jump
        default: node.clock.now -= min(jump, node.clock.now)
        }
        self.note("the clock of \(node.name) jumps to \(node.clock.now)")
    }

    /// The liar's data directory is copied, and the copy used beside it.
    private func fork() async throws {
        guard let liar = self.nodes.first(where: { $0.character == .liar }), liar.node != nil,
            let twin = self.nodes.last, twin.character == .twin, twin.node == nil, twin.statements.isEmpty
        else { return }
        self.tally.count(.fork)
        self.note("the data directory of the liar is copied")
        try await self.start(twin, on: try liar.disk.image())
    }

    /// The liar states something about the log of somebody else; with its twin, two things under one number.
    private func usurp() async {
        guard let liar = self.randomNode(where: { $0.node != nil && !$0.isHonest }),
            let victim = self.randomNode(where: \.isHonest)
        else { return }
        self.tally.count(.usurpation)
        let size = victim.committed[victim.log]?.size ?? 0
        let act: Statement.Act
        switch self.random(0...3) {
        case 0: act = .admit(nodeKey: victim.publicKey, log: victim.log, name: "mine")
        case 1: act = .admit(nodeKey: liar.publicKey, log: victim.log, name: "mine")
        case 2: act = .erase(log: victim.log, ranges: [1..<(size + 100)])
        default: act = .close(log: victim.log, size: 0, root: TreeHash.empty)
        }
        await self.state(act, by: liar)
    }

    private func erase(at node: SimulatedNode) async {
        // The first entries make the others readers: without them a node would rightly be passed over.
        let first = UInt64(2 + self.nodes.count)
        let size = node.committed[node.log]?.size ?? 0
        // An order may name positions that were not written yet.
        let start = self.random(first...max(first, size))
        self.tally.count(.erasure)
        await self.state(.erase(log: node.log, ranges: [start..<(start + self.random(1...3))]), by: node)
    }

    private func closeLog(of node: SimulatedNode) async {
        // Whoever distrusts somebody has to write down at the end that it trusts again.
        guard let process = node.node, let size = node.committed[node.log]?.size, size > 8,
            !self.distrusted.contains(where: { $0.node === node })
        else { return }
        let end = size - self.random(0...3)
        guard let root = try? await process.replica.root(of: node.log, at: end) else { return }
        self.tally.count(.close)
        await self.state(.close(log: node.log, size: end, root: root), by: node)
    }

    private func distrust() async {
        // Which branch of the liar's log will stand nobody knows, and so not whom it lets read.
        guard let node = self.randomNode(where: { $0.node != nil && $0.isHonest && !$0.isClosed }),
            let other = self.randomNode(where: { $0.cluster != node.cluster && !$0.statements.isEmpty })
        else { return }
        self.tally.count(.distrust)
        let cluster = other.cluster
        self.distrusted.append((node, other))
        await self.attempt("distrusts \(other.name)", at: node) { try await $0.distrust(cluster) }
    }

    /// Whoever keeps a cluster's key signs a statement, and gives it to the cluster's node.
    func state(_ act: Statement.Act, by node: SimulatedNode) async {
        guard let key = node.clusterKey, let last = node.statements.last else { return }
        do {
            // What was signed is signed, whether or not the node can keep it: it is given all of it each time.
            node.statements.append(try Statement.sign(act, after: last, time: node.clock.now, with: key))
        } catch {
            return self.fail("\(node.name) cannot state anything: \(error)")
        }
        let statements = node.statements
        await self.attempt("makes statement \(statements.count - 1)", at: node) { process in
            _ = try await process.replica.receive(statements, of: process.cluster)
        }
    }
}
