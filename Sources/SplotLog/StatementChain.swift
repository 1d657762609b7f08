public import SplotMerge

/// A cluster's statements from 0 on, each checked against those before (Protocol.md §4.3).
public struct StatementChain: Hashable, Sendable {
    /// The most statements a cluster may make.
    public static let maximumCount = 10_000

    /// The most bytes that the bodies and signatures of a chain may take together: a whole chain must fit one frame.
    public static let maximumBytes = 768 * 1_024

    /// The most logs a cluster may admit, so that one alone cannot fill the contexts and holdings of all others.
    public static let maximumLogs = 512

    /// The statements, in order; never empty.
    public private(set) var statements: [Statement]

    /// The key that signs the next statement.
    public private(set) var key: Bytes32

    /// What people call the cluster.
    public let name: String

    /// The node key of each admitted log.
    public private(set) var admitted: [LogID: Bytes32] = [:]

    /// The size and root at which logs were closed.
    ///
    /// Of several closes of one log the highest number wins.
    public private(set) var closed: [LogID: LogClose] = [:]

    /// The positions whose payloads were ordered to be erased: ascending ranges that neither overlap nor touch.
    public private(set) var erasures: [LogID: [Range<UInt64>]] = [:]

    /// The X25519 key to which offline bundles for the node of each log are encrypted.
    ///
    /// Only logs that are admitted and not closed: what a chain says of any other means nothing, and a node whose log
    /// was closed is no longer meant to read. Of several keys of one log the highest number wins.
    public var receiving: [LogID: Bytes32] {
        self.receivingKeys.filter { self.admitted[$0.key] != nil && self.closed[$0.key] == nil }
    }

    /// Whether a statement of a newer version stops the merging of the cluster's logs.
    public private(set) var isStopped = false

    /// The bytes of all bodies and signatures so far.
    public private(set) var byteCount: Int

    private var receivingKeys: [LogID: Bytes32] = [:]
    private var recoveryHash: Bytes32
    private var recoveries = 0

    /// The cluster's name: the hash of statement 0.
    public var cluster: ClusterID { self.statements[0].cluster }

    /// The last statement.
    public var last: Statement { self.statements[self.statements.count - 1] }

    /// Begins a chain.
    ///
    /// - Parameter founding: Statement 0.
    /// - Throws: ``LogError`` `brokenChain` when it is not a founding statement signed by the key it names.
    public init(founding: Statement) throws {
        guard case .found(let key, let recoveryHash, let name) = founding.act, founding.isSigned(by: key) else {
            throw LogError(.brokenChain, "statement 0 of a cluster does not found it, or its signature is wrong")
        }
        self.statements = [founding]
        self.byteCount = founding.byteCount
        self.key = key
        self.recoveryHash = recoveryHash
        self.name = name
    }

    /// Reads a whole chain.
    ///
    /// - Parameter statements: All statements of one cluster from 0 on, in order.
    /// - Throws: ``LogError`` `brokenChain`, naming the first statement that does not follow; `tooLarge` for a chain
    ///   beyond ``maximumCount``, ``maximumBytes`` or ``maximumLogs``.
    public init(_ statements: some Collection<Statement>) throws {
        guard let founding = statements.first else {
            throw LogError(.brokenChain, "a cluster without statement 0 cannot be known")
        }
        try self.init(founding: founding)
        for statement in statements.dropFirst() { try self.append(statement) }
    }

    /// Reads a whole chain whose signatures were checked before it was stored.
    ///
    /// - Parameter statements: All statements of one cluster from 0 on, in order.
    /// - Throws: ``LogError`` `brokenChain` when they do not follow each other, `tooLarge` when they are too many.
    package init(checked statements: [Statement]) throws {
        guard let founding = statements.first, case .found(let key, let recoveryHash, let name) = founding.act else {
            throw LogError(.brokenChain, "a cluster without statement 0 cannot be known")
        }
        self.statements = [founding]
        self.byteCount = founding.byteCount
        self.key = key
        self.recoveryHash = recoveryHash
        self.name = name
        for statement in statements.dropFirst() { try self.append(statement, isChecked: true) }
    }

    /// Appends the next statement.
    ///
    /// - Throws: ``LogError`` `brokenChain` when its cluster, number, predecessor or signature is not the one expected,
    ///   or a rotation without the recovery key would change that; `tooLarge` when the chain would grow beyond
    ///   ``maximumCount``, ``maximumBytes`` or ``maximumLogs``. Nothing is appended then.
    public mutating func append(_ statement: Statement) throws { try self.append(statement, isChecked: false) }

    private mutating func append(_ statement: Statement, isChecked: Bool) throws {
        try self.checkRoom(for: statement)
        guard statement.cluster == self.cluster, statement.number == UInt64(self.statements.count),
            statement.previous == self.last.hash
        else { throw LogError(.brokenChain, "statement \(statement.number) does not follow the one before") }
        let signer = try self.signer(of: statement)
        guard isChecked || statement.isSigned(by: signer) else {
            throw LogError(.brokenChain, "the signature of statement \(statement.number) is wrong")
        }
        self.apply(statement.act)
        self.statements.append(statement)
        self.byteCount += statement.byteCount
    }

    private func checkRoom(for statement: Statement) throws {
        guard self.statements.count < Self.maximumCount else {
            throw LogError(.tooLarge, "a cluster may make \(Self.maximumCount) statements")
        }
        guard statement.byteCount <= Self.maximumBytes - self.byteCount else {
            throw LogError(.tooLarge, "the statements of a cluster may take \(Self.maximumBytes) bytes together")
        }
        if case .admit(_, let log, _) = statement.act, self.admitted[log] == nil {
            guard self.admitted.count < Self.maximumLogs else {
                throw LogError(.tooLarge, "a cluster may admit \(Self.maximumLogs) logs")
            }
        }
    }

    /// Whether this chain is to be kept rather than another of the same cluster.
    ///
    /// Chains of one cluster differ when its key was stolen or used twice. The one with more rotations by the recovery
    /// key wins, which a thief does not have; then the longer; then the one whose last statement has the smaller hash.
    ///
    /// - Parameter other: A valid chain of the same cluster.
    /// - Returns: `false` also when both are the same chain.
    public func isPreferred(to other: StatementChain) -> Bool {
        if self.recoveries != other.recoveries { return self.recoveries > other.recoveries }
        if self.statements.count != other.statements.count { return self.statements.count > other.statements.count }
        return self.last.hash < other.last.hash
    }

    /// Whether the payload at a position of a log was ordered to be erased.
    ///
    /// - Parameters:
    ///   - position: A position in the log.
    ///   - log: One of the cluster's logs.
    /// - Returns: `false` also for a log of which nothing was ordered to be erased.
    public func orderedErasure(of position: UInt64, in log: LogID) -> Bool {
        self.erasures[log]?.covers(position) ?? false
    }

    /// Whether the payload at any of some positions of a log was ordered to be erased.
    ///
    /// - Parameters:
    ///   - range: Positions in the log, such as those of a whole run.
    ///   - log: One of the cluster's logs.
    /// - Returns: `false` also for no positions, and for a log of which nothing was ordered to be erased.
    package func overlapsErasure(_ range: Range<UInt64>, in log: LogID) -> Bool {
        self.erasures[log]?.coversAny(of: range) ?? false
    }

    private func signer(of statement: Statement) throws -> Bytes32 {
        guard case .rotate(_, let recoveryHash, let recoveryKey) = statement.act else { return self.key }
        guard let recoveryKey else {
            // Else who stole the cluster key could put a recovery key of his own in force, and out-recover the owner.
            guard recoveryHash == self.recoveryHash else {
                throw LogError(
                    .brokenChain,
                    "statement \(statement.number) changes the recovery key: only the recovery key may do that"
                )
            }
            return self.key
        }
        guard Statement.recoveryHash(of: recoveryKey) == self.recoveryHash else {
            throw LogError(
                .brokenChain,
                "statement \(statement.number) names another recovery key than the cluster has"
            )
        }
        return recoveryKey
    }

    private mutating func apply(_ act: Statement.Act) {
        switch act {
        case .found, .succeeded, .unknown(isCritical: false):
            break
        case .admit(let nodeKey, let log, _):
            // A log keeps the key it was first admitted with: keys never change inside a log.
            if self.admitted[log] == nil { self.admitted[log] = nodeKey }
        case .close(let log, let size, let root):
            self.closed[log] = LogClose(size: size, root: root)
        case .rotate(let key, let recoveryHash, let recoveryKey):
            self.key = key
            self.recoveryHash = recoveryHash
            if recoveryKey != nil { self.recoveries += 1 }
        case .erase(let log, let ranges):
            self.erasures[log, default: []].unite(with: ranges)
        case .receive(let log, let key):
            self.receivingKeys[log] = key
        case .unknown(isCritical: true):
            self.isStopped = true
        }
    }
}
