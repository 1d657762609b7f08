package import SplotMerge

/// What an entry says, once read (Protocol.md §5.5).
package enum DecodedEntry: Hashable, Sendable {
    /// The first entry of the log.
    case inception(Inception)
    /// A creation or a change of a record.
    case change(record: RecordID, Change)
    /// The log gives a number to another log.
    case introduction(time: UInt64, LogID)
    /// The node has carried out an erasure that a statement ordered.
    case receipt(time: UInt64, cluster: ClusterID, statement: UInt64, hash: Bytes32)
    /// An entry of a newer version; `critical` stops the merging of its log there.
    case unknown(critical: Bool)
    /// Malformed: it does nothing, for everyone alike.
    case void
}
