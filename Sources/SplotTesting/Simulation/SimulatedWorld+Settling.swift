import SplotLog
import SplotMerge
import SplotNode
import SplotSync

/// The end: the faults stop, everyone meets everyone, and all must show the same.
extension SimulatedWorld {
    /// How often everyone may meet everyone until nothing moves any more.
    private static let rounds = 8

    /// Stops the faults and lets the federation come to rest.
    func settle() async throws {
        self.note("the faults stop")
        self.isCalm = true
        for node in self.nodes {
            node.disk.calm()
            node.lies?.calm()
        }
        try await self.runEvents()
        self.heal()
        await self.trustAgain()
        try await self.meet(self.nodes)
        guard self.report.failures.isEmpty else { return }
        // Of a log that forked, only a close says which branch stands.
        if try await self.closeForked() { try await self.meet(self.nodes.filter(\.isHonest)) }
        guard self.report.failures.isEmpty else { return }
        try await self.compare()
    }

    /// Everyone trusts everyone, and knows what its own cluster has stated.
    private func trustAgain() async {
        for node in self.nodes where node.node != nil && node.character != .twin {
            let own = node.statements
            await self.attempt("is given its statements", at: node) { process in
                _ = try await process.replica.receive(own, of: process.cluster)
            }
        }
        for (node, other) in self.distrusted where node.node != nil {
            guard let chain = try? StatementChain(other.statements) else { continue }
            await self.attempt("trusts \(other.name)", at: node) { _ = try await $0.trust(Card(chain: chain)) }
        }
    }

    /// Lets everyone meet everyone until they hold the same, or nothing moves any more.
    private func meet(_ nodes: [SimulatedNode]) async throws {
        for round in 0..<Self.rounds {
            let before = self.movements
            for near in nodes {
                for far in nodes where near.index < far.index {
                    // Who calls also lets go of branches that do not stand: each is the one who calls in its turn.
                    await self.call(round.isMultiple(of: 2) ? near : far, round.isMultiple(of: 2) ? far : near)
                    try await self.runEvents()
                    guard self.report.failures.isEmpty else { return }
                }
            }
            let movements = self.movements - before
            self.note("round \(round): \(movements) movements")
            if try await self.isAtRest() || (movements == 0 && round > 0) { return }
        }
        self.fail("after \(Self.rounds) rounds something still moves")
    }

    /// Whether all honest nodes hold the same already.
    private func isAtRest() async throws -> Bool {
        let active = self.activeNodes()
        guard let first = active.first, active.allSatisfy({ $0.committed == first.committed }) else { return false }
        let chains = try await first.node?.chains()
        for node in active.dropFirst() where try await node.node?.chains() != chains { return false }
        return true
    }

    /// Closes the liar's log where one honest node stands, if they do not all stand there.
    ///
    /// - Returns: Whether it was necessary.
    private func closeForked() async throws -> Bool {
        guard let liar = self.nodes.first(where: { $0.character == .liar }) else { return false }
        let honest = self.activeNodes()
        let extents = honest.map { $0.committed[liar.log] }
        guard Set(extents).count > 1, let holder = honest.first(where: { $0.committed[liar.log] != nil }),
            let extent = holder.committed[liar.log], let key = liar.clusterKey,
            let chain = try await holder.node?.chains()[liar.cluster]
        else { return false }
        self.note("the liar's log is closed at \(extent.size), where \(holder.name) stands")
        let close = Statement.Act.close(log: liar.log, size: extent.size, root: extent.root)
        let last = try Statement.sign(close, after: chain.last, time: liar.clock.now, with: key)
        let (statements, cluster) = (chain.statements + [last], liar.cluster)
        await self.attempt("is given the close", at: holder) { process in
            _ = try await process.replica.receive(statements, of: cluster)
        }
        return true
    }

    /// The honest nodes whose logs were not closed: one that was is let in nowhere any more, and does not catch up.
    private func activeNodes() -> [SimulatedNode] {
        self.nodes.filter { $0.isHonest && !$0.isClosed }
    }

    /// All honest nodes hold and show the same, and what they hold verifies.
    private func compare() async throws {
        let active = self.activeNodes()
        var first: (name: String, state: [String])?
        for node in active {
            let state = try await self.state(of: node)
            self.note("\(node.name) holds \(state.joined(separator: ", "))")
            guard let known = first else {
                first = (node.name, state)
                continue
            }
            for (left, right) in zip(known.state, state) where left != right {
                self.fail("\(known.name) and \(node.name) differ in the end: \(left) and \(right)")
            }
            if known.state.count != state.count { self.fail("\(known.name) and \(node.name) hold different logs") }
        }
        for node in self.nodes where node.isHonest {
            guard let findings = try await node.node?.verify().findings, !findings.isEmpty else { continue }
            self.fail("\(node.name) holds what does not verify: \(findings.map(\.message))")
        }
        self.report.entries = active.first?.committed.values.reduce(0) { $0 + $1.size } ?? 0
    }

    private func state(of node: SimulatedNode) async throws -> [String] {
        guard let process = node.node else { return ["nothing, for it does not run"] }
        let chains = try await process.chains()
        let digest = try await process.status().directoryDigest
        var state = ["directory \(digest.hex.prefix(16))"]
        for (cluster, chain) in chains.sorted(by: { $0.key < $1.key }) {
            state.append("\(chain.statements.count) statements \(chain.last.hash.hex.prefix(8))")
            for (log, extent) in try await process.extents().sorted(by: { $0.key < $1.key })
            where chain.admitted[log] != nil && self.nodes.contains(where: { $0.cluster == cluster && $0.log == log }) {
                // Of a closed log some hold entries beyond its close, which do nothing.
                let size = min(extent.size, chain.closed[log]?.size ?? extent.size)
                let root = try await process.replica.root(of: log, at: size)
                state.append("\(self.name(of: log)) \(size) \(root?.hex.prefix(16) ?? "missing")")
            }
        }
        return state
    }
}
