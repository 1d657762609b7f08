public import SplotSync

/// Why a sync over the network did not happen, or did not end well.
public struct TransportError: Error, Sendable, CustomStringConvertible {
    /// What kind of thing went wrong.
    public enum Code: Hashable, Sendable {
        /// Nobody answers at the address.
        case unreachable
        /// The address cannot be listened on.
        case cannotListen
        /// Whoever answers does not speak TLS 1.3 with an Ed25519 certificate and the protocol's name.
        case handshakeFailed
        /// The peer ended the session and said why.
        case refusedByPeer(GoodbyeCode)
        /// This node ended the session because the peer may not talk to it.
        case rejectedPeer(GoodbyeCode)
        /// This node ended the session because of what the peer sent.
        case badData
        /// Something took too long.
        case timeout
        /// The connection broke in the middle.
        case connectionCut
        /// Something failed on this node.
        case internalError
    }

    /// What kind of thing went wrong.
    public var code: Code
    /// What is wrong, and what to do about it.
    public var message: String
    /// What came of the session, when one began: what was stored until then stays.
    public var report: SyncReport?
    /// What was thrown below, if anything was.
    public var cause: (any Error)?

    /// Names a fault.
    ///
    /// - Parameters:
    ///   - code: What kind of thing went wrong.
    ///   - message: What is wrong, and what to do about it; never a value of the directory.
    ///   - report: What came of the session, when one began.
    ///   - cause: What was thrown below, if anything was.
    public init(_ code: Code, _ message: String, report: SyncReport? = nil, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.report = report
        self.cause = cause
    }

    /// The message and the cause.
    public var description: String {
        guard let cause = self.cause else { return self.message }
        return "\(self.message) (\(cause))"
    }
}
