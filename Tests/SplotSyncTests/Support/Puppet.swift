import SplotMerge
import SplotSync
import SplotTesting

/// One side of a session that is led step by step, in any order that reader, writer and replica may take.
final class Puppet {
    private(set) var session: Session
    var paper: Paper
    /// What has arrived and was not read.
    private var inbox: [RawFrame] = []
    private var isInboxClosed = false
    private var readerStep = Session.ReaderStep.read
    /// What the replica was asked to do; `nil` while nothing is.
    private var writerStep: Session.WriterStep?
    /// Whether the session may have something new for the writer.
    private var isSignalled = true
    private var isWriterDone = false
    /// The types of the frames that were sent.
    private(set) var sent: [FrameType] = []
    weak var other: Puppet?

    init(_ paper: Paper, peerKey: Bytes32, capabilities: Set<Capability> = []) {
        var paper = paper
        var known: Peer?
        if case .accepted(let peer) = paper.admission(of: peerKey, .none) { known = peer }
        self.session = Session(peerKey: peerKey, cluster: paper.cluster, known: known, capabilities: capabilities)
        self.paper = paper
    }

    /// What can happen next on this side.
    enum Move: CaseIterable {
        case read
        case write
        case close
    }

    var moves: [Move] {
        var moves: [Move] = []
        switch self.readerStep {
        case .read: if !self.inbox.isEmpty || self.isInboxClosed { moves.append(.read) }
        case .finish: break
        default: moves.append(.read)
        }
        if !self.isWriterDone, self.writerStep != nil || self.isSignalled { moves.append(.write) }
        if self.isOver, self.other?.isInboxClosed == false { moves.append(.close) }
        return moves
    }

    var isOver: Bool { self.isWriterDone && self.readerStep == .finish }
    var isResting: Bool { self.session.isResting }
    var outcome: SyncReport.Outcome { self.session.report.outcome }
    var report: SyncReport { self.session.report }

    /// Whether the session has stopped where it cannot stay.
    var isStuck: Bool { !self.isOver && !self.isResting }

    func begin() {
        self.session.begin()
        self.isSignalled = true
    }

    func leave() {
        self.session.leave()
        self.isSignalled = true
    }

    func make(_ move: Move) throws {
        switch move {
        case .read: try self.read()
        case .write: try self.write()
        case .close: self.other?.isInboxClosed = true
        }
    }

    private func read() throws {
        self.isSignalled = true
        switch self.readerStep {
        case .read:
            self.readerStep =
                self.inbox.isEmpty ? self.session.streamEnded() : self.session.received(self.inbox.removeFirst())
        case .judge(let introduction):
            let admission = self.paper.admission(of: self.session.report.peerKey, introduction)
            self.readerStep = self.session.judged(admission)
        case .storeStatements(let statements, let cluster):
            let isNew = try self.paper.receive(statements, of: cluster)
            self.readerStep = self.session.storedStatements(statements.count, isNew: isNew)
        case .store(let batch):
            let count = try self.paper.receive(batch)
            self.readerStep = self.session.storedBatch(batch, new: count)
        case .storeFork(let evidence):
            try self.paper.receive(evidence)
            self.readerStep = self.session.storedFork(evidence)
        case .finish: break
        }
    }

    private func write() throws {
        guard let step = self.writerStep else {
            self.isSignalled = false
            switch self.session.nextStep() {
            case .send(let frame):
                self.sent.append(frame.type)
                self.other?.inbox.append(frame.raw)
                self.isSignalled = true
            case .wait: break
            case .finish: self.isWriterDone = true
            case let step: self.writerStep = step
            }
            return
        }
        self.writerStep = nil
        self.isSignalled = true
        switch step {
        case .takeInventory(let peer): self.session.took(self.paper.inventory(for: peer))
        case .compareRoot(let log, let size):
            self.session.compared(root: try self.paper.root(of: log, at: size))
        case .loadEvidence(let log, let listing):
            self.session.loaded(try self.paper.evidence(of: log, against: listing))
        case .loadStatements(let cluster, let from):
            self.session.loaded(self.paper.statements(of: cluster, from: from))
        case .loadBatch(let log, let from): self.session.loaded(try self.paper.batch(of: log, from: from))
        case .remember(let memory, let peer):
            self.paper.memories[peer.key] = memory
            self.session.remembered()
        case .send, .wait, .finish: break
        }
    }
}
