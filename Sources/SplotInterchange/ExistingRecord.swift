public import SplotDirectory

/// A record of the directory that rows may turn out to be about.
public struct ExistingRecord: Hashable, Sendable {
    /// The record.
    public var record: DirectoryRecord

    /// Whether this node's own cluster created it.
    ///
    /// Rows of a kind that each cluster keeps for itself change own records only; common kinds any.
    public var isOwn: Bool

    /// The record that stands for it and those linked with it: rows are about that one.
    ///
    /// Its own id when it stands for itself.
    public var canonical: RecordUUID

    /// Describes a record of the directory.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - isOwn: Whether this node's own cluster created it.
    ///   - canonical: The record that stands for it; itself when `nil`.
    public init(record: DirectoryRecord, isOwn: Bool, canonical: RecordUUID? = nil) {
        self.record = record
        self.isOwn = isOwn
        self.canonical = canonical ?? record.id
    }
}
