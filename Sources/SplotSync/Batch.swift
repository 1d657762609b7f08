package import SplotLog
package import SplotMerge

/// Entries of one log up to a checkpoint: the unit that is sent, checked and committed.
///
/// At most 4,096 entries, and 4 MiB of headers and payloads give or take an entry.
package struct Batch: Sendable, Equatable {
    /// The log.
    package var log: LogID
    /// The cluster that admits it.
    package var cluster: ClusterID
    /// The position of the first entry.
    package var start: UInt64
    /// Runs of entries as zstd frames (Protocol.md §6.2), each up to the next multiple of 256 or the end.
    package var frames: [[UInt8]]
    /// The author's checkpoint at the end of the batch.
    package var checkpoint: Checkpoint

    /// Puts a batch together.
    package init(log: LogID, cluster: ClusterID, start: UInt64, frames: [[UInt8]], checkpoint: Checkpoint) {
        self.log = log
        self.cluster = cluster
        self.start = start
        self.frames = frames
        self.checkpoint = checkpoint
    }
}
