/// How much a session may take (Protocol.md §10.8).
public struct SessionLimits: Sendable, Hashable {
    /// How long the peer may take until it is accepted.
    public var handshake: Duration = .seconds(10)
    /// How long nothing may move in either direction; frames of unknown types are no movement.
    public var idle: Duration = .seconds(60)
    /// How long one round of a session may take in all, however much moves: four hours.
    public var round: Duration = .seconds(4 * 60 * 60)
    /// How long a session that stays may rest before it is seen whether the peer is still there.
    public var rest: Duration = .seconds(30)
    /// How long a peer may take to notice that this side has ended the session early.
    public var linger: Duration = .seconds(5)

    /// The limits that the protocol recommends.
    public init() {}

    /// Compressed bytes of one batch.
    package static let batchBytes = 24 * 1_024 * 1_024
}
