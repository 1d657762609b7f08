import SplotDirectory
import SplotMerge
import SplotNode

/// The directory as one reader may see it: the only way by which pages, feeds and the API for readers reach records.
///
/// Who has not signed in sees only what is public, and is told nothing of the rest: neither a title nor a number.
struct VisibleDirectory: Sendable {
    let node: Node
    /// Whether only records count that everybody may see.
    let isPublicOnly: Bool

    var schema: Schema { self.node.schema }

    /// Whether the reader may see a record.
    func isVisible(_ record: MergedRecord) -> Bool {
        !self.isPublicOnly || record.isPublic
    }

    /// A record.
    ///
    /// - Parameter id: Its whole identifier.
    /// - Returns: The record.
    /// - Throws: ``PageError`` when there is none, or the reader may not see it: the two look the same.
    func record(_ id: String) async throws -> MergedRecord {
        guard let uuid = RecordUUID(id) else { throw PageError.noRecord }
        do {
            guard let record = try await self.seen([try await self.node.record(uuid)]).first else {
                throw PageError.noRecord
            }
            return record
        } catch let error as NodeError where error.code == .notFound {
            throw PageError.noRecord
        }
    }

    /// The record of a cluster.
    ///
    /// - Parameter id: The record's whole identifier.
    /// - Returns: The record's id.
    /// - Throws: ``PageError`` when there is none that the reader may see, or it is of another kind.
    func cluster(_ id: String) async throws -> RecordUUID {
        let record = try await self.record(id)
        guard record.record.kind == "cluster" else { throw PageError.noRecord }
        return record.record.id
    }

    /// Records by their ids, those that the reader may see.
    func records(_ ids: some Sequence<RecordUUID>) async throws -> [RecordUUID: MergedRecord] {
        let found = try await self.seen(Array(try await self.node.records(Set(ids)).values))
        return Dictionary(found.map { ($0.record.id, $0) }) { first, _ in first }
    }

    /// Finds records.
    func search(_ request: SearchRequest) async throws -> SearchResult {
        var request = request
        request.isPublicOnly = self.isPublicOnly
        var found = try await self.node.search(request)
        found.records = try await self.seen(found.records)
        return found
    }

    /// All records of a kind that are shown, of those that are shown as one the one that stands for all.
    ///
    /// - Parameters:
    ///   - kind: The kind.
    ///   - limit: How many at most.
    /// - Returns: The records by title.
    /// - Throws: `StoreError` when the database cannot be read.
    func all(_ kind: String, limit: Int) async throws -> [MergedRecord] {
        try await self.search(SearchRequest(kinds: [kind], limit: limit)).records
    }

    /// The records that refer to a record or to one that is shown as one with it.
    ///
    /// - Parameters:
    ///   - record: Any record.
    ///   - limit: How many to give at most of each kind.
    /// - Returns: The records by kind, and how many there are of each.
    /// - Throws: `NodeError` `notFound`.
    func referring(to record: RecordUUID, perKind limit: Int) async throws -> [String: SearchResult] {
        try await self.node.referring(to: record, perKind: limit, isPublicOnly: self.isPublicOnly)
    }

    /// The other records that are shown as one with a record.
    func linked(with record: RecordUUID) async throws -> [MergedRecord] {
        let joined = try await self.node.joined(record)
        return try await self.seen([joined.canonical] + joined.others).filter { $0.record.id != record }
    }

    /// A record that has changed, as it is for the reader now.
    enum Change: Sendable {
        case shown(MergedRecord)
        /// The reader may see it no longer.
        case gone(RecordUUID)
    }

    /// What has changed of what the reader may see.
    ///
    /// - Parameters:
    ///   - cursor: Only what changed after it.
    ///   - limit: How many changes to give at most.
    /// - Returns: The changes, the point after the last of them, and whether there may be more.
    /// - Throws: `StoreError` when the database cannot be read.
    func changes(
        after cursor: RecordCursor,
        limit: Int
    ) async throws -> (changes: [Change], next: RecordCursor, isMore: Bool) {
        let (records, next) = try await self.node.records(
            after: cursor,
            limit: limit,
            isPublicOnly: self.isPublicOnly
        )
        let seen = try await self.seen(records)
        let shown = Dictionary(seen.map { ($0.record.id, $0) }) { first, _ in first }
        let changes = records.map { shown[$0.record.id].map(Change.shown) ?? .gone($0.record.id) }
        return (changes, next, records.count == limit)
    }

    /// The point behind everything that the reader may see.
    func end() async throws -> RecordCursor { try await self.node.endOfRecords(isPublicOnly: self.isPublicOnly) }

    /// How many records of each kind there are.
    func counts() async throws -> [String: Int] {
        try await self.node.recordCounts(isPublicOnly: self.isPublicOnly)
    }

    /// The records that changed last.
    func newest(limit: Int) async throws -> [MergedRecord] {
        try await self.seen(try await self.node.newestRecords(limit: limit, isPublicOnly: self.isPublicOnly))
    }

    /// Of some records those that the reader may see; what stands behind a record that the reader may not see stands for
    /// itself.
    private func seen(_ records: [MergedRecord]) async throws -> [MergedRecord] {
        guard self.isPublicOnly else { return records }
        var seen = records.filter { self.isVisible($0) }
        let behind = seen.filter { $0.canonical != $0.record.id }.map(\.canonical)
        guard !behind.isEmpty else { return seen }
        let standing = try await self.node.records(Set(behind)).filter { self.isVisible($0.value) }
        for index in seen.indices where standing[seen[index].canonical] == nil {
            seen[index].canonical = seen[index].record.id
        }
        return seen
    }
}
