import SplotLog
import SplotMerge

/// What arrives.
extension Session {
    /// A frame arrived.
    package mutating func received(_ raw: RawFrame) -> ReaderStep {
        do {
            guard let frame = try self.read(raw) else { return .read }
            return try self.received(frame)
        } catch {
            self.end(error)
            return .read
        }
    }

    /// What arrived is not even a frame; what follows cannot be read.
    package mutating func unreadable(_ violation: Violation) -> ReaderStep {
        self.end(violation)
        return .read
    }

    /// The peer has closed, or the connection broke.
    package mutating func streamEnded() -> ReaderStep {
        if self.outcome == nil { self.outcome = .cut }
        self.inbound = .closed
        self.outbound = .finished
        return .finish
    }

    /// The replica has judged the peer's hello.
    package mutating func judged(_ admission: Admission) -> ReaderStep {
        switch (self.inbound, admission) {
        case (.judging, .accepted(let peer)) where self.known.map({ $0.cluster != peer.cluster }) ?? false:
            // What may be read was decided for the wrong cluster; nothing but the holdings has gone out by that.
            self.end(Violation(.notAdmitted, "the node key is admitted by more than one cluster"))
        case (.judging, .accepted(let peer)):
            self.inbound = .holdings
            self.tally.cluster = peer.cluster
            if case .awaitingAcceptance = self.outbound {
                self.tally.roundTrips += 1
                self.outbound = .inventory(peer)
            } else if case .hello(let hello, known: nil) = self.outbound {
                // The reader was faster than the writer.
                self.tally.roundTrips += 1
                self.outbound = .hello(hello, known: peer)
            }
        case (.judging, .notTrusted):
            self.end(
                Violation(
                    .notTrusted,
                    "this node does not trust your cluster: its administrator can add your card with `splot trust add`"
                )
            )
        case (.judging, .notAdmitted), (.judging, .unknown):
            self.end(
                Violation(
                    .notAdmitted,
                    "your cluster has not admitted this node key, or has closed its log: whoever keeps the cluster key "
                        + "can admit the node, then sync again"
                )
            )
        case (.draining, _), (.closed, _):
            break
        case (_, _):
            self.endForMisuse("judged")
        }
        return .read
    }

    /// The replica has dealt with statements.
    package mutating func storedStatements(_ count: Int, isNew: Bool) -> ReaderStep {
        if isNew { self.tally.statementsReceived += UInt64(count) }
        return self.stored()
    }

    /// The replica has stored a batch.
    ///
    /// - Parameters:
    ///   - batch: The batch.
    ///   - count: How many of its entries were new.
    /// - Returns: What to do next.
    package mutating func storedBatch(_ batch: Batch, new count: Int) -> ReaderStep {
        self.progress.entriesReceived += batch.checkpoint.size - batch.start
        self.tally.entriesNew += UInt64(clamping: count)
        self.received[batch.log] = batch.checkpoint.size
        return self.stored()
    }

    private mutating func stored() -> ReaderStep {
        switch self.inbound {
        case .storing(let next): self.inbound = next
        case .draining, .closed: break
        default: self.endForMisuse("stored")
        }
        return .read
    }

    private mutating func read(_ raw: RawFrame) throws(Violation) -> Frame? {
        switch self.inbound {
        case .draining:
            // Nothing is believed any more, and only one thing is waited for.
            return raw.type == FrameType.goodbye.rawValue ? .goodbye(Goodbye(.ok)) : nil
        case .closed: return nil
        default: return try Frame.read(raw)
        }
    }

    private mutating func received(_ frame: Frame) throws(Violation) -> ReaderStep {
        if case .goodbye(let goodbye) = frame { return try self.received(goodbye) }
        switch (self.inbound, frame) {
        case (.hello, .hello(let hello)): return try self.received(hello)
        case (.holdings, .holdings(let holdings)):
            self.theirs = holdings
            self.inbound = .comparing
            self.compareIfPossible()
        case (.resume, .resume(let holdings)): try self.received(resume: holdings)
        case (.statements, .statements(let cluster, let from, let statements)):
            return try self.received(statements, of: cluster, from: from)
        case (.statements, .log(let log, let cluster, let start)),
            (.betweenBatches, .log(let log, let cluster, let start)):
            self.inbound = .betweenBatches(try self.begin(log, of: cluster, at: start))
        case (.betweenBatches(let position?), .entries(let count, let run)):
            var gathering = BatchGathering(at: position)
            try gathering.append(count: count, run: run)
            self.inbound = .batch(gathering)
        case (.batch(var gathering), .entries(let count, let run)):
            try gathering.append(count: count, run: run)
            self.inbound = .batch(gathering)
        case (.batch(let gathering), .checkpoint(let size, let root, let signature)):
            let batch = try gathering.batch(size: size, root: root, signature: signature)
            let next = LogPosition(log: batch.log, cluster: batch.cluster, position: size)
            self.inbound = .storing(then: .betweenBatches(next))
            return .store(batch)
        case (.statements, .done), (.betweenBatches, .done): self.receivedDone()
        case (_, _): throw Violation(.unexpectedFrame, "a \(frame.type) frame came where none may stand")
        }
        return .read
    }

    private mutating func received(_ hello: Hello) throws(Violation) -> ReaderStep {
        guard min(hello.version, Hello.version) > 0 else {
            throw Violation(.unsupportedVersion, "version 0 of the protocol does not exist")
        }
        self.tally.roundTrips += 1
        self.inbound = .judging
        return .judge(Greeting(statements: hello.statements, log: hello.log))
    }

    private mutating func received(resume holdings: [Holding]) throws(Violation) {
        let clusters = Set(holdings.map(\.cluster))
        guard var comparison = self.comparison, clusters == comparison.awaitedResume,
            holdings.allSatisfy({ $0.logs != nil })
        else { throw Violation(.unexpectedFrame, "a resume must be about the clusters that were withheld") }
        comparison.resume(mine: self.mine ?? [], theirs: holdings)
        self.comparison = comparison
        self.tally.roundTrips += 1
        self.inbound = .statements
        if case .awaitingResume = self.outbound { self.pushIfPossible() }
    }

    private mutating func received(
        _ statements: [Statement],
        of cluster: ClusterID,
        from: UInt64
    ) throws(Violation) -> ReaderStep {
        guard let held = self.mine?.first(where: { $0.id == cluster }),
            self.theirs?.contains(where: { $0.cluster == cluster }) == true
        else { throw Violation(.badData, "statements came of a cluster that the two sides do not both trust") }
        let numbers = statements.indices.map { from + UInt64($0) }
        guard !statements.isEmpty, from <= held.statementCount || self.begunChains.contains(cluster),
            statements.allSatisfy({ $0.cluster == cluster }), statements.map(\.number) == numbers
        else { throw Violation(.badData, "statements came of another cluster or out of order") }
        self.begunChains.insert(cluster)
        self.inbound = .storing(then: .statements)
        return .storeStatements(statements, of: cluster)
    }

    /// Checks that a log may be sent here, from where it goes on.
    private mutating func begin(
        _ log: LogID,
        of cluster: ClusterID,
        at start: UInt64
    ) throws(Violation) -> LogPosition {
        guard let held = self.mine?.first(where: { $0.id == cluster }),
            let listed = self.theirs?.first(where: { $0.cluster == cluster })?.logs?.first(where: { $0.id == log })
        else { throw Violation(.badData, "a log came that was not listed, or whose cluster is not trusted here") }
        let size = held.logs.first { $0.id == log }?.size ?? 0
        guard start == size, listed.size > start else {
            throw Violation(.badData, "a log goes on at \(start), where \(size) was expected")
        }
        guard self.begun.insert(log).inserted else {
            throw Violation(.unexpectedFrame, "a log was begun twice")
        }
        return LogPosition(log: log, cluster: cluster, position: start)
    }

    private mutating func receivedDone() {
        self.tally.roundTrips += 1
        self.tally.notReceived = self.logsNotReceived()
        self.inbound = .goodbye
        if case .awaitingDone = self.outbound { self.leave() }
    }

    /// The logs that the peer holds more of than it has sent, of clusters that both sides list.
    ///
    /// What it says in a resume is left out: it must not send those.
    private func logsNotReceived() -> [LogID] {
        var missing: Set<LogID> = []
        let mine = Dictionary((self.mine ?? []).map { ($0.id, $0.logs) }, uniquingKeysWith: { first, _ in first })
        for listed in self.theirs ?? [] {
            guard let logs = mine[listed.cluster] else { continue }
            let sizes = Dictionary(logs.map { ($0.id, $0.size) }, uniquingKeysWith: { first, _ in first })
            for log in listed.logs ?? [] where log.size > max(sizes[log.id] ?? 0, self.received[log.id] ?? 0) {
                missing.insert(log.id)
            }
        }
        return missing.sorted()
    }

    private mutating func received(_ goodbye: Goodbye) throws(Violation) -> ReaderStep {
        switch (self.inbound, self.outbound, goodbye.code) {
        case (.goodbye, .goodbye, .ok), (.goodbye, .finished, .ok):
            if self.outcome == nil { self.outcome = .completed }
        case (.draining, _, _):
            break
        case (_, _, .ok):
            // It leaves as if all were well, in the middle: then nothing is known to have arrived.
            if self.outcome == nil { self.outcome = .cut }
            self.outbound = self.outbound == .finished ? .finished : .goodbye(Goodbye(.unexpectedFrame, "too early"))
        case (_, _, _):
            if self.outcome == nil { self.outcome = .endedByPeer(goodbye) }
            switch self.outbound {
            case .goodbye, .finished: break
            default: self.outbound = .goodbye(Goodbye(.ok))
            }
        }
        self.inbound = .closed
        return .finish
    }
}
