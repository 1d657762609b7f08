package import SplotLog
package import SplotMerge

/// One frame of a session, read.
package enum Frame: Equatable, Sendable {
    /// The first frame of each side.
    case hello(Hello)
    /// What is held, of clusters that this side trusts, in ascending order.
    case holdings([Holding])
    /// What is held of clusters that this side withheld and the peer listed, in ascending order.
    case resume([Holding])
    /// Statements of one cluster, in order, the first with the number `from`.
    case statements(ClusterID, from: UInt64, [Statement])
    /// The entries that follow are of this log, from this position on.
    case log(LogID, of: ClusterID, start: UInt64)
    /// A run of entries: how many, and the zstd frame (Protocol.md §6.2).
    case entries(count: UInt64, run: [UInt8])
    /// The author's checkpoint of the current log, where the entries sent so far end.
    case checkpoint(size: UInt64, root: Bytes32, signature: [UInt8])
    /// Everything that the peer lacked was sent.
    case done
    /// The last frame of each side.
    case goodbye(Goodbye)

    /// The frame's type.
    package var type: FrameType {
        switch self {
        case .hello: .hello
        case .holdings: .holdings
        case .resume: .resume
        case .statements: .statements
        case .log: .log
        case .entries: .entries
        case .checkpoint: .checkpoint
        case .done: .done
        case .goodbye: .goodbye
        }
    }
}

/// What each side says first.
package struct Hello: Equatable, Sendable {
    /// The highest version of the protocol that this software speaks.
    package static let version: UInt64 = 1

    /// The highest version that the sender speaks; the lower of both sides' is used.
    package var version: UInt64
    /// Names of optional things the sender can do; unknown ones are ignored.
    package var capabilities: [String]
    /// The statements of the sender's cluster from 0 on.
    package var statements: [Statement]
    /// The log that the sender writes.
    package var log: LogID

    /// Puts a hello together.
    package init(version: UInt64 = Hello.version, capabilities: [String] = [], statements: [Statement], log: LogID) {
        self.version = version
        self.capabilities = capabilities
        self.statements = statements
        self.log = log
    }
}

/// What one side holds of one cluster.
package struct Holding: Equatable, Sendable {
    /// The cluster.
    package var cluster: ClusterID
    /// How many of its statements are held.
    package var statementCount: UInt64
    /// The hash of the last of them.
    package var lastStatement: Bytes32
    /// The logs, in ascending order; `nil` when the sender does not believe that the receiver may read them.
    package var logs: [Inventory.Log]?

    /// Puts a holding together.
    package init(cluster: ClusterID, statementCount: UInt64, lastStatement: Bytes32, logs: [Inventory.Log]?) {
        self.cluster = cluster
        self.statementCount = statementCount
        self.lastStatement = lastStatement
        self.logs = logs
    }
}
