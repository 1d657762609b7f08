/// The name of a log: the hash of its first leaf, which is also the root of its tree at size 1.
public struct LogID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The RFC 6962 leaf hash of the log's inception.
    public let hash: Bytes32

    /// Names a log by the hash of its inception.
    ///
    /// - Parameter hash: The RFC 6962 leaf hash of the log's entry 0.
    public init(_ hash: Bytes32) { self.hash = hash }

    /// Lower-case hexadecimal, 64 characters.
    public var description: String { self.hash.hex }

    /// Whether `left` comes first in the order of the bytes.
    public static func < (left: LogID, right: LogID) -> Bool { left.hash < right.hash }
}

/// The name of a cluster: the hash of its statement 0.
public struct ClusterID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The hash of the cluster's statement 0.
    public let hash: Bytes32

    /// Names a cluster by the hash of its founding statement.
    ///
    /// - Parameter hash: The hash of the cluster's statement 0.
    public init(_ hash: Bytes32) { self.hash = hash }

    /// Lower-case hexadecimal, 64 characters.
    public var description: String { self.hash.hex }

    /// Whether `left` comes first in the order of the bytes.
    public static func < (left: ClusterID, right: ClusterID) -> Bool { left.hash < right.hash }
}

/// Where an entry stands: a log and a position in it.
///
/// Ordered by log, then by position.
public struct EntryID: Hashable, Comparable, Sendable {
    /// The log that holds the entry.
    public var log: LogID

    /// The entry's position in the log, from 0.
    public var position: UInt64

    /// Names an entry.
    ///
    /// - Parameters:
    ///   - log: The log that holds the entry.
    ///   - position: The entry's position in the log, from 0.
    public init(log: LogID, position: UInt64) {
        self.log = log
        self.position = position
    }

    /// Whether `left` comes first: by log, then by position.
    public static func < (left: EntryID, right: EntryID) -> Bool {
        left.log == right.log ? left.position < right.position : left.log < right.log
    }
}

/// A record is named by the entry that created it.
public struct RecordID: Hashable, Comparable, Sendable {
    /// The entry that created the record.
    public var creator: EntryID

    /// Names a record by the entry that created it.
    ///
    /// - Parameter creator: The entry that created the record.
    public init(_ creator: EntryID) { self.creator = creator }

    /// Whether `left` comes first: by the creating entry's log, then by its position.
    public static func < (left: RecordID, right: RecordID) -> Bool { left.creator < right.creator }
}

/// One add to a set: an element is named by the operation that added it.
public struct ElementID: Hashable, Comparable, Sendable {
    /// The entry that added the element.
    public var entry: EntryID

    /// The index of the adding operation among the entry's operations, from 0.
    public var index: UInt16

    /// Names an add.
    ///
    /// - Parameters:
    ///   - entry: The entry that added the element.
    ///   - index: The index of the operation among the entry's operations, from 0.
    public init(entry: EntryID, index: UInt16) {
        self.entry = entry
        self.index = index
    }

    /// Whether `left` comes first: by entry, then by index.
    public static func < (left: ElementID, right: ElementID) -> Bool {
        left.entry == right.entry ? left.index < right.index : left.entry < right.entry
    }
}
