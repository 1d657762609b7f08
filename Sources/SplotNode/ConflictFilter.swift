public import SplotDirectory
public import SplotMerge

/// Which conflicts to look at; what is `nil` does not matter.
public struct ConflictFilter: Sendable {
    /// Only those of records of this kind.
    public var kind: String?
    /// Only those of this record.
    public var record: RecordUUID?
    /// Only those at this field, or at this place: `name` or `name.pl`, or `record` for whether it is deleted.
    public var path: String?
    /// Only those to which this cluster has contributed a value.
    public var cluster: ClusterID?
    /// Only those that began before this time, in seconds since 1970-01-01T00:00:00Z.
    public var before: UInt64?

    /// All conflicts.
    public init() {}
}
