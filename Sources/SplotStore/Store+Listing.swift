import Foundation
import GRDB

/// Records as they are listed: by title, or by when they changed here.
extension StoreReader {
    /// Where the number of the last transaction is kept when all records go.
    static var revisionSetting: String { "revision" }

    /// The number of the last transaction that changed what everybody may see of a record; 0 when none has.
    package func lastPublicRevision() throws -> Int64 {
        try self.row("SELECT MAX(publicRevision) FROM record WHERE publicRevision IS NOT NULL")?.optionalInteger(0) ?? 0
    }

    /// The number of the last transaction that changed records; 0 when none has.
    package func lastRevision() throws -> Int64 {
        let kept = try self.setting(Self.revisionSetting)
            .map { bytes in
                bytes.reduce(Int64(0)) { $0 << 8 | Int64($1) }
            }
        return max(kept ?? 0, try self.row("SELECT MAX(revision) FROM record")?.optionalInteger(0) ?? 0)
    }

    /// The records that changed after a point, in the order in which they did, deleted ones included.
    ///
    /// - Parameters:
    ///   - revision: The number of a transaction.
    ///   - number: Of the records of that transaction, the last that is not wanted.
    ///   - isPublicOnly: Whether only changes count of what everybody may see, or could until then.
    ///   - limit: How many to give at most.
    /// - Returns: For each its number and that of the transaction.
    /// - Throws: ``StoreError``.
    package func changes(
        after revision: Int64,
        _ number: Int64,
        isPublicOnly: Bool,
        limit: Int
    ) throws -> [(revision: Int64, number: Int64)] {
        let (revisions, condition) =
            isPublicOnly ? ("publicRevision", "AND publicRevision IS NOT NULL") : ("revision", "")
        return
            try self.rows(
                """
                SELECT \(revisions), number FROM record
                WHERE (\(revisions), number) > (?, ?) AND digest IS NOT NULL \(condition)
                ORDER BY \(revisions), number LIMIT ?
                """,
                [revision, number, limit]
            )
            .map { (try $0.integer(0), try $0.integer(1)) }
    }

    /// The numbers of the records that are shown and changed last by their authors' clocks, the newest first.
    ///
    /// - Parameters:
    ///   - isPublicOnly: Whether only those count that everybody may see.
    ///   - time: Nothing later, in seconds since 1970-01-01T00:00:00Z: a clock that is ahead is not always first.
    ///   - limit: How many to give at most.
    /// - Returns: The numbers.
    /// - Throws: ``StoreError``.
    package func lastChanged(isPublicOnly: Bool, until time: UInt64, limit: Int) throws -> [Int64] {
        try self.rows(
            """
            SELECT number FROM record WHERE isShown AND isPublic >= ? AND changed <= ?
            ORDER BY changed DESC, number DESC LIMIT ?
            """,
            [isPublicOnly ? 1 : 0, Int64(clamping: time), limit]
        )
        .map { try $0.integer(0) }
    }

    /// All records of one kind, in the order of the index, so that nothing has to be found first or sorted.
    ///
    /// What has no title goes by that of the record it is about; what is about none that may be seen comes last.
    ///
    /// - Parameters:
    ///   - search: What to look for.
    ///   - limit: How many to give at most.
    /// - Returns: The numbers, and how many there are in all; `nil` for what has to be searched for.
    /// - Throws: ``StoreError``.
    func list(_ search: StoreSearch, limit: Int) throws -> (numbers: [Int64], total: Int)? {
        let kinds = search.referring.map(\.kinds) ?? search.kinds
        guard search.words.isEmpty, search.terms.isEmpty, search.among == nil, kinds.count == 1,
            search.referring?.anyTerm.isEmpty ?? true
        else { return nil }
        let kind = try self.stored(kind: kinds[0])
        // Of those that are shown as one only the one that stands for all.
        let condition = """
            \(search.isPublicOnly ? "listing.isPublic AND " : "")listing.kind = ? AND listing.record NOT IN (
                \(Self.joinedAway(isPublicOnly: search.isPublicOnly))
            )
            """
        let total = Int(
            clamping: try self.row("SELECT COUNT(*) FROM listing WHERE \(condition)", [kind])?.integer(0) ?? 0
        )
        guard let referring = search.referring else {
            let numbers = try self.rows(
                "SELECT record FROM listing WHERE \(condition) ORDER BY title, record LIMIT ?",
                [kind, limit]
            )
            return (try numbers.map { try $0.integer(0) }, total)
        }
        var numbers = try self.walk(search, referring, kind, limit: limit)
        if numbers.count < limit, numbers.count < total {
            let known = Set(numbers)
            let rest = try self.rows("SELECT record FROM listing WHERE \(condition) ORDER BY record", [kind])
                .map { try $0.integer(0) }
            numbers += rest.filter { !known.contains($0) }.prefix(limit - numbers.count)
        }
        return (numbers, total)
    }

    /// What is about the records of some kinds, in the order of these records' titles.
    private func walk(
        _ search: StoreSearch,
        _ referring: StoreSearch.Referring,
        _ kind: String,
        limit: Int
    ) throws -> [Int64] {
        let isPublic = search.isPublicOnly ? "AND party.isPublic AND record.isPublic" : ""
        // For each kind on its own, so that its index gives the order; then the best of both.
        let one = """
            SELECT * FROM (
                SELECT record.number AS number, party.title AS title
                FROM listing AS party CROSS JOIN record AS found ON found.number = party.record
                CROSS JOIN term ON term.term = ? || hex(found.uuid) CROSS JOIN record ON record.number = term.record
                WHERE party.kind = ? AND record.kind = ? AND record.isShown \(isPublic) AND record.number NOT IN (
                    \(Self.joinedAway(isPublicOnly: search.isPublicOnly))
                )
                ORDER BY party.title, party.record LIMIT ?
            )
            """
        var arguments: StatementArguments = []
        for party in search.kinds { arguments += [referring.prefix, try self.stored(kind: party), kind, limit] }
        let all = search.kinds.map { _ in one }.joined(separator: " UNION ALL ")
        var seen: Set<Int64> = []
        return try self.rows("\(all) ORDER BY title, number LIMIT ?", arguments + [limit])
            .map { try $0.integer(0) }
            .filter { seen.insert($0).inserted }
    }

    /// How many records of each kind are shown; of those that are shown as one each counts.
    package func publicRecordCounts() throws -> [String: Int] {
        var counts: [String: Int] = [:]
        try self.forEachRow("SELECT kind, COUNT(*) FROM listing WHERE isPublic GROUP BY kind") { row in
            counts[try self.kind(stored: try row.text(0))] = Int(clamping: try row.unsigned(1))
        }
        return counts
    }
}

extension StoreWriter {
    /// The most bytes of a title's key that are kept: what is equal so far is sorted by whoever shows it.
    private static let titleLimit = 48

    /// The number of this transaction.
    func currentRevision() throws -> Int64 {
        if let revision = self.revision { return revision }
        let revision = try self.lastRevision() + 1
        self.revision = revision
        return revision
    }

    /// Keeps the number that was reached, since the records that bear it are about to go.
    func keepRevision() throws {
        let last = try self.lastRevision()
        let bytes = withUnsafeBytes(of: UInt64(clamping: last).bigEndian) { Array($0) }
        try self.set(Self.revisionSetting, to: bytes)
        self.revision = nil
    }

    /// Keeps under which title a record is listed.
    func putListing(of record: StoredRecord, replacing old: StoredRecord?, number: Int64) throws {
        let (new, known) = (try self.listing(record), try old.flatMap(self.listing))
        guard new != known else { return }
        if let known {
            try self.run(
                "DELETE FROM listing WHERE kind = ? AND title = ? AND record = ?",
                [known.kind, known.title, number]
            )
        }
        if let new {
            try self.run(
                "INSERT OR REPLACE INTO listing (kind, title, record, isPublic) VALUES (?, ?, ?, ?)",
                [new.kind, new.title, number, new.isPublic]
            )
        }
    }

    private struct Listing: Hashable {
        var kind: String
        var title: Data
        var isPublic: Bool
    }

    private func listing(_ record: StoredRecord) throws -> Listing? {
        guard record.isShown, let kind = record.kind else { return nil }
        return Listing(
            kind: try self.numberCreating(kind).map { "\($0)" } ?? kind,
            title: Data(record.title.prefix(Self.titleLimit)),
            isPublic: record.isPublic
        )
    }
}
