import SplotSync

/// A connection between two nodes: two sessions, and the bytes that are under way between them.
final class SimulatedConnection {
    /// What arrives next at one end.
    enum Parcel {
        case bytes([UInt8], number: Int)
        case end
    }

    let number: Int
    /// Who called, and who answered.
    let ends: [SimulatedEnd]
    /// What is under way to each end, in order.
    var wires: [[Parcel]] = [[], []]
    /// When the last of it arrives.
    var lastArrival: [UInt64] = [0, 0]
    /// How slow the connection is, in milliseconds for one way.
    let latency: UInt64
    /// Whether what is sent arrives nowhere.
    var isSilent = false

    init(number: Int, ends: [SimulatedEnd], latency: UInt64) {
        self.number = number
        self.ends = ends
        self.latency = latency
    }

    /// Whether nothing can happen on it any more.
    var isOver: Bool { self.ends.allSatisfy(\.isGone) }

    /// How many bytes are under way to an end.
    func bytesUnderWay(to side: Int) -> Int {
        self.wires[side]
            .reduce(0) { sum, parcel in
                if case .bytes(let bytes, _) = parcel { sum + bytes.count } else { sum }
            }
    }
}

/// One end of a connection: a session with what a reader and a writer know about it.
final class SimulatedEnd {
    /// What one of the two tasks does that would drive the session.
    enum Activity {
        /// It waits to be woken.
        case idle
        /// Its next step is scheduled.
        case scheduled
        /// It has returned.
        case finished
    }

    let node: SimulatedNode
    let steps: SessionSteps
    var session: Session
    var frames = FrameSplitter()

    var reader = Activity.idle
    var readerStep = Session.ReaderStep.read
    var readerOutcome: SessionSteps.Outcome<Session.ReaderStep>?
    var writer = Activity.idle
    var writerOutcome: SessionSteps.Outcome<Void>?

    /// What arrives cannot be read any more.
    var isUnreadable = false
    /// Nothing more will arrive.
    var hasEnded = false
    /// The process is gone, or is done with the connection.
    var isGone = false
    /// What the replica threw first.
    var failure: (any Error)?

    init(node: SimulatedNode, steps: SessionSteps, session: consuming Session) {
        self.node = node
        self.steps = steps
        self.session = session
    }

    /// Takes what has arrived, as a reader does.
    ///
    /// - Returns: What to do next; `nil` to wait for more.
    func read() -> (step: Session.ReaderStep, frame: UInt8?)? {
        if !self.isUnreadable {
            do {
                if let frame = try self.frames.next(limit: self.session.frameLimit) {
                    return (self.session.received(frame), frame.type)
                }
            } catch {
                self.isUnreadable = true
                _ = self.session.unreadable(error)
                return (.read, nil)
            }
        }
        return self.hasEnded ? (self.session.streamEnded(), nil) : nil
    }
}
