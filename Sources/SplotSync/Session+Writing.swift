package import SplotLog
package import SplotMerge

/// What is sent.
extension Session {
    /// What whoever writes does now.
    package mutating func nextStep() -> WriterStep {
        switch self.outbound {
        case .hello(let hello, let known):
            self.outbound = known.map { .inventory($0) } ?? .awaitingAcceptance
            return .send(.hello(hello))
        case .inventory(let peer):
            self.outbound = .takingInventory
            return .takeInventory(peer)
        case .holdings(let holdings):
            self.outbound = .awaitingHoldings
            self.compareIfPossible()
            return .send(.holdings(holdings))
        case .resume(let holdings):
            self.pushIfPossible()
            return .send(.resume(holdings))
        case .pushing(let push):
            return self.push(push)
        case .statements(let push, let cluster, let statements):
            return self.send(statements, of: cluster, then: push)
        case .log(let push, let task):
            self.outbound = .betweenBatches(push, task, position: task.sizeThere)
            return .send(.log(task.log, of: task.cluster, start: task.sizeThere))
        case .betweenBatches(let push, let task, let position):
            guard position < task.sizeHere else { return self.push(push) }
            self.outbound = .loadingBatch(push, task, position: position)
            return .loadBatch(task.log, from: position)
        case .batch(let push, let task, let batch, let index):
            return self.send(batch, frame: index, of: task, then: push)
        case .goodbye(let goodbye):
            self.outbound = .finished
            return .send(.goodbye(goodbye))
        case .awaitingAcceptance, .awaitingHoldings, .awaitingResume, .awaitingDone:
            return .wait
        case .finished:
            return .finish
        case .takingInventory, .loadingStatements, .comparingRoot, .loadingBatch:
            self.endForMisuse("nextStep")
            return self.nextStep()
        }
    }

    /// The inventory was taken.
    package mutating func took(_ inventory: Inventory) {
        switch self.outbound {
        case .takingInventory:
            let clusters = inventory.clusters.sorted { $0.id < $1.id }
                .map { cluster in
                    var cluster = cluster
                    cluster.logs = cluster.logs.filter { $0.size > 0 }.sorted { $0.id < $1.id }
                    return cluster
                }
            self.mine = clusters
            self.outbound = .holdings(clusters.map { $0.holding(logs: $0.isReadable ? $0.logs : nil) })
        case .goodbye, .finished: break
        default: self.endForMisuse("took")
        }
    }

    /// The root at the peer's size was looked up.
    package mutating func compared(root: Bytes32) {
        switch self.outbound {
        case .comparingRoot(let push, let task):
            if root == task.rootThere {
                self.outbound = .log(push, task)
            } else {
                self.tally.forks.append(task.log)
                self.progress.entriesToSend -= task.sizeHere - task.sizeThere
                self.outbound = .pushing(push)
            }
        case .goodbye, .finished: break
        default: self.endForMisuse("compared")
        }
    }

    /// Statements were loaded.
    package mutating func loaded(_ statements: [Statement]) {
        switch self.outbound {
        case .loadingStatements(var push, var task):
            if task.heldByPeer == 0 {
                self.outbound = .statements(push, task.cluster, statements[...])
            } else if let last = statements.first, last.hash == task.lastHeldByPeer {
                self.outbound = .statements(push, task.cluster, statements.dropFirst())
            } else {
                // The peer's are not the first of these: it must see all of them to choose.
                task.heldByPeer = 0
                push.statements.append(task)
                self.outbound = .pushing(push)
            }
        case .goodbye, .finished: break
        default: self.endForMisuse("loaded statements")
        }
    }

    /// A batch was loaded.
    package mutating func loaded(_ batch: Batch) {
        switch self.outbound {
        case .loadingBatch(let push, let task, let position):
            let end = batch.checkpoint.size
            let bundle = Limits.bundleEntries
            guard batch.log == task.log, batch.start == position, end > position,
                UInt64(batch.frames.count) == (end - 1) / bundle - position / bundle + 1
            else { return self.endForMisuse("loaded another batch") }
            self.outbound = .batch(push, task, batch, frame: 0)
        case .goodbye, .finished: break
        default: self.endForMisuse("loaded a batch")
        }
    }

    private mutating func push(_ push: Push) -> WriterStep {
        var push = push
        if let task = push.statements.popLast() {
            self.outbound = .loadingStatements(push, task)
            // One statement more than the peer lacks, to see whether it stands on the same ones.
            return .loadStatements(task.cluster, from: task.heldByPeer == 0 ? 0 : task.heldByPeer - 1)
        }
        if let task = push.logs.popLast() {
            if task.sizeThere > 0 {
                self.outbound = .comparingRoot(push, task)
                return .compareRoot(task.log, size: task.sizeThere)
            }
            self.outbound = .log(push, task)
            return self.nextStep()
        }
        self.outbound = .awaitingDone
        if self.inbound == .goodbye { self.leave() }
        return .send(.done)
    }

    private mutating func send(
        _ statements: ArraySlice<Statement>,
        of cluster: ClusterID,
        then push: Push
    ) -> WriterStep {
        guard let first = statements.first else {
            self.outbound = .pushing(push)
            return self.nextStep()
        }
        let chunk = Self.prefix(of: statements, fitting: FrameLimit.large - 64 * 1_024)
        self.outbound = .statements(push, cluster, statements.dropFirst(chunk.count))
        self.tally.statementsSent += UInt64(chunk.count)
        return .send(.statements(cluster, from: first.number, Array(chunk)))
    }

    private mutating func send(
        _ batch: Batch,
        frame index: Int,
        of task: Comparison.LogTask,
        then push: Push
    ) -> WriterStep {
        let end = batch.checkpoint.size
        guard index < batch.frames.count else {
            self.outbound = .betweenBatches(push, task, position: end)
            self.progress.entriesSent += end - batch.start
            self.progress.entriesToSend = max(self.progress.entriesToSend, self.progress.entriesSent)
            let root = batch.checkpoint.root
            return .send(.checkpoint(size: end, root: root, signature: batch.checkpoint.signature))
        }
        self.outbound = .batch(push, task, batch, frame: index + 1)
        // Each run reaches to the next multiple of 256, or to the end.
        let bundle = Limits.bundleEntries
        let first = index == 0 ? batch.start : (batch.start / bundle + UInt64(index)) * bundle
        let next = min((first / bundle + 1) * bundle, end)
        return .send(.entries(count: next - first, run: batch.frames[index]))
    }
}
