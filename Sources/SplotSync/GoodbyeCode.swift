/// Why a session ended, as a number that travels (Protocol.md §10.7).
///
/// The set is open: a newer version may send a number that this one has no name for.
public struct GoodbyeCode: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
    /// The number on the wire.
    public let rawValue: UInt64

    /// Takes any number, known or not.
    ///
    /// - Parameter rawValue: The number on the wire.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// Everything was exchanged, or there was nothing to exchange.
    public static let ok = GoodbyeCode(rawValue: 0)
    /// The peer's cluster is not trusted here.
    public static let notTrusted = GoodbyeCode(rawValue: 1)
    /// The peer's cluster does not admit the peer's key, or has closed its log.
    public static let notAdmitted = GoodbyeCode(rawValue: 2)
    /// A frame does not follow its grammar.
    public static let malformedFrame = GoodbyeCode(rawValue: 3)
    /// A frame came where it may not stand.
    public static let unexpectedFrame = GoodbyeCode(rawValue: 4)
    /// Statements or entries were refused: a hash, a signature or a number is wrong.
    public static let badData = GoodbyeCode(rawValue: 5)
    /// Something is larger or more than a limit allows.
    public static let limitExceeded = GoodbyeCode(rawValue: 6)
    /// Nothing moved for too long, or the session took longer than it was given.
    public static let timeout = GoodbyeCode(rawValue: 7)
    /// Too many sessions are open; another time will do.
    public static let busy = GoodbyeCode(rawValue: 8)
    /// The two sides have no version of the protocol in common.
    public static let unsupportedVersion = GoodbyeCode(rawValue: 9)
    /// Something failed on this side that is not the peer's fault.
    public static let internalError = GoodbyeCode(rawValue: 10)

    /// The peer has sent what does not verify, and is not heard for a while.
    public static let paused = GoodbyeCode(rawValue: 11)

    /// A payload is missing by no order that is held here; it may be on its way, so sync again.
    public static let behind = GoodbyeCode(rawValue: 12)

    /// The name of the code, or its number.
    public var description: String {
        switch self {
        case .ok: "ok"
        case .notTrusted: "notTrusted"
        case .notAdmitted: "notAdmitted"
        case .malformedFrame: "malformedFrame"
        case .unexpectedFrame: "unexpectedFrame"
        case .badData: "badData"
        case .limitExceeded: "limitExceeded"
        case .timeout: "timeout"
        case .busy: "busy"
        case .unsupportedVersion: "unsupportedVersion"
        case .internalError: "internalError"
        case .paused: "paused"
        case .behind: "behind"
        default: "code \(self.rawValue)"
        }
    }
}
