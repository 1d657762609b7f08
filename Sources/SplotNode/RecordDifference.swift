public import SplotDirectory
public import SplotMerge

/// What happened to one record since a point in time.
public struct RecordDifference: Sendable {
    /// One place, or one element of a set, that says something else.
    public struct Item: Sendable {
        /// `field`, or `field.key`; `record` for whether it is deleted.
        public var path: String
        /// What it said; `nil` where it said nothing.
        public var before: Value?
        /// What it says; `nil` where it says nothing.
        public var after: Value?
        /// The entries that wrote there since, the latest first.
        public var origins: [Origin]
    }

    /// What became of the record.
    public enum Outcome: String, Sendable {
        /// It was not there.
        case added
        /// It says something else.
        case changed
        /// It was deleted.
        case deleted
        /// It was brought back.
        case restored
    }

    /// The record as it is.
    public var record: MergedRecord
    /// The record as it was; `nil` when it was not there.
    public var before: MergedRecord?
    /// What became of it.
    public var outcome: Outcome
    /// What it says otherwise than before, by path.
    public var items: [Item]
}
