import SplotBundle
import SplotLog
import SplotMerge
import SplotSync

/// Puts into an offline bundle what a cluster lacks, or may lack (Protocol.md §12.3).
struct BundleExporting {
    let replica: NodeReplica
    /// How much of each log the receivers hold, by their acknowledgements.
    let held: [LogID: Acknowledgement.Holding]
    let progress: @Sendable (UInt64, UInt64) -> Void

    /// A log that goes in.
    private struct LogTask {
        var listing: Listing
        var start: UInt64
    }

    /// What is to be put in.
    private struct Plan {
        var forks: [LogID] = []
        var logs: [LogTask] = []
    }

    /// Writes all frames.
    ///
    /// - Parameters:
    ///   - inventory: What is held, as a session with the receiver would list it.
    ///   - frames: Where they go.
    ///   - result: Counts what went in.
    /// - Throws: What reading the store or writing the file throws.
    func run(_ inventory: Inventory, into frames: inout SealedFrames, result: inout BundleExport) async throws {
        let clusters = inventory.clusters.filter(\.isReadable)
        result.clusters = clusters.count
        let holdings = clusters.map { Holding(cluster: $0.id, chain: $0.chain, logs: $0.logs) }
        for frame in Frame.listing(holdings) { try await frames.send(frame) }
        for cluster in clusters {
            let statements = try await self.replica.statements(of: cluster.id, from: 0)
            try await frames.send(.statements(cluster.id, from: 0, statements))
            result.statements += UInt64(statements.count)
        }
        let plan = try await self.plan(clusters, result: &result)
        for log in plan.forks {
            // Proof that is known needs nothing to be compared with.
            guard let evidence = try await self.replica.evidence(of: log, against: Listing(id: log, standing: .absent))
            else { continue }
            try await frames.send(.fork(evidence))
            result.forks.append(log)
        }
        let total = plan.logs.reduce(0) { $0 + $1.listing.standing.size - $1.start }
        for task in plan.logs {
            try await self.send(task, of: total, into: &frames, result: &result)
        }
        try await frames.send(.done(again: false))
    }

    private func plan(_ clusters: [Inventory.Cluster], result: inout BundleExport) async throws -> Plan {
        var plan = Plan()
        for cluster in clusters {
            for listing in cluster.logs {
                switch listing.standing {
                case .absent: break
                case .forked: plan.forks.append(listing.id)
                case .held(let size, let root):
                    let known = self.held[listing.id]
                    if let known, known.size <= size {
                        let same: Bytes32? =
                            try await known.size == size
                            ? root : self.replica.root(of: listing.id, at: known.size)
                        guard known.root == same else {
                            // There is no signature under an acknowledged root, and so no proof.
                            result.otherBranches.append(listing.id)
                            continue
                        }
                    }
                    let start = known?.size ?? 0
                    if start < size { plan.logs.append(LogTask(listing: listing, start: start)) }
                }
            }
        }
        return plan
    }

    private func send(
        _ task: LogTask,
        of total: UInt64,
        into frames: inout SealedFrames,
        result: inout BundleExport
    ) async throws {
        var position = task.start
        while position < task.listing.standing.size {
            guard let batch = try await self.replica.batch(of: task.listing.id, from: position) else {
                result.leftOut.append(task.listing.id)
                return
            }
            if position == task.start {
                try await frames.send(.log(task.listing.id, start: position))
                result.logs += 1
            }
            for frame in batch.travelling(listed: task.listing) { try await frames.send(frame) }
            result.entries += batch.checkpoint.size - position
            position = batch.checkpoint.size
            self.progress(min(result.entries, total), total)
        }
    }
}
