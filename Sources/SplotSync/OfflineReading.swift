package import SplotLog
package import SplotMerge

/// The frames of an offline bundle as they are read: what may stand where (Protocol.md §12.3).
///
/// It does no I/O. Whoever drives it gives it bytes as they come out of the sealed file, asks for the next step until
/// there is none, and goes on with more bytes. At most one frame and one batch are held at a time.
package struct OfflineReading: Sendable {
    /// What was read, and is to be done.
    package enum Step: Sendable, Equatable {
        /// All that the exporter holds for the receiver, clusters in ascending order.
        case listed([Holding])
        /// All statements of a cluster that was listed.
        case statements([Statement], of: ClusterID)
        /// Proof that a log is forked.
        case fork(ForkEvidence)
        /// What follows is of this log, from a position on; ``OfflineReading/passOver()`` if it is not wanted.
        case log(LogID, of: ClusterID, start: UInt64, listed: Listing)
        /// Entries up to a checkpoint, to be checked and kept.
        case batch(Batch)
        /// The bundle is over.
        case end
    }

    /// What may come next.
    private enum Stage: Sendable {
        /// A part of the listing.
        case holdings
        /// The statements of the cluster with this number in the listing.
        case statements(Int)
        /// Proof of a fork, a log, or the end.
        case forks
        /// A log, the end, or unless `nil` more entries of the log.
        case betweenBatches(Session.LogPosition?)
        /// More entries of a batch, or its checkpoint.
        case batch(BatchGathering)
        /// Entries that are not wanted, a log, or the end.
        case passingOver
        /// Nothing.
        case ended
    }

    private var splitter = FrameSplitter()
    private var stage = Stage.holdings
    private var listing = ListingGathering()
    private var listings: [LogID: (cluster: ClusterID, listing: Listing)] = [:]
    private var begun: Set<LogID> = []

    /// Begins to read.
    package init() {}

    /// Takes what comes next in the file.
    package mutating func append(_ bytes: [UInt8]) { self.splitter.append(bytes) }

    /// The entries of the log that was begun last are not wanted; nothing changes when there is none.
    package mutating func passOver() {
        switch self.stage {
        case .betweenBatches, .batch: self.stage = .passingOver
        case .holdings, .statements, .forks, .passingOver, .ended: break
        }
    }

    /// What is to be done next.
    ///
    /// - Returns: `nil` until more bytes have come.
    /// - Throws: ``Violation`` for a frame that is malformed, too long, or may not stand where it does.
    package mutating func next() throws(Violation) -> Step? {
        while let raw = try self.splitter.next(limit: .afterAcceptance) {
            guard let frame = try Frame.read(raw) else { continue }
            if let step = try self.read(frame) { return step }
        }
        return nil
    }

    /// Checks that the file may end here.
    ///
    /// - Throws: ``Violation`` `malformedFrame` when the last frame is missing or cut.
    package func finish() throws(Violation) {
        guard case .ended = self.stage, self.splitter.isBetweenFrames else {
            throw Violation(.malformedFrame, "the last frame is missing, or something stands behind it")
        }
    }

    private mutating func read(_ frame: Frame) throws(Violation) -> Step? {
        switch (self.stage, frame) {
        case (.holdings, .holdings(let holdings, let isLast)):
            return try self.list(holdings, isLast: isLast)
        case (.statements(let number), .statements(let cluster, let from, let statements)):
            return try self.take(statements, of: cluster, from: from, number: number)
        case (.forks, .fork(let evidence)):
            guard self.listing.holdings.contains(where: { $0.cluster == evidence.cluster }) else {
                throw Violation(.badData, "proof of a fork is of a cluster that is not listed")
            }
            return .fork(evidence)
        case (.forks, .log(let log, let start)), (.betweenBatches, .log(let log, let start)),
            (.passingOver, .log(let log, let start)):
            return try self.begin(log, at: start)
        case (.betweenBatches(let position?), .entries(let count, let run)):
            var gathering = BatchGathering(at: position)
            try gathering.append(count: count, run: run)
            self.stage = .batch(gathering)
        case (.batch(var gathering), .entries(let count, let run)):
            try gathering.append(count: count, run: run)
            self.stage = .batch(gathering)
        case (.batch(let gathering), .checkpoint(let checkpoint)):
            let batch = try gathering.batch(checkpoint)
            self.stage = .betweenBatches(gathering.next)
            return .batch(batch)
        case (.passingOver, .entries), (.passingOver, .checkpoint):
            break
        case (.forks, .done(again: false)), (.betweenBatches, .done(again: false)),
            (.passingOver, .done(again: false)):
            self.stage = .ended
            return .end
        case (_, _):
            throw Violation(.unexpectedFrame, "a \(frame.type) frame stands where none may")
        }
        return nil
    }

    private mutating func list(_ holdings: [Holding], isLast: Bool) throws(Violation) -> Step? {
        try self.listing.append(holdings, isLast: isLast)
        for holding in holdings {
            guard let logs = holding.logs else {
                throw Violation(.malformedFrame, "a cluster is listed without its logs")
            }
            for log in logs {
                guard self.listings.updateValue((holding.cluster, log), forKey: log.id) == nil else {
                    throw Violation(.badData, "a log is listed under two clusters")
                }
            }
        }
        guard isLast else { return nil }
        self.stage = self.listing.holdings.isEmpty ? .forks : .statements(0)
        return .listed(self.listing.holdings)
    }

    private mutating func take(
        _ statements: [Statement],
        of cluster: ClusterID,
        from: UInt64,
        number: Int
    ) throws(Violation) -> Step {
        guard self.listing.holdings[number].cluster == cluster, from == 0, statements.first?.cluster == cluster else {
            throw Violation(.badData, "statements are of another cluster than was listed, or not all of them")
        }
        self.stage = number + 1 < self.listing.holdings.count ? .statements(number + 1) : .forks
        return .statements(statements, of: cluster)
    }

    private mutating func begin(_ log: LogID, at start: UInt64) throws(Violation) -> Step {
        guard let (cluster, listing) = self.listings[log], start < listing.standing.size else {
            throw Violation(.badData, "a log is not listed, or begins behind its end")
        }
        guard self.begun.insert(log).inserted else { throw Violation(.unexpectedFrame, "a log is begun twice") }
        self.stage = .betweenBatches(
            Session.LogPosition(log: log, cluster: cluster, position: start, listed: listing)
        )
        return .log(log, of: cluster, start: start, listed: listing)
    }
}
