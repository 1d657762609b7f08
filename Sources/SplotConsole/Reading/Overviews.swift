import SplotDirectory
import SplotNode

/// What takes long to work out of the whole directory, kept until something changes.
struct Overviews: Sendable {
    private struct Key: Hashable {
        var isPublicOnly: Bool
        var cluster: RecordUUID?
        /// Days since 1970-01-01: what is over, and who is a member, is said of today.
        var day: UInt64
    }

    private let censuses = RevisionCache<Key, DirectoryCensus>(limit: 16)
    private let meetings = RevisionCache<Key, Meetings>(limit: 4)

    /// Counts for pictures.
    ///
    /// - Parameters:
    ///   - directory: As the reader may see it.
    ///   - cluster: Only what belongs to the cluster of this record; `nil` for all.
    ///   - now: In seconds since 1970-01-01T00:00:00Z.
    /// - Returns: The counts.
    /// - Throws: What ``DirectoryCensus/init(_:cluster:now:)`` throws.
    func census(_ directory: VisibleDirectory, cluster: RecordUUID?, now: UInt64) async throws -> DirectoryCensus {
        let key = Key(isPublicOnly: directory.isPublicOnly, cluster: cluster, day: now / 86_400)
        return try await self.censuses.value(key, of: directory.node) {
            try await DirectoryCensus(directory, cluster: cluster, now: now)
        }
    }

    /// The events in time.
    ///
    /// - Parameters:
    ///   - directory: As the reader may see it.
    ///   - now: In seconds since 1970-01-01T00:00:00Z.
    /// - Returns: The events.
    /// - Throws: What ``Meetings/init(_:now:)`` throws.
    func meetings(_ directory: VisibleDirectory, now: UInt64) async throws -> Meetings {
        let key = Key(isPublicOnly: directory.isPublicOnly, cluster: nil, day: now / 86_400)
        return try await self.meetings.value(key, of: directory.node) { try await Meetings(directory, now: now) }
    }
}
