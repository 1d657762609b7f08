import Foundation
import GRDB
package import SplotMerge

/// Reads the database in one transaction.
package class StoreReader {
    let database: Database

    /// The numbers of logs met in this transaction.
    var logNumbers: [LogID: Int64] = [:]
    var logNames: [Int64: LogID] = [:]

    /// The numbers of names met in this transaction.
    var nameNumbers: [String: Int64] = [:]
    var names: [Int64: String] = [:]

    /// Whether any records are shown as one, once it was asked for in this transaction.
    private var hasJoined: Bool?

    private let federationCache: FederationCache?

    /// Reads a database, with what remembers the federation between transactions, if anything does.
    init(_ database: Database, federationCache: FederationCache?) {
        self.database = database
        self.federationCache = federationCache
    }

    /// Whether this transaction may have changed the federation: then nothing that it reads may outlive it.
    var hasChangedFederation: Bool { false }

    /// Whose log each is, and where logs were closed, by the statements of the clusters that are trusted.
    package func federation() throws -> Federation {
        guard let cache = self.federationCache, !self.hasChangedFederation,
            let mark = try self.setting(Self.federationMark)
        else { return try self.readFederation() }
        if let known = cache.federation(of: mark) { return known }
        let federation = try self.readFederation()
        cache.remember(federation, of: mark)
        return federation
    }

    /// The setting that is another one after every change of the federation.
    static let federationMark = "federation"

    /// A setting's value, if it was set.
    package func setting(_ name: String) throws -> [UInt8]? {
        try self.row("SELECT value FROM setting WHERE name = ?", [name])?.bytes(0)
    }

    /// The number of entries that lie in all logs of the given clusters together.
    package func entryCount(of clusters: [ClusterID]) throws -> UInt64 {
        try clusters.reduce(0) { sum, cluster in
            let row = try self.row("SELECT SUM(size) FROM log WHERE cluster = ?", [cluster.hash.data])
            let (total, overflows) = sum.addingReportingOverflow(try row?.optionalUnsigned(0) ?? 0)
            guard !overflows else {
                throw StoreError(.damaged, "the sizes of the logs cannot be right: `splot verify` tells more")
            }
            return total
        }
    }

    /// What SQLite finds wrong with the file's structure, a line each; empty when all is well.
    package func structuralDamage() throws -> [String] {
        try self.rows("PRAGMA integrity_check(10)").compactMap { try $0.optionalText(0) }.filter { $0 != "ok" }
    }

    // MARK: - Joined records

    /// The record that is shown for one and those linked with it; `nil` for a record that stands for itself.
    package func canonical(of record: RecordID) throws -> RecordID? {
        guard try self.isAnythingJoined(), let log = try self.number(of: record.creator.log) else { return nil }
        let number = try EntryNumber.make(log: log, position: record.creator.position)
        let canonical = try self.row("SELECT canonical FROM joined WHERE record = ?", [number])?.integer(0)
        return try canonical.flatMap { $0 == number ? nil : try self.record($0) }
    }

    private func isAnythingJoined() throws -> Bool {
        if let known = self.hasJoined { return known }
        let found = try self.row("SELECT 1 FROM joined LIMIT 1") != nil
        self.hasJoined = found
        return found
    }

    /// Has it asked again whether any records are shown as one.
    func forgetJoined() { self.hasJoined = nil }

    // MARK: - Numbers of logs

    func number(of log: LogID) throws -> Int64? {
        if let number = self.logNumbers[log] { return number }
        guard let row = try self.row("SELECT number FROM logName WHERE log = ?", [log.hash.data]) else { return nil }
        return self.remember(log, number: try row.integer(0))
    }

    func log(_ number: Int64) throws -> LogID {
        if let log = self.logNames[number] { return log }
        guard let row = try self.row("SELECT log FROM logName WHERE number = ?", [number]) else {
            throw StoreError(.damaged, "log \(number) of the database has no name: `splot verify` tells more")
        }
        let log = LogID(try row.bytes32(0))
        _ = self.remember(log, number: number)
        return log
    }

    func remember(_ log: LogID, number: Int64) -> Int64 {
        self.logNumbers[log] = number
        self.logNames[number] = log
        return number
    }

    // MARK: - Statements of SQL

    func row(_ sql: String, _ arguments: StatementArguments = []) throws -> Row? {
        try StoreError.mapping {
            try Row.fetchOne(self.database.cachedStatement(sql: sql), arguments: arguments)
        }
    }

    func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> [Row] {
        try StoreError.mapping {
            try Row.fetchAll(self.database.cachedStatement(sql: sql), arguments: arguments)
        }
    }

    func forEachRow(
        _ sql: String,
        _ arguments: StatementArguments = [],
        _ body: (Row) throws -> Void
    ) throws {
        try StoreError.mapping {
            let cursor = try Row.fetchCursor(self.database.cachedStatement(sql: sql), arguments: arguments)
            while let row = try cursor.next() { try body(row) }
        }
    }
}

/// Positions that fit the number of an entry or a bundle in the database.
enum EntryNumber {
    static let positionBits: Int64 = 40

    static func make(log: Int64, position: UInt64) throws -> Int64 {
        guard log < 1 << 22, position < 1 << 40 else {
            throw StoreError(.database, "more logs or entries than this database can number")
        }
        guard log >= 0 else { throw StoreError(.damaged, "a log's number is damaged: `splot verify` tells more") }
        return log << self.positionBits | Int64(position)
    }

    static func split(_ number: Int64) -> (log: Int64, position: UInt64) {
        (number >> self.positionBits, UInt64(number & (1 << self.positionBits - 1)))
    }
}

extension Bytes32 {
    var data: Data { Data(self.bytes) }
}
