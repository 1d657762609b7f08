public import SplotDirectory

/// A record of the directory that rows may turn out to be about.
public struct ExistingRecord: Hashable, Sendable {
    /// The record.
    public var record: DirectoryRecord

    /// Whether this node's own cluster created it.
    ///
    /// Rows of a kind that each cluster keeps for itself change own records only; common kinds any.
    public var isOwn: Bool

    /// Describes a record of the directory.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - isOwn: Whether this node's own cluster created it.
    public init(record: DirectoryRecord, isOwn: Bool) {
        self.record = record
        self.isOwn = isOwn
    }
}
