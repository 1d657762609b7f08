import SplotLog
package import SplotMerge

/// A sync session seen from one side: what may arrive, what is sent, and when it is over (Protocol.md §10.4).
///
/// It does no I/O. Two tasks drive it, each in a loop of its own: a reader that gives it frames
/// (``received(_:)``) and does what it is told (``ReaderStep``), and a writer that asks what to send (``nextStep()``).
/// What one of them changes for the other is found when the other asks next.
///
/// A session is one round, or round after round when both sides stay (``Capability/live``): each says what has changed
/// since the two last agreed, then pushes what the other lacks.
///
/// - A violation of the peer ends the session: the code and the sentence go out in a goodbye, and whatever still
///   arrives is thrown away (``Inbound/draining``). What was stored before stays.
/// - An error of the replica ends it in the same way: as `badData` when the replica refused what came from the peer,
///   as `internalError` when it could not answer. A call that does not fit the state is a bug of the driver and ends
///   the session as `internalError` too, so that it shows; nothing traps.
/// - May be ignored: frames of unknown types that say so, and everything after the first goodbye.
package struct Session: ~Copyable {
    var inbound: Inbound
    var outbound: Outbound
    /// Who the peer is: by its key alone, or once it was accepted.
    var peer: Peer?
    /// Whether the peer's hello, and if need be its statements, were judged and found good.
    var isAccepted = false
    /// The own cluster, for whoever asks.
    let cluster: ClusterID
    /// What this side can do.
    let capabilities: Set<Capability>
    /// Whether both sides stay after the first round.
    var isLive = false
    /// What the two sides need to know of each other's statements before anything else.
    var acquaintance = Acquaintance()
    /// The present round, once the inventory was taken.
    var round: Round?
    /// How many rounds have come to their end.
    package internal(set) var roundCount = 0
    /// Whether this side cannot build on what it remembers of the peer.
    var isDistrustful = false
    /// Whether the peer has said that another round is to follow.
    var isAskedAgain = false
    /// What to do when the session rests.
    var wish = Wish.toRest
    /// How often rounds had to be done again in a row.
    var repetitions = 0
    /// How the session ends, from the first event that decides it.
    var outcome: SyncReport.Outcome?
    var tally: SyncReport
    /// How far the session has come.
    package internal(set) var progress = SyncProgress()

    /// How many statements fit a frame, in bytes.
    static var statementBytes: Int { FrameLimit.list - 4_096 }

    /// Begins a session.
    ///
    /// - Parameters:
    ///   - peerKey: The public node key that the transport authenticated.
    ///   - cluster: This node's cluster.
    ///   - known: Who the peer is, when its key alone says so: then the opening follows the hello at once.
    ///   - capabilities: What this side can do.
    package init(peerKey: Bytes32, cluster: ClusterID, known: Peer?, capabilities: Set<Capability> = []) {
        self.inbound = .hello
        self.outbound = .hello(Hello(capabilities: capabilities, cluster: cluster), known: known)
        self.peer = known
        self.cluster = cluster
        self.capabilities = capabilities
        self.tally = SyncReport(outcome: .cut, peerKey: peerKey)
    }

    /// Begins a session only to refuse it.
    package init(peerKey: Bytes32, cluster: ClusterID, refusing violation: Violation) {
        self.init(peerKey: peerKey, cluster: cluster, known: nil)
        self.end(violation)
    }

    /// How long frames may be at this point.
    package var frameLimit: FrameLimit { self.isAccepted ? .afterAcceptance : .beforeAcceptance }

    /// What came of the session so far; the bytes are counted by whoever sends and receives them.
    package var report: SyncReport {
        var report = self.tally
        report.outcome = self.outcome ?? .cut
        report.entriesSent = self.progress.entriesSent
        report.entriesReceived = self.progress.entriesReceived
        return report
    }

    /// Whether both sides have said goodbye, or the peer has closed.
    package var isOver: Bool { self.inbound == .closed && self.outbound == .finished }

    /// Whether this side has ended the session early, and only waits for the peer to notice.
    package var isDraining: Bool { self.inbound == .draining }

    /// Whether a round is over on both sides, and the session stays.
    package var isResting: Bool { self.inbound == .resting && self.outbound == .resting }

    /// Ends the session from this side.
    ///
    /// - Parameter violation: Why; nothing happens when the session is ending already.
    package mutating func end(_ violation: Violation) {
        switch self.inbound {
        case .draining, .closed: break
        default: self.inbound = .draining
        }
        switch self.outbound {
        case .goodbye, .finished: break
        default: self.outbound = .goodbye(violation.goodbye)
        }
        if self.outcome == nil { self.outcome = .endedHere(violation.goodbye) }
    }

    /// Something is new here, or it is time to see whether the peer is there: another round begins as soon as the session
    /// rests.
    package mutating func begin() { self.wish = self.wish == .toLeave ? .toLeave : .toBegin }

    /// This side leaves, as soon as the session rests.
    package mutating func leave() { self.wish = .toLeave }

    /// What a session that rests does when it may.
    enum Wish: Equatable, Sendable {
        case toRest
        case toBegin
        case toLeave
    }

    /// Does what is wished for, if the session rests.
    mutating func goOn() {
        guard self.isResting, let peer = self.peer else { return }
        switch self.wish {
        case .toRest: break
        case .toBegin:
            self.inbound = .opening
            self.outbound = .inventory(peer)
        case .toLeave: self.leaveNow()
        }
    }

    /// Leaves between two rounds; what the peer says still is thrown away, and it will say that again another time.
    private mutating func leaveNow() {
        self.outcome = .completed
        self.inbound = .draining
        self.outbound = .goodbye(Goodbye(.ok))
    }

    /// The driver called what the state does not allow.
    mutating func endForMisuse(_ call: StaticString) {
        self.end(Violation(.internalError, "the session was driven wrongly (\(call))"))
    }

    // MARK: - The course of a round

    /// Goes on to comparing as soon as both sides have opened the round.
    mutating func compareIfPossible() throws(Violation) {
        guard case .comparing(let theirs) = self.inbound, self.outbound == .awaitingOpening, var round = self.round
        else { return }
        round.theirs = theirs
        self.tally.roundTrips += 1
        switch round.verdict(with: theirs) {
        case .equal:
            if let agreed = round.inventory.memory?.agreed { round.agreed = round.inventory.frontier(over: agreed) }
            self.round = round
            self.inbound = .resting
            self.outbound = .remembering
        case .changes:
            try round.compareChanges(theirs)
            self.round = round
            self.startPushing()
        case .listing:
            self.inbound = .holdings
            self.outbound = .holdings(round.listingFrames)
            self.round = round
        }
    }

    /// Goes on to pushing as soon as both sides have listed all that they hold.
    mutating func compareListings() {
        self.round?.compareListings()
        self.tally.roundTrips += 1
        self.startPushing()
    }

    private mutating func startPushing() {
        guard let round = self.round, let comparison = round.comparison else {
            // What the peer says does not add up: nothing is sent by it, and the next round starts from all there is.
            self.inbound = .passingOver
            self.outbound = .pushing(Push(Comparison(mine: [], theirs: [])))
            return
        }
        self.progress.entriesToReceive = self.progress.entriesReceived + comparison.entriesToReceive
        if comparison.isEqual {
            self.inbound = .resting
            self.outbound = .remembering
            return
        }
        self.inbound = comparison.awaitedResume.isEmpty ? .statements : .resume
        if let resume = comparison.owedResume {
            self.outbound = .resume(Frame.split(resume) { .resume($0, isLast: $1) })
        } else {
            self.pushIfPossible()
        }
    }

    /// Begins to push, unless the peer's resume must be waited for.
    mutating func pushIfPossible() {
        guard let comparison = self.round?.comparison, self.inbound != .resume else {
            self.outbound = .awaitingResume
            return
        }
        self.progress.entriesToSend =
            self.progress.entriesSent + comparison.logs.reduce(0) { $0 + $1.sizeHere - $1.sizeThere }
        self.outbound = .pushing(Push(comparison))
    }

    /// Ends the round once both sides have sent everything.
    mutating func finishRoundIfPossible() {
        guard self.outbound == .awaitingDone, self.inbound == .resting else { return }
        self.outbound = .remembering
    }

    /// The round is over and remembered: another one, a rest, or the end.
    mutating func finishRound() {
        self.roundCount += 1
        let isRepeated = self.isRepetitionDue
        self.isDistrustful = self.round?.isDoubtful ?? false
        self.isAskedAgain = false
        self.round = nil
        switch self.inbound {
        case .closed:
            self.outbound = .goodbye(Goodbye(.ok))
        case _ where isRepeated:
            self.repeatRound()
        case _ where !self.isLive:
            self.inbound = .goodbye
            self.outbound = .goodbye(Goodbye(.ok))
        case .comparing where self.wish == .toLeave:
            self.leaveNow()
        case .comparing:
            // The peer was faster: its next opening is there.
            self.repetitions = 0
            if let peer = self.peer { self.outbound = .inventory(peer) }
        default:
            self.repetitions = 0
            self.outbound = .resting
        }
    }

    /// Whether another round must follow, because something did not add up on one of the sides.
    var isRepetitionDue: Bool { self.isAskedAgain || self.round?.isDoubtful == true }

    /// The second time each side lists all that it holds, and nothing can be in doubt.
    private mutating func repeatRound() {
        self.repetitions += 1
        guard self.repetitions < 3, let peer = self.peer else {
            return self.end(Violation(.badData, "what the two sides remember of each other does not agree"))
        }
        if self.inbound == .resting { self.inbound = .opening }
        self.outbound = .inventory(peer)
    }

    /// As many of the first statements as fit a frame.
    static func prefix(of statements: ArraySlice<Statement>, fitting limit: Int) -> ArraySlice<Statement> {
        var byteCount = 0
        return statements.prefix { statement in
            byteCount += Frame.encodedCount(of: statement)
            return byteCount <= limit
        }
    }
}
