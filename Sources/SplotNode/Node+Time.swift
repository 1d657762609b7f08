public import SplotDirectory
import SplotLog
public import SplotMerge
import SplotStore

extension Node {
    /// A record as it was at a point in time, by its authors' clocks.
    ///
    /// - Parameters:
    ///   - record: The record's id.
    ///   - time: In seconds since 1970-01-01T00:00:00Z.
    /// - Returns: `nil` when there was no such record then.
    /// - Throws: ``NodeError`` `notFound` when there is none now either; `StoreError` when its entries cannot be read.
    public func record(_ record: RecordUUID, at time: UInt64) async throws -> MergedRecord? {
        try await self.store.read { reader in
            let federation = try reader.federation()
            let merged = try reader.record(record, in: federation)
            var past = PastRecords(reader: reader, federation: federation)
            return try past.record(merged.id, at: time)
        }
    }

    /// What changed in the directory since a point in time, by the authors' clocks.
    ///
    /// - Parameters:
    ///   - time: In seconds since 1970-01-01T00:00:00Z.
    ///   - cluster: Only what this cluster changed; everything when `nil`.
    ///   - body: Called with each record that says something else, in the order of their creation here; what it throws
    ///     ends the reading.
    /// - Throws: What `body` throws, or `StoreError` when entries cannot be read.
    public func forEachDifference(
        since time: UInt64,
        by cluster: ClusterID? = nil,
        _ body: @escaping @Sendable (RecordDifference) throws -> Void
    ) async throws {
        try await self.store.read { reader in
            let federation = try reader.federation()
            var past = PastRecords(reader: reader, federation: federation)
            var records: [RecordID] = []
            try reader.forEachState(.changed(after: time)) { records.append($0.id) }
            for id in records {
                guard let difference = try past.difference(of: id, since: time, by: cluster) else { continue }
                try body(difference)
            }
        }
    }
}
