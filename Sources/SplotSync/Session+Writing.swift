package import SplotLog
package import SplotMerge

/// What is sent.
extension Session {
    /// What whoever writes does now.
    package mutating func nextStep() -> WriterStep {
        if let step = self.introductionStep() { return step }
        self.goOn()
        switch self.outbound {
        case .hello(let hello, let known):
            self.outbound = known.map { .inventory($0) } ?? .awaitingAcceptance
            return .send(.hello(hello))
        case .inventory(let peer):
            // What is new by now will be in it.
            if self.wish == .toBegin { self.wish = .toRest }
            self.outbound = .takingInventory(peer)
            return .takeInventory(peer)
        case .opening:
            return self.sendOpening()
        case .holdings(var frames):
            let frame = frames.removeFirst()
            self.outbound = frames.isEmpty ? .awaitingHoldings : .holdings(frames)
            if self.outbound == .awaitingHoldings, self.inbound == .listed {
                self.inbound = .statements
                self.compareListings()
            }
            return .send(frame)
        case .fork(let push, let evidence):
            self.outbound = .pushing(push)
            return .send(.fork(evidence))
        case .resume(var frames):
            let frame = frames.removeFirst()
            if frames.isEmpty { self.pushIfPossible() } else { self.outbound = .resume(frames) }
            return .send(frame)
        case .pushing(let push):
            return self.push(push)
        case .statements(let push, let cluster, let statements):
            return self.send(statements, of: cluster, then: push)
        case .betweenBatches(let push, let task, let position):
            guard position < task.sizeHere else { return self.push(push) }
            self.outbound = .loadingBatch(push, task, position: position)
            return .loadBatch(task.log, from: position)
        case .batch(let push, let task, let batch, let index):
            return self.send(batch, frame: index, of: task, then: push)
        case .remembering:
            return self.remember()
        case .goodbye(let goodbye):
            self.outbound = .finished
            return .send(.goodbye(goodbye))
        case .awaitingAcceptance, .awaitingOpening, .awaitingHoldings, .awaitingResume, .awaitingDone, .resting:
            return .wait
        case .finished:
            return .finish
        case .takingInventory, .loadingStatements, .comparingRoot, .loadingEvidence, .loadingBatch, .awaitingMemory:
            self.endForMisuse("nextStep")
            return self.nextStep()
        }
    }

    /// What the two sides ask and tell of their clusters' statements goes before anything else, behind the hello.
    private mutating func introductionStep() -> WriterStep? {
        switch self.outbound {
        case .hello, .goodbye, .finished: return nil
        default: break
        }
        if self.acquaintance.mine == .due {
            self.acquaintance.mine = .settled
            return .send(.ask)
        }
        switch self.acquaintance.theirs {
        case .due:
            self.acquaintance.theirs = .loading
            return .loadStatements(self.cluster, from: 0)
        case .ready(let statements):
            self.acquaintance.theirs = .sent
            return .send(.statements(self.cluster, from: 0, statements))
        case .loading:
            self.endForMisuse("nextStep")
            return nil
        case .unasked, .sent:
            return nil
        }
    }

    /// The inventory was taken.
    package mutating func took(_ inventory: Inventory) {
        switch self.outbound {
        case .takingInventory:
            self.round = Round(inventory, isDistrustful: self.isDistrustful)
            self.outbound = .opening
        case .goodbye, .finished: break
        default: self.endForMisuse("took")
        }
    }

    private mutating func sendOpening() -> WriterStep {
        guard let opening = self.round?.opening else {
            self.endForMisuse("nextStep")
            return self.nextStep()
        }
        self.outbound = .awaitingOpening
        do {
            try self.compareIfPossible()
        } catch {
            self.end(error)
            return self.nextStep()
        }
        return .send(.opening(opening))
    }

    /// The root at the peer's size was looked up.
    package mutating func compared(root: Bytes32?) {
        switch self.outbound {
        case .comparingRoot(let push, let task):
            guard let root else {
                self.progress.entriesToSend -= task.sizeHere - task.sizeThere
                self.outbound = .pushing(push)
                return
            }
            if task.there.standing == .held(size: task.sizeThere, root: root) {
                self.outbound = .betweenBatches(push, task, position: task.sizeThere)
            } else {
                self.progress.entriesToSend -= task.sizeHere - task.sizeThere
                var push = push
                push.forks.append(task)
                self.outbound = .pushing(push)
            }
        case .goodbye, .finished: break
        default: self.endForMisuse("compared")
        }
    }

    /// Proof of a fork was looked for.
    package mutating func loaded(_ evidence: ForkEvidence?) {
        switch self.outbound {
        case .loadingEvidence(let push, let task):
            if let evidence {
                self.note(fork: task.log)
                self.outbound = .fork(push, evidence)
            } else {
                // There is none: the log was closed, or the peer has not listed it with its signature in this round.
                self.round?.missEvidence()
                if !self.tally.forks.contains(task.log) { self.tally.forks.append(task.log) }
                self.outbound = .pushing(push)
            }
        case .goodbye, .finished: break
        default: self.endForMisuse("loaded evidence")
        }
    }

    /// Statements were loaded.
    package mutating func loaded(_ statements: [Statement]) {
        if self.acquaintance.theirs == .loading {
            self.acquaintance.theirs = .ready(statements)
            return
        }
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
    package mutating func loaded(_ batch: Batch?) {
        switch self.outbound {
        case .loadingBatch(let push, let task, let position):
            guard let batch else {
                // It cannot be passed on from here; somebody else will have it.
                self.progress.entriesToSend -= task.sizeHere - min(position, task.sizeHere)
                self.outbound = .pushing(push)
                return
            }
            let end = batch.checkpoint.size
            let bundle = Limits.bundleEntries
            guard batch.log == task.log, batch.start == position, end > position,
                UInt64(batch.frames.count) == (end - 1) / bundle - position / bundle + 1
            else { return self.endForMisuse("loaded another batch") }
            self.outbound = .batch(push, task, batch, frame: position == task.sizeThere ? -1 : 0)
        case .goodbye, .finished: break
        default: self.endForMisuse("loaded a batch")
        }
    }

    /// What was agreed on is remembered.
    package mutating func remembered() {
        switch self.outbound {
        case .awaitingMemory: self.finishRound()
        case .goodbye, .finished: break
        default: self.endForMisuse("remembered")
        }
    }

    private mutating func remember() -> WriterStep {
        // A peer that found something wrong has not taken what was pushed.
        guard !self.isAskedAgain, let memory = self.round?.memory, let peer = self.peer else {
            self.finishRound()
            return self.nextStep()
        }
        self.outbound = .awaitingMemory
        return .remember(memory, of: peer)
    }

    private mutating func push(_ push: Push) -> WriterStep {
        var push = push
        if let task = push.statements.popFirst() {
            self.outbound = .loadingStatements(push, task)
            // One statement more than the peer lacks, to see whether it stands on the same ones.
            return .loadStatements(task.cluster, from: task.heldByPeer == 0 ? 0 : task.heldByPeer - 1)
        }
        if let task = push.forks.popFirst() {
            self.outbound = .loadingEvidence(push, task)
            return .loadEvidence(task.log, against: task.there)
        }
        if let task = push.logs.popFirst() {
            if task.sizeThere > 0 {
                self.outbound = .comparingRoot(push, task)
                return .compareRoot(task.log, size: task.sizeThere)
            }
            self.outbound = .betweenBatches(push, task, position: 0)
            return self.nextStep()
        }
        self.outbound = .awaitingDone
        self.finishRoundIfPossible()
        return .send(.done(again: self.round?.isDoubtful ?? false))
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
        let chunk = Self.prefix(of: statements, fitting: Self.statementBytes)
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
        guard index >= 0 else {
            self.outbound = .batch(push, task, batch, frame: 0)
            return .send(.log(task.log, start: task.sizeThere))
        }
        let end = batch.checkpoint.size
        guard index < batch.frames.count else {
            self.outbound = .betweenBatches(push, task, position: end)
            self.progress.entriesSent += end - batch.start
            self.progress.entriesToSend = max(self.progress.entriesToSend, self.progress.entriesSent)
            let isKnown =
                task.here.standing == .held(size: end, root: batch.checkpoint.root)
                && task.here.signature == batch.checkpoint.signature && self.round?.hasListed(task) == true
            return .send(.checkpoint(isKnown ? nil : SentCheckpoint(batch.checkpoint)))
        }
        self.outbound = .batch(push, task, batch, frame: index + 1)
        // Each run reaches to the next multiple of 256, or to the end.
        let bundle = Limits.bundleEntries
        let first = index == 0 ? batch.start : (batch.start / bundle + UInt64(index)) * bundle
        let next = min((first / bundle + 1) * bundle, end)
        return .send(.entries(count: next - first, run: batch.frames[index]))
    }
}
