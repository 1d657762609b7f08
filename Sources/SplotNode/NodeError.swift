import SplotDirectory
import SplotLog
import SplotStore

/// Why a node could not do what was asked.
///
/// The message says what to do. It may name fields, records by their UUID, clusters and files, never a value of the
/// directory.
public struct NodeError: Error, Sendable, CustomStringConvertible {
    /// What kind of trouble it is.
    public enum Code: String, Sendable {
        /// There is a node in the directory already.
        case exists
        /// There is no node in the directory.
        case noNode
        /// A file cannot be read or written.
        case file
        /// A record, a cluster, a peer or a conflict that is not there.
        case notFound
        /// A name or the beginning of an id that fits several.
        case ambiguous
        /// Something that cannot be done as asked.
        case invalid
        /// What was edited has changed since it was shown.
        case stale
        /// Another sync is running on this data directory.
        case busy
        /// Data that a peer or a file brought does not verify.
        case badData
        /// The log on disk is older than what peers were shown.
        case behindHighWaterMark
        /// The log or the database is damaged.
        case damaged
        /// The node's log was closed by its cluster.
        case closed
        /// The node's log has two branches.
        case forked
        /// A cluster that must be trusted for this is not.
        case notTrusted
        /// A key that is needed is not in the data directory.
        case keyMissing
    }

    /// What kind of trouble it is.
    public var code: Code

    /// What is wrong, and what to do about it.
    public var message: String

    /// Names a fault.
    ///
    /// - Parameters:
    ///   - code: What kind of trouble it is.
    ///   - message: What is wrong, and what to do about it.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// That there is no record with an id.
    static func noRecord(_ id: RecordUUID) -> NodeError {
        NodeError(.notFound, "there is no record \(id): `splot list` shows all")
    }

    /// The message.
    public var description: String { self.message }
}
