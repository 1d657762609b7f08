public import SplotLog

/// One entry with the proof that it lies in its log.
public struct EntryProof: Sendable {
    /// The entry, readable.
    public var line: LogLine
    /// The number of the log's entries.
    public var logSize: UInt64
    /// The first kept checkpoint that covers the entry; `nil` when there is none yet.
    public var checkpoint: Checkpoint?
    /// The checkpoint as the signed note that C2SP tlog-checkpoint describes.
    public var note: String?
    /// The way from the entry to the checkpoint's root (RFC 9162 §2.1.3).
    public var inclusion: InclusionProof?
    /// Whether the proof leads to the checkpoint's root and the log's key has signed it.
    public var isValid: Bool
}
