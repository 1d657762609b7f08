import Foundation
import GRDB
import SplotMerge

/// Reads and writes the database in one transaction.
package final class StoreWriter: StoreReader {
    /// The records whose links have changed in this transaction, or that came or went at the end of one.
    var unsettledLinks: Set<Int64> = []

    /// Whether there are any links, once it was asked for in this transaction.
    var hasLinks: Bool?

    /// The number of this transaction among those that changed records, once it has changed one.
    var revision: Int64?

    private var isFederationChanged = false

    override var hasChangedFederation: Bool { self.isFederationChanged }

    /// Has what is remembered of the federation be forgotten, by every process, once this transaction is kept.
    func noteFederationChange() throws {
        guard !self.isFederationChanged else { return }
        self.isFederationChanged = true
        // It tells states apart and nothing else. A number that counts up would not: a transaction that is not kept may
        // have shown it to somebody.
        var generator = SystemRandomNumberGenerator()
        try withUnsafeBytes(of: generator.next() as UInt64) { try self.set(Self.federationMark, to: Array($0)) }
    }

    /// Sets a setting.
    package func set(_ name: String, to value: [UInt8]) throws {
        try self.run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", [name, Data(value)])
    }

    /// The number of a log, given now if it has none.
    func numberCreating(_ log: LogID) throws -> Int64 {
        if let number = try self.number(of: log) { return number }
        try self.run("INSERT INTO logName (log) VALUES (?)", [log.hash.data])
        return self.remember(log, number: self.database.lastInsertedRowID)
    }

    func run(_ sql: String, _ arguments: StatementArguments = []) throws {
        try StoreError.mapping { try self.database.cachedStatement(sql: sql).execute(arguments: arguments) }
    }
}
