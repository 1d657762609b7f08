public import SplotSync

/// How much a listener lets strangers take.
public struct TransportLimits: Sendable, Hashable {
    /// How much one session may take.
    public var session = SessionLimits()
    /// How many sessions may be open at once, those that stay included.
    public var sessions = 256
    /// How many handshakes one address may begin within a minute.
    public var handshakesPerMinute = 60

    /// The limits that the protocol recommends.
    public init() {}
}
