import SplotLog
import SplotMerge
import SplotNode
import SplotStore
import SplotSync

/// What must hold all the time.
extension SimulatedWorld {
    /// After a node did something: whether its process is still there.
    ///
    /// If it was killed in the middle of a write, it is buried here.
    func survives(_ node: SimulatedNode) async throws -> Bool {
        guard node.disk.wasKilled else { return node.node != nil }
        try self.kill(node)
        return false
    }

    /// After a commit: whatever the node has said to hold is still there.
    func examine(_ node: SimulatedNode) async throws {
        guard let process = node.node else { return }
        let extents = try await process.extents()
        if extents != node.committed {
            self.report.commits += 1
            self.movements += 1
        }
        for (log, before) in node.committed.sorted(by: { $0.key < $1.key }) {
            let now = extents[log]
            if let now, now.size >= before.size {
                if now.size == before.size, now.root != before.root, try await !self.mayShrink(log, at: node) {
                    self.fail("\(node.name) holds another branch of \(self.name(of: log)) than before")
                }
            } else if try await !self.mayShrink(log, at: node) {
                self.fail(
                    "\(node.name) held \(before.size) entries of \(self.name(of: log)) and holds \(now?.size ?? 0) now"
                )
            }
        }
        node.committed = extents
    }

    /// After a node was started again: all that it has said to hold is there, and is the same.
    func examineAll(_ node: SimulatedNode) async throws {
        guard let process = node.node else { return }
        try await self.examine(node, against: node.committed)
        node.committed = try await process.extents()
    }

    private func examine(_ node: SimulatedNode, against committed: [LogID: LogExtent]) async throws {
        guard let process = node.node else { return }
        let extents = try await process.extents()
        for (log, before) in committed.sorted(by: { $0.key < $1.key }) {
            if try await self.mayShrink(log, at: node) { continue }
            guard let now = extents[log], now.size >= before.size else {
                return self.fail(
                    "\(node.name) had committed \(before.size) entries of \(self.name(of: log)) and holds "
                        + "\(extents[log]?.size ?? 0) after it was started again"
                )
            }
            guard try await process.replica.root(of: log, at: before.size) == before.root else {
                return self.fail("\(node.name) holds other entries of \(self.name(of: log)) than it had committed")
            }
        }
    }

    /// After a batch was stored: it is.
    func check(_ promise: (log: LogID, size: UInt64), of node: SimulatedNode) async {
        guard let held = node.committed[promise.log], held.size >= promise.size else {
            if let closed = try? await self.mayShrink(promise.log, at: node), closed { return }
            return self.fail(
                "\(node.name) said that it has stored \(promise.size) entries of \(self.name(of: promise.log)) and "
                    + "holds \(node.committed[promise.log]?.size ?? 0)"
            )
        }
    }

    /// Whether a node may let go of entries of a log: its cluster has closed it.
    private func mayShrink(_ log: LogID, at node: SimulatedNode) async throws -> Bool {
        guard let process = node.node else { return true }
        // Nothing more is taken of a log that is known to be forked.
        if try await process.knowsFork(of: log) { return true }
        let chains = try await process.chains()
        return chains.values.contains { $0.closed[log] != nil }
    }

    /// What a replica threw: a peer's fault, the disk's, or one that must not be.
    func judge(_ error: any Error, in end: SimulatedEnd) {
        end.failure = end.failure ?? error
        self.note("\(end.node.name) fails: \(error)")
        guard end.node.isHonest, !SimulatedDisk.isFailure(error) else { return }
        switch error {
        case is LogError, is Refusal: return
        case let error as NodeError where error.code == .notFound && self.distrusted.contains { $0.node === end.node }:
            // What it was sent it no longer wants.
            return
        default: self.fail("\(end.node.name) is in trouble for no fault of its disk: \(error)")
        }
    }

    /// How a session ended: no honest node blames another, or believes that an honest log has forked.
    func judge(_ report: SyncReport, of end: SimulatedEnd, from peer: SimulatedNode) {
        guard end.node.isHonest, peer.isHonest else { return }
        for log in report.forks where self.nodes.contains(where: { $0.isHonest && $0.log == log }) {
            self.fail("\(end.node.name) and \(peer.name) hold different branches of the log of \(self.name(of: log))")
        }
        guard case .endedHere(let goodbye) = report.outcome else { return }
        switch goodbye.code {
        case .badData, .malformedFrame, .unexpectedFrame, .limitExceeded, .unsupportedVersion:
            self.fail("\(end.node.name) blames \(peer.name), which is honest: \(goodbye.code) \(goodbye.reason)")
        case .internalError where end.failure == nil:
            self.fail("\(end.node.name) ends a session with \(peer.name) for no reason: \(goodbye.reason)")
        default: break
        }
    }
}
