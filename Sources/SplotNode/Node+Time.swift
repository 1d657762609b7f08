public import SplotDirectory
import SplotLog
public import SplotMerge
import SplotStore

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
