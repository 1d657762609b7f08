package import SplotLog
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
        // Between two rounds nothing is under way that could be lost.
        if self.outcome == nil { self.outcome = self.isResting ? .completed : .cut }
        self.inbound = .closed
        self.outbound = .finished
        return .finish
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
        self.progress.entriesToReceive = max(self.progress.entriesToReceive, self.progress.entriesReceived)
        self.tally.entriesNew += UInt64(clamping: count)
        self.round?.received[batch.log] = batch.checkpoint.size
        return self.stored()
    }

    /// The replica has stored proof of a fork.
    package mutating func storedFork(_ evidence: ForkEvidence) -> ReaderStep {
        self.note(fork: evidence.log)
        return self.stored()
    }

    /// A log was found to be forked: it is told of, and nothing of it is agreed on.
    mutating func note(fork log: LogID) {
        self.round?.forked.insert(log)
        if !self.tally.forks.contains(log) { self.tally.forks.append(log) }
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
        switch (self.inbound, frame) {
        case (_, .goodbye(let goodbye)): return self.received(goodbye)
        case (.hello, .hello(let hello)): return try self.received(hello)
        case (.introduction(nil), .ask), (.opening, .ask): try self.receivedAsk()
        case (.introduction(nil), .opening(let opening)): self.inbound = .introduction(opening)
        case (.introduction(let opening), .statements(let cluster, let from, let statements)):
            return try self.received(introduction: statements, of: cluster, from: from, opening: opening)
        case (.opening, .opening(let opening)):
            try self.received(opening)
        case (.resting, .opening(let opening)) where self.mayGoOn:
            try self.received(opening)
        case (.holdings, .holdings(let holdings, let isLast)):
            try self.received(holdings, isLast: isLast)
        case (.resume, .resume(let holdings, let isLast)):
            try self.received(resume: holdings, isLast: isLast)
        default: return try self.received(pushed: frame)
        }
        return .read
    }

    /// Whether a round may follow the one that is over on the peer's side.
    private var mayGoOn: Bool {
        switch self.outbound {
        case .remembering, .awaitingMemory, .resting: self.isLive || self.isRepetitionDue
        // This side has not said yet that it has sent everything.
        default: false
        }
    }

    private mutating func received(_ opening: Opening) throws(Violation) {
        self.inbound = .comparing(opening)
        switch self.outbound {
        case .resting:
            if let peer = self.peer { self.outbound = .inventory(peer) }
        default:
            try self.compareIfPossible()
        }
    }

    /// What the peer pushes.
    private mutating func received(pushed frame: Frame) throws(Violation) -> ReaderStep {
        switch (self.inbound, frame) {
        case (.statements, .statements(let cluster, let from, let statements)):
            return try self.received(statements, of: cluster, from: from)
        case (.statements, .fork(let evidence)):
            return try self.received(evidence, then: .statements)
        case (.statements, .log(let log, let start)), (.betweenBatches, .log(let log, let start)):
            self.inbound = .betweenBatches(try self.begin(log, at: start))
        case (.betweenBatches, .fork(let evidence)):
            return try self.received(evidence, then: .betweenBatches(nil))
        case (.betweenBatches(let position?), .entries(let count, let run)):
            var gathering = BatchGathering(at: position)
            try gathering.append(count: count, run: run)
            self.inbound = .batch(gathering)
        case (.batch(var gathering), .entries(let count, let run)):
            try gathering.append(count: count, run: run)
            self.inbound = .batch(gathering)
        case (.batch(let gathering), .checkpoint(let checkpoint)):
            let batch = try gathering.batch(checkpoint)
            self.inbound = .storing(then: .betweenBatches(gathering.next))
            return .store(batch)
        case (.passingOver, .statements), (.passingOver, .fork), (.passingOver, .log), (.passingOver, .entries),
            (.passingOver, .checkpoint):
            break
        case (.statements, .done(let again)), (.betweenBatches, .done(let again)), (.passingOver, .done(let again)):
            self.receivedDone(again: again)
        case (_, _): throw Violation(.unexpectedFrame, "a \(frame.type) frame came where none may stand")
        }
        return .read
    }

    private mutating func received(_ holdings: [Holding], isLast: Bool) throws(Violation) {
        try self.round?.listing.append(holdings, isLast: isLast)
        guard isLast else { return }
        if self.outbound == .awaitingHoldings { self.compareListings() } else { self.inbound = .listed }
    }

    private mutating func received(resume holdings: [Holding], isLast: Bool) throws(Violation) {
        try self.round?.resume.append(holdings, isLast: isLast)
        guard isLast else { return }
        try self.round?.compareResume()
        self.tally.roundTrips += 1
        self.inbound = .statements
        if case .awaitingResume = self.outbound { self.pushIfPossible() }
    }

    private mutating func received(
        _ statements: [Statement],
        of cluster: ClusterID,
        from: UInt64
    ) throws(Violation) -> ReaderStep {
        guard let held = self.round?.comparison?.chains[cluster] else {
            throw Violation(
                .badData,
                "statements came of a cluster of which the two sides hold the same, or not both any"
            )
        }
        let numbers = statements.indices.map { from + UInt64($0) }
        guard !statements.isEmpty, from <= held || self.round?.begunChains.contains(cluster) == true,
            statements.allSatisfy({ $0.cluster == cluster }), statements.map(\.number) == numbers
        else { throw Violation(.badData, "statements came of another cluster or out of order") }
        self.round?.begunChains.insert(cluster)
        self.inbound = .storing(then: .statements)
        return .storeStatements(statements, of: cluster)
    }

    /// Checks that proof of a fork may come here: of a cluster that both list.
    private mutating func received(_ evidence: ForkEvidence, then next: Inbound) throws(Violation) -> ReaderStep {
        guard self.round?.mayReceive(evidence.cluster) == true else {
            throw Violation(.badData, "proof of a fork came of a cluster that the two sides do not exchange")
        }
        self.inbound = .storing(then: next)
        return .storeFork(evidence)
    }

    /// Checks that a log may be sent here, from where it goes on.
    private mutating func begin(_ log: LogID, at start: UInt64) throws(Violation) -> LogPosition {
        guard let expected = self.round?.comparison?.expected[log] else {
            throw Violation(.badData, "a log came that was not listed as longer, or whose cluster is not trusted here")
        }
        guard start == expected.start else {
            throw Violation(.badData, "a log goes on at \(start), where \(expected.start) was expected")
        }
        guard self.round?.begun.insert(log).inserted == true else {
            throw Violation(.unexpectedFrame, "a log was begun twice")
        }
        return LogPosition(log: log, cluster: expected.cluster, position: start, listed: expected.there)
    }

    private mutating func receivedDone(again: Bool) {
        self.tally.roundTrips += 1
        self.tally.notReceived = self.round?.notReceived ?? []
        self.isAskedAgain = again
        self.inbound = .resting
        self.finishRoundIfPossible()
    }

    private mutating func received(_ goodbye: Goodbye) -> ReaderStep {
        if self.inbound != .draining {
            let mayLeave = self.mayPeerLeave
            let isWell = goodbye.code == .ok
            if self.outcome == nil {
                // Whoever leaves as if all were well, in the middle, has not been heard to the end.
                self.outcome = isWell ? mayLeave ? .completed : .cut : .endedByPeer(goodbye)
            }
            switch self.outbound {
            case .goodbye, .finished: break
            // What both hold now is remembered first.
            case .remembering where isWell && mayLeave, .awaitingMemory where isWell && mayLeave: break
            default:
                self.outbound = .goodbye(isWell && !mayLeave ? Goodbye(.unexpectedFrame, "too early") : Goodbye(.ok))
            }
        }
        self.inbound = .closed
        return .finish
    }

    /// Whether the peer may leave now with everything done.
    private var mayPeerLeave: Bool {
        switch (self.inbound, self.outbound) {
        case (.goodbye, _), (.resting, .resting): true
        case (.resting, .remembering), (.resting, .awaitingMemory): !self.isRepetitionDue
        // It left when this side was about to say something new; there will be another time.
        case (.opening, _): self.isLive && self.roundCount > 0 && self.repetitions == 0
        default: false
        }
    }
}
