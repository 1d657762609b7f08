/// What an entry may hold at most (Protocol.md §5.6).
///
/// What exceeds a limit is malformed.
package enum Limits {
    /// Header and payload of one entry together, in bytes.
    package static let entryBytes = 64 * 1_024
    /// Operations of one entry.
    package static let operations = 1_024
    /// A field, a key, a record kind or a node's name, in UTF-8 bytes.
    package static let nameBytes = 256
    /// Lines of a context, which is as many other logs as may have written to one record.
    package static let contextItems = 1_024
    /// Elements that one remove names.
    package static let removedElements = 1_024
    /// A time in seconds, and any number that is not a position or a size.
    package static let number: UInt64 = 1 << 48
    /// The highest position in a log: a store must be able to number every entry of every log.
    package static let position: UInt64 = (1 << 40) - 1
    /// Entries of a log.
    package static let logSize: UInt64 = 1 << 40
    /// Logs that one log may introduce.
    package static let introductions = 1 << 16
    /// Entries between two kept checkpoints, and in one batch of a sync.
    package static let batchEntries: UInt64 = 4_096
    /// Header and payload bytes between two kept checkpoints, and in one batch of a sync, give or take an entry.
    package static let batchBytes = 4 * 1_024 * 1_024
    /// Entries in a sealed bundle.
    package static let bundleEntries: UInt64 = 256
    /// The tree level of a sealed bundle's root: 2^8 = 256 leaves.
    package static let bundleLevel = 8
}
