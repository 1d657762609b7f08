import SplotLog
package import SplotMerge

/// A sync session seen from one side: what may arrive, what is sent, and when it is over (Protocol.md §10.4).
///
/// It does no I/O. Two tasks drive it, each in a loop of its own: a reader that gives it frames
/// (``received(_:)``) and does what it is told (``ReaderStep``), and a writer that asks what to send (``nextStep()``).
/// What one of them changes for the other is found when the other asks next.
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
    /// Who the peer is by its key alone.
    let known: Peer?
    /// What is held here, once the inventory was taken.
    var mine: [Inventory.Cluster]?
    /// What the peer says to hold, once it has said so.
    var theirs: [Holding]?
    /// What follows from both.
    var comparison: Comparison?
    /// Clusters whose statements have begun to arrive.
    var begunChains: Set<ClusterID> = []
    /// Logs that were begun in this session; none is begun twice.
    var begun: Set<LogID> = []
    /// Where the last batch of each log ended that was stored in this session.
    var received: [LogID: UInt64] = [:]
    /// How the session ends, from the first event that decides it.
    var outcome: SyncReport.Outcome?
    var tally: SyncReport
    /// How far the session has come.
    package internal(set) var progress = SyncProgress()

    /// Begins a session.
    ///
    /// - Parameters:
    ///   - peerKey: The public node key that the transport authenticated.
    ///   - greeting: How this node introduces itself.
    ///   - known: Who the peer is, when its key alone says so: then the holdings follow the hello at once.
    ///   - capabilities: Names of optional things this side can do.
    package init(peerKey: Bytes32, greeting: Greeting, known: Peer?, capabilities: [String] = []) {
        let statements = Self.prefix(of: greeting.statements[...], fitting: FrameLimit.small - 64 * 1_024)
        let hello = Hello(capabilities: capabilities, statements: Array(statements), log: greeting.log)
        self.inbound = .hello
        self.outbound = .hello(hello, known: known)
        self.known = known
        self.tally = SyncReport(outcome: .cut, peerKey: peerKey)
    }

    /// Begins a session only to refuse it.
    package init(peerKey: Bytes32, refusing violation: Violation) {
        self.inbound = .draining
        self.outbound = .goodbye(violation.goodbye)
        self.known = nil
        self.outcome = .endedHere(violation.goodbye)
        self.tally = SyncReport(outcome: .cut, peerKey: peerKey)
    }

    /// How long frames may be at this point.
    package var frameLimit: FrameLimit {
        switch self.inbound {
        case .hello, .judging: .beforeAcceptance
        case .draining, .closed: self.tally.cluster == nil ? .beforeAcceptance : .afterAcceptance
        default: .afterAcceptance
        }
    }

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

    /// The driver called what the state does not allow.
    mutating func endForMisuse(_ call: StaticString) {
        self.end(Violation(.internalError, "the session was driven wrongly (\(call))"))
    }

    /// Goes on to comparing as soon as both sides' holdings are known.
    mutating func compareIfPossible() {
        guard let mine = self.mine, let theirs = self.theirs, self.comparison == nil,
            case .awaitingHoldings = self.outbound
        else { return }
        let comparison = Comparison(mine: mine, theirs: theirs)
        self.comparison = comparison
        self.tally.forks = comparison.forks
        self.progress.entriesToReceive = comparison.entriesToReceive
        if comparison.isEqual {
            self.inbound = .goodbye
            self.leave()
            return
        }
        self.inbound = comparison.awaitedResume.isEmpty ? .statements : .resume
        if let resume = comparison.owedResume {
            self.outbound = .resume(resume)
        } else {
            self.pushIfPossible()
        }
    }

    /// Begins to push, unless the peer's resume must be waited for.
    mutating func pushIfPossible() {
        guard let comparison = self.comparison, self.inbound != .resume else {
            self.outbound = .awaitingResume
            return
        }
        self.progress.entriesToSend = comparison.logs.reduce(0) { $0 + $1.sizeHere - $1.sizeThere }
        self.outbound = .pushing(Push(comparison))
    }

    /// Says goodbye after everything went well.
    mutating func leave() {
        self.outbound = .goodbye(Goodbye(.ok))
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
