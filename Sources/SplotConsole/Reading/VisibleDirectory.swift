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
        !self.isPublicOnly || record.visibility == .open && !record.isDeleted
    }

    /// A record.
    ///
    /// - Parameter id: Its whole identifier.
    /// - Returns: The record.
    /// - Throws: ``PageError`` when there is none, or the reader may not see it: the two look the same.
    func record(_ id: String) async throws -> MergedRecord {
        guard let uuid = RecordUUID(id) else { throw PageError.noRecord }
        do {
            let record = try await self.node.record(uuid)
            guard self.isVisible(record) else { throw PageError.noRecord }
            return record
        } catch let error as NodeError where error.code == .notFound {
            throw PageError.noRecord
        }
    }

    /// Records by their ids, those that the reader may see.
    func records(_ ids: some Sequence<RecordUUID>) async throws -> [RecordUUID: MergedRecord] {
        try await self.node.records(Set(ids)).filter { self.isVisible($0.value) }
    }

    /// Finds records.
    func search(_ request: SearchRequest) async throws -> SearchResult {
        var request = request
        request.isPublicOnly = self.isPublicOnly
        return try await self.node.search(request)
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
    func referring(to record: RecordUUID) async throws -> [MergedRecord] {
        try await self.node.referring(to: record)
            .filter { self.isVisible($0) && $0.canonical == $0.record.id }
    }

    /// The other records that are shown as one with a record.
    func linked(with record: RecordUUID) async throws -> [MergedRecord] {
        let joined = try await self.node.joined(record)
        return ([joined.canonical] + joined.others).filter { self.isVisible($0) && $0.record.id != record }
    }

    /// How many records of each kind there are.
    func counts() async throws -> [String: Int] {
        try await self.node.recordCounts(isPublicOnly: self.isPublicOnly)
    }

    /// The records that changed last.
    func newest(limit: Int) async throws -> [MergedRecord] {
        try await self.node.newestRecords(limit: limit, isPublicOnly: self.isPublicOnly)
    }
}
