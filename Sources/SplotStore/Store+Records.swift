import Foundation
import GRDB
package import SplotMerge

/// A record as it is kept: everything merged about it, and what lists and searches need to know at a glance.
package struct StoredRecord: Sendable {
    /// Everything merged about it.
    package var state: RecordState
    /// Its UUID, 16 bytes.
    package var uuid: [UInt8]
    /// Its kind; `nil` while the entry that creates it is not held or does not count.
    package var kind: String?
    /// Whether it is in the directory: created, and not deleted.
    package var isShown: Bool
    /// How many of its places have conflicts.
    package var conflicts: Int
    /// How many suggestions are open.
    package var suggestions: Int
    /// A digest of what it shows; `nil` while it shows nothing.
    package var digest: Bytes32?
    /// The words under which it is found exactly, such as its name or identifier; none may hold a newline.
    package var terms: [String]
    /// The words by which a search finds it; `nil` while it shows nothing.
    package var words: SearchWords?
    /// The UUIDs of the records that it says are about the same thing, 16 bytes each.
    package var links: [[UInt8]]
    /// When it was last changed, in seconds since 1970-01-01T00:00:00Z.
    package var changed: UInt64
    /// Whether everybody may see it.
    package var isPublic: Bool
    /// Whether what everybody may see of it is different now, or was at some time since it was kept last.
    package var isPublicChange: Bool
    /// The beginning of the key by which its title is sorted.
    package var title: [UInt8]

    /// Puts it together.
    package init(
        state: RecordState,
        uuid: [UInt8],
        kind: String?,
        isShown: Bool,
        conflicts: Int,
        suggestions: Int,
        digest: Bytes32?,
        terms: [String],
        words: SearchWords? = nil,
        links: [[UInt8]] = [],
        changed: UInt64 = 0,
        isPublic: Bool = false,
        isPublicChange: Bool = false,
        title: [UInt8] = []
    ) {
        self.state = state
        self.uuid = uuid
        self.kind = kind
        self.isShown = isShown
        self.conflicts = conflicts
        self.suggestions = suggestions
        self.digest = digest
        self.terms = terms
        self.words = words
        self.links = links
        self.changed = changed
        self.isPublic = isPublic
        self.isPublicChange = isPublicChange
        self.title = title
    }
}

/// Which records to read.
package enum RecordSelection: Sendable {
    /// All that show anything, deleted ones included.
    case all
    /// All of a kind that are not deleted; of every kind when `nil`.
    case shown(kind: String?)
    /// Those with conflicts.
    case withConflicts
    /// Those with open suggestions.
    case withSuggestions
    /// Those that changed after a time, in seconds since 1970-01-01T00:00:00Z, deleted ones included.
    case changed(after: UInt64)
    /// Those of these numbers, in this order.
    case numbers([Int64])
    /// Those found under a term that are not deleted.
    case term(String)
    /// Those whose UUID begins with these bytes' hexadecimal digits.
    case uuidPrefix(String)
}

extension StoreReader {
    /// What is merged about a record; `nil` when nothing is.
    package func state(of record: RecordID) throws -> RecordState? {
        guard let log = try self.number(of: record.creator.log) else { return nil }
        let number = try EntryNumber.make(log: log, position: record.creator.position)
        return try self.row("SELECT state FROM record WHERE number = ?", [number])
            .map { try self.state($0.bytes(0), id: record) }
    }

    /// Whether nothing is merged yet.
    package func isWithoutRecords() throws -> Bool { try self.row("SELECT 1 FROM record LIMIT 1") == nil }

    /// Calls a closure with each selected record's state, in a fixed order (by UUID; that of creation for a kind).
    package func forEachState(_ selection: RecordSelection, _ body: (RecordState) throws -> Void) throws {
        func each(_ condition: String, _ arguments: StatementArguments) throws {
            try self.forEachRow("SELECT number, state FROM record \(condition)", arguments) { row in
                let (log, position) = EntryNumber.split(try row.integer(0))
                let id = RecordID(EntryID(log: try self.log(log), position: position))
                try body(try self.state(row.bytes(1), id: id))
            }
        }
        switch selection {
        case .all:
            try each("WHERE digest IS NOT NULL ORDER BY uuid", [])
        case .shown(nil):
            try each("WHERE isShown ORDER BY number", [])
        case .shown(let kind?):
            try each(
                "WHERE number IN (SELECT record FROM listing WHERE kind = ?) ORDER BY number",
                [try self.stored(kind: kind)]
            )
        case .withConflicts:
            try each("WHERE conflicts > 0 ORDER BY uuid", [])
        case .withSuggestions:
            try each("WHERE suggestions > 0 ORDER BY uuid", [])
        case .changed(let time):
            try each("WHERE changed > ? ORDER BY number", [Int64(clamping: time)])
        case .numbers(let numbers):
            for number in numbers { try each("WHERE number = ?", [number]) }
        case .term(let term):
            try each("WHERE isShown AND number IN (SELECT record FROM term WHERE term = ?) ORDER BY uuid", [term])
        case .uuidPrefix(let prefix):
            let bounds = ["0", "f"].map { Self.uuid(prefix + String(repeating: $0, count: max(0, 32 - prefix.count))) }
            try each(
                "WHERE digest IS NOT NULL AND uuid BETWEEN ? AND ? ORDER BY uuid LIMIT 100",
                [bounds[0], bounds[1]]
            )
        }
    }

    /// The bytes of 32 hexadecimal digits; what is no digit counts as 0.
    private static func uuid(_ digits: String) -> Data {
        var bytes = Data()
        var high: Int?
        for digit in digits {
            guard let first = high else {
                high = digit.hexDigitValue ?? 0
                continue
            }
            bytes.append(UInt8(first << 4 | (digit.hexDigitValue ?? 0)))
            high = nil
        }
        return bytes
    }

    /// Calls a closure with UUID and digest of every record that shows anything, by UUID in ascending order.
    package func forEachDigest(_ body: ([UInt8], Bytes32) throws -> Void) throws {
        try self.forEachRow("SELECT uuid, digest FROM record WHERE digest IS NOT NULL ORDER BY uuid") { row in
            try body(row.bytes(0), try row.bytes32(1))
        }
    }

    /// How many records of each kind are in the directory.
    package func recordCounts() throws -> [String: Int] {
        var counts: [String: Int] = [:]
        try self.forEachRow("SELECT kind, COUNT(*) FROM listing GROUP BY kind") { row in
            counts[try self.kind(stored: try row.text(0))] = Int(clamping: try row.unsigned(1))
        }
        return counts
    }

    /// How many conflicts, and how many open suggestions, there are in all.
    package func disagreementCounts() throws -> (conflicts: Int, suggestions: Int) {
        let row = try self.row("SELECT SUM(conflicts), SUM(suggestions) FROM record")
        return (
            Int(clamping: try row?.optionalUnsigned(0) ?? 0), Int(clamping: try row?.optionalUnsigned(1) ?? 0)
        )
    }

    private func state(_ bytes: [UInt8], id: RecordID) throws -> RecordState {
        do {
            return try RecordStateCodec.decode(bytes, id: id, by: self)
        } catch let error where !(error is StoreError) && !(error is DatabaseError) {
            throw StoreError(.damaged, "the merged state is damaged: `splot verify --rebuild` makes it again")
        }
    }
}

extension StoreWriter {
    /// Keeps a record.
    ///
    /// - Parameters:
    ///   - record: The record.
    ///   - old: The record as it was kept, which says what was found by which words until now; `nil` when it is new.
    /// - Throws: What SQLite reports; ``Store`` turns it into ``StoreError``.
    package func put(_ record: StoredRecord, replacing old: StoredRecord?) throws {
        let creator = record.state.id.creator
        let number = try EntryNumber.make(log: try self.numberCreating(creator.log), position: creator.position)
        let state = try RecordStateCodec.encode(record.state, by: self)
        let kind = try record.kind.map { kind in try self.numberCreating(kind).map { "\($0)" } ?? kind }
        let revision = try self.currentRevision()
        try self.run(
            old == nil
                ? """
                INSERT INTO record (
                    kind, isShown, isPublic, conflicts, suggestions, digest, changed, revision, publicRevision, state,
                    uuid, number
                ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
                : """
                UPDATE record SET kind = ?, isShown = ?, isPublic = ?, conflicts = ?, suggestions = ?, digest = ?,
                    changed = ?, revision = ?, publicRevision = coalesce(?, publicRevision), state = ?
                WHERE uuid = ? AND number = ?
                """,
            [
                kind, record.isShown, record.isPublic, record.conflicts, record.suggestions, record.digest?.data,
                Int64(clamping: record.changed), revision, record.isPublicChange ? revision : nil, Data(state),
                Data(record.uuid), number,
            ]
        )
        try self.putListing(of: record, replacing: old, number: number)
        try self.put(terms: record.terms, of: number, replacing: old?.terms ?? [])
        try self.put(
            record.isShown ? record.words : nil,
            of: number,
            replacing: old?.isShown == true ? old?.words : nil
        )
        try self.put(links: record.links, of: number, replacing: old?.links ?? [])
        if old?.isShown ?? false != record.isShown { try self.noteLinks(to: record.uuid, of: number) }
    }

    /// - Parameters: Both sorted.
    private func put(terms: [String], of number: Int64, replacing old: [String]) throws {
        guard terms != old else { return }
        for term in old where !terms.contains(term) {
            try self.run("DELETE FROM term WHERE term = ? AND record = ?", [term, number])
        }
        for term in terms where !old.contains(term) {
            try self.run("INSERT OR IGNORE INTO term (term, record) VALUES (?, ?)", [term, number])
        }
    }

    /// Records in the order in which they are kept, new ones too: those that lie together are written together.
    package func sortedAsKept(_ records: some Sequence<RecordID>) throws -> [RecordID] {
        try records
            .map { id in
                let log = try self.numberCreating(id.creator.log)
                return (try EntryNumber.make(log: log, position: id.creator.position), id)
            }
            .sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// The term of every record that says it is about the same thing as another.
    package static let linkTerm = "same"

    /// Empties the merged state, so that it can be made again from the logs.
    package func removeAllRecords() throws {
        try self.keepRevision()
        try self.run("DELETE FROM record")
        try self.run("DELETE FROM listing")
        try self.run("DELETE FROM term")
        try self.run("DELETE FROM reader")
        try self.run("DELETE FROM link")
        try self.run("DELETE FROM joined")
        try self.emptySearch()
        try self.run("UPDATE log SET merged = 0, mergedIntroductions = 0")
    }
}
