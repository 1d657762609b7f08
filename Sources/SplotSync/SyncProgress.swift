/// How far a session has come.
public struct SyncProgress: Hashable, Sendable {
    /// Entries sent so far.
    public var entriesSent: UInt64 = 0
    /// Entries that the peer is believed to lack, those sent included.
    public var entriesToSend: UInt64 = 0
    /// Entries that arrived, were checked and stored so far.
    public var entriesReceived: UInt64 = 0
    /// Entries that the peer says to have more of, those received included.
    public var entriesToReceive: UInt64 = 0

    /// Nothing done, nothing known.
    public init() {}
}
