import SplotDirectory
import SplotNode

/// Counts of the directory that were made, for as long as nothing has changed: a picture of a large directory takes
/// seconds to count, and is looked at more often than it changes.
actor CensusCache {
    private struct Key: Hashable {
        var isPublicOnly: Bool
        var cluster: RecordUUID?
    }

    /// The most counts that are kept; beyond it all are made again.
    private static let limit = 64

    private var revision: Int64 = -1
    private var day: UInt64 = 0
    private var counts: [Key: Task<DirectoryCensus, any Error>] = [:]

    /// The counts for a reader; whoever asks while they are being made waits for the same.
    ///
    /// - Parameters:
    ///   - directory: As the reader may see it.
    ///   - cluster: Only what belongs to the cluster of this record; `nil` for all.
    ///   - now: In seconds since 1970-01-01T00:00:00Z: memberships count as they stand today.
    /// - Returns: The counts.
    /// - Throws: What ``DirectoryCensus/init(_:cluster:now:)`` throws.
    func census(_ directory: VisibleDirectory, cluster: RecordUUID?, now: UInt64) async throws -> DirectoryCensus {
        let revision = try await directory.node.endOfRecords().revision
        if revision != self.revision || now / 86_400 != self.day || self.counts.count >= Self.limit {
            self.counts = [:]
            (self.revision, self.day) = (revision, now / 86_400)
        }
        let key = Key(isPublicOnly: directory.isPublicOnly, cluster: cluster)
        if let known = self.counts[key] { return try await known.value }
        let counting = Task { try await DirectoryCensus(directory, cluster: cluster, now: now) }
        self.counts[key] = counting
        do {
            return try await counting.value
        } catch {
            // What went wrong now may go well the next time.
            self.counts[key] = nil
            throw error
        }
    }
}
