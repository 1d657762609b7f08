/// What one entry does to one record: the form in which the merge reads a log.
///
/// A change comes from an entry's header (everything but the values) and its payload (the values). The merge never
/// looks into a value and never asks a schema: the operation carries its shape.
public struct Change: Hashable, Sendable {
    /// The entry this change stands in.
    public var entry: EntryID

    /// The first four bytes of the entry's leaf hash, big-endian: what contexts of other logs quote.
    public var hashPrefix: UInt32

    /// The author's wall clock, in seconds since 1970-01-01T00:00:00Z.
    ///
    /// Breaks ties; is compared with nothing else.
    public var time: UInt64

    /// The record's kind and sharing when this entry created the record, else `nil`.
    public var creation: Creation?

    /// What the author was shown of other logs when writing; at most one item for each log, none for the own log.
    public var context: [ContextItem]

    /// What the entry does, in order.
    public var operations: [Operation]

    /// Puts a change together.
    ///
    /// - Parameters:
    ///   - entry: The entry this change stands in.
    ///   - hashPrefix: The first four bytes of its leaf hash, big-endian.
    ///   - time: Seconds since 1970-01-01T00:00:00Z by the author's clock.
    ///   - creation: The kind and sharing of the record that this entry creates, if it creates one.
    ///   - context: What the author was shown of other logs.
    ///   - operations: What the entry does, in order.
    public init(
        entry: EntryID,
        hashPrefix: UInt32,
        time: UInt64,
        creation: Creation? = nil,
        context: [ContextItem] = [],
        operations: [Operation]
    ) {
        self.entry = entry
        self.hashPrefix = hashPrefix
        self.time = time
        self.creation = creation
        self.context = context
        self.operations = operations
    }
}

/// What the creating entry says of a record for good.
public struct Creation: Hashable, Sendable {
    /// The record's kind, such as `organisation`.
    ///
    /// Opaque to the merge.
    public var kind: String

    /// Whether every trusted cluster's writes count; otherwise only those of the creator's cluster do.
    public var isCommon: Bool

    /// Describes a new record.
    ///
    /// - Parameters:
    ///   - kind: The record's kind, such as `organisation`.
    ///   - isCommon: Whether every trusted cluster's writes count.
    public init(kind: String, isCommon: Bool) {
        self.kind = kind
        self.isCommon = isCommon
    }
}

/// One line of a context: up to where the author was shown another log's writes to this record.
public struct ContextItem: Hashable, Sendable {
    /// The highest entry of that log that wrote to the record, in the version the author was shown.
    public var entry: EntryID

    /// The first four bytes of that entry's leaf hash, big-endian.
    public var hashPrefix: UInt32

    /// Names the last entry shown.
    ///
    /// - Parameters:
    ///   - entry: The highest entry of one log that wrote to the record, as shown to the author.
    ///   - hashPrefix: The first four bytes of that entry's leaf hash, big-endian.
    public init(entry: EntryID, hashPrefix: UInt32) {
        self.entry = entry
        self.hashPrefix = hashPrefix
    }
}

/// One write of an entry on one place.
public enum Operation: Hashable, Sendable {
    /// Puts a value into a field, or under one key of a map field.
    case set(field: String, key: String?, value: Content)

    /// Empties a field, or one key of a map field.
    case clear(field: String, key: String?)

    /// Adds an element to a set field. The element is named by this operation.
    case add(field: String, value: Content)

    /// Takes elements out of a set field by the operations that added them.
    case remove(field: String, elements: [ElementID])

    /// Deletes the record.
    case delete

    /// Brings a deleted record back.
    case restore

    /// Says who may see the record.
    case setVisibility(Visibility)

    /// The owner takes over another cluster's suggestion, which closes it.
    case accept(EntryID)

    /// The owner turns another cluster's suggestion down, which closes it.
    case decline(EntryID)

    /// An operation of a newer version that does not hinder merging; it does nothing here.
    case unknown
}

/// The value of a write: bytes that the merge compares and never reads, or what is left of them after an erasure.
public enum Content: Hashable, Sendable {
    /// The value's exact bytes. Two values are equal when their bytes are.
    case bytes([UInt8])

    /// The value was erased by an order. The write still replaces what it replaced.
    ///
    /// Also stands in a compacted ``RecordState`` for a value that its own log has overwritten; that one is not shown.
    case erased
}

/// Who may see a record.
///
/// The most restrictive of concurrent values wins.
public enum Visibility: UInt8, Hashable, Comparable, Sendable {
    /// Anyone, the open web included.
    case open = 0

    /// The clusters of the federation that may read the log. What a record has unless something else was said.
    case federation = 1

    /// Whether `left` shows the record to more people than `right`.
    public static func < (left: Visibility, right: Visibility) -> Bool { left.rawValue < right.rawValue }
}
