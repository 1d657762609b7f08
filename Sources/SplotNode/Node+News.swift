import SplotMerge
import SplotStore

extension Node {
    /// The records that have changed here after a point, each once, deleted ones included.
    ///
    /// What a sync brings is new here whatever its authors' clocks say. When the merged state is made again, all records
    /// are new.
    ///
    /// - Parameters:
    ///   - cursor: The point; ``RecordCursor/start`` for all records.
    ///   - limit: How many to give at most.
    ///   - isPublicOnly: Whether only changes count of what everybody may see; what was public and is no more is given
    ///     once, as it is now.
    /// - Returns: The records in the order in which they changed, and the point after the last of them.
    /// - Throws: `StoreError` when the database cannot be read.
    public func records(
        after cursor: RecordCursor,
        limit: Int,
        isPublicOnly: Bool = false
    ) async throws -> (records: [MergedRecord], next: RecordCursor) {
        try await self.store.read { reader in
            let changes = try reader.changes(
                after: cursor.revision,
                cursor.record,
                isPublicOnly: isPublicOnly,
                limit: limit
            )
            guard let last = changes.last else { return ([], cursor) }
            let records = try self.merged(changes.map(\.number), reader)
            return (records, RecordCursor(revision: last.revision, record: last.number))
        }
    }

    /// The point behind everything that is there.
    ///
    /// - Parameter isPublicOnly: Whether only changes count of what everybody may see.
    /// - Returns: The point.
    /// - Throws: `StoreError` when the database cannot be read.
    public func endOfRecords(isPublicOnly: Bool = false) async throws -> RecordCursor {
        try await self.store.read { reader in
            let revision = isPublicOnly ? try reader.lastPublicRevision() : try reader.lastRevision()
            return RecordCursor(revision: revision, record: .max)
        }
    }

    /// The records that changed last by their authors' clocks, the newest first.
    ///
    /// - Parameters:
    ///   - limit: How many to give at most.
    ///   - isPublicOnly: Whether only those count that everybody may see.
    /// - Returns: The records; what is dated more than an hour ahead is left out.
    /// - Throws: `StoreError` when the database cannot be read.
    public func newestRecords(limit: Int, isPublicOnly: Bool = false) async throws -> [MergedRecord] {
        let end = self.environment.now() + 3_600
        return try await self.store.read { reader in
            try self.merged(try reader.lastChanged(isPublicOnly: isPublicOnly, until: end, limit: limit), reader)
        }
    }

    /// How many records of each kind are in the directory.
    ///
    /// - Parameter isPublicOnly: Whether only those count that everybody may see.
    /// - Returns: The numbers by kind; of records that are shown as one each counts.
    /// - Throws: `StoreError` when the database cannot be read.
    public func recordCounts(isPublicOnly: Bool = false) async throws -> [String: Int] {
        try await self.store.read { try isPublicOnly ? $0.publicRecordCounts() : $0.recordCounts() }
    }

    /// How many conflicts, and how many open suggestions, there are in the directory.
    public func disagreementCounts() async throws -> (conflicts: Int, suggestions: Int) {
        try await self.store.read { try $0.disagreementCounts() }
    }

    private func merged(_ numbers: [Int64], _ reader: StoreReader) throws -> [MergedRecord] {
        let federation = try reader.federation()
        var records: [MergedRecord] = []
        try reader.forEachState(.numbers(numbers)) { state in
            if let merged = try reader.merged(state, in: federation) { records.append(merged) }
        }
        return records
    }
}
