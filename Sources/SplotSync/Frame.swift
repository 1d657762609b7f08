package import SplotLog
package import SplotMerge

/// One frame of a session, read.
package enum Frame: Equatable, Sendable {
    /// The first frame of each side.
    case hello(Hello)
    /// The receiver is to show the statements of its cluster.
    case ask
    /// Statements of one cluster, in order, the first with the number `from`.
    case statements(ClusterID, from: UInt64, [Statement])
    /// The begin of a round: where the two last agreed, and what has changed since.
    case opening(Opening)
    /// A part of all that is held, of clusters that this side trusts, in ascending order.
    case holdings([Holding], isLast: Bool)
    /// A part of what is held of clusters that this side withheld and the peer listed, in ascending order.
    case resume([Holding], isLast: Bool)
    /// The entries that follow are of this log, from this position on.
    case log(LogID, start: UInt64)
    /// A run of entries: how many, and the zstd frame (Protocol.md §6.2).
    case entries(count: UInt64, run: [UInt8])
    /// The author's checkpoint of the current log, where the entries sent so far end; `nil` for the one listed.
    case checkpoint(SentCheckpoint?)
    /// Proof that a log is forked.
    case fork(ForkEvidence)
    /// Everything that the peer lacked was sent; another round is to follow when something did not add up.
    case done(again: Bool)
    /// The last frame of each side.
    case goodbye(Goodbye)

    /// The frame's type.
    package var type: FrameType {
        switch self {
        case .hello: .hello
        case .ask: .ask
        case .statements: .statements
        case .opening: .opening
        case .holdings: .holdings
        case .resume: .resume
        case .log: .log
        case .entries: .entries
        case .checkpoint: .checkpoint
        case .fork: .fork
        case .done: .done
        case .goodbye: .goodbye
        }
    }
}

/// A checkpoint as it travels: the log is known from the frames before.
package struct SentCheckpoint: Hashable, Sendable {
    /// The number of entries.
    package var size: UInt64
    /// The root over them.
    package var root: Bytes32
    /// The author's signature, 64 bytes.
    package var signature: [UInt8]

    /// Puts it together.
    package init(size: UInt64, root: Bytes32, signature: [UInt8]) {
        self.size = size
        self.root = root
        self.signature = signature
    }

    /// What is sent of a checkpoint.
    package init(_ checkpoint: Checkpoint) {
        self.init(size: checkpoint.size, root: checkpoint.root, signature: checkpoint.signature)
    }
}
