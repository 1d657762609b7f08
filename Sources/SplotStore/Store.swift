import Foundation
import GRDB

/// One node's database: its logs and the merged state, in one SQLite file.
///
/// Several processes may have it open at once. Everything that belongs together happens in one transaction, so that
/// whoever reads sees logs and merged state of one moment.
package final class Store: Sendable {
    private let database: any DatabaseWriter
    private let faults: StoreDisk.Faults?
    private let federationCache = FederationCache()

    private init(database: any DatabaseWriter, faults: StoreDisk.Faults?) {
        self.database = database
        self.faults = faults
    }

    /// How long to wait for another process that holds the database, in seconds.
    private static let busyTimeout = 60.0

    /// How long emptying the write-ahead log waits for whoever reads, in milliseconds: others may not write meanwhile.
    private static let truncationTimeout = 1_000

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(Self.busyTimeout)
        // What is erased or replaced is overwritten with zeros, not merely forgotten.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA secure_delete = ON") }
        return configuration
    }

    /// Opens a database, and makes or migrates its tables.
    ///
    /// - Parameters:
    ///   - path: The database file.
    ///   - mayCreate: Whether a missing file is created; otherwise it is an error.
    ///   - disk: Whether commits wait for the disk, and what goes wrong with it.
    /// - Returns: The database, with its tables as this version has them.
    /// - Throws: ``StoreError``.
    package static func open(path: String, mayCreate: Bool, disk: StoreDisk = .durable) throws -> Store {
        guard mayCreate || FileManager.default.fileExists(atPath: path) else {
            throw StoreError(.cannotOpen, "there is no database at \(path): `splot init` makes one")
        }
        return try StoreError.mapping {
            let pool = try DatabasePool(path: path, configuration: Self.configuration)
            // GRDB settles for NORMAL in WAL mode, which may lose the last commits when the power goes. What a peer
            // was told must still be there afterwards.
            let level = disk.isDurable ? "FULL" : "OFF"
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = \(level)") }
            return try Store(migrating: pool, faults: disk.faults)
        }
    }

    /// A database that lives as long as this object, for tests.
    package static func inMemory() throws -> Store {
        try StoreError.mapping { try Store(migrating: DatabaseQueue(configuration: Self.configuration)) }
    }

    private convenience init(migrating database: any DatabaseWriter, faults: StoreDisk.Faults? = nil) throws {
        let migrator = StoreSchema.migrator
        if try database.read(migrator.hasBeenSuperseded) {
            throw StoreError(.notOurs, "the database was written by a newer version of splot: update this one")
        }
        // Asking first keeps processes that merely read from waiting for the one that writes.
        if try !database.read(migrator.hasCompletedMigrations) { try migrator.migrate(database) }
        self.init(database: database, faults: faults)
    }

    /// Reads in one transaction: everything is of one moment.
    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (StoreReader) throws -> Result
    ) async throws -> Result {
        do {
            return try await self.database.read { try body(StoreReader($0, federationCache: self.federationCache)) }
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }

    /// Writes in one transaction: all of it, or nothing when the closure throws.
    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (StoreWriter) throws -> Result
    ) async throws -> Result {
        do {
            let result = try await self.database.write { database in
                let result = try body(StoreWriter(database, federationCache: self.federationCache))
                try self.faults?.beforeWrite(.database)
                return result
            }
            try self.faults?.afterWrite(.database)
            return result
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }

    /// Writes in one transaction, on the calling thread: for a database that nobody else uses.
    package func writeNow<Result>(_ body: (StoreWriter) throws -> Result) throws -> Result {
        try StoreError.mapping {
            try self.database.write { try body(StoreWriter($0, federationCache: self.federationCache)) }
        }
    }

    /// Moves everything from the write-ahead log into the database file and leaves the log empty, so that what was
    /// erased is in neither.
    ///
    /// Best effort: while somebody reads an older moment the log stays, and a later call or the last close empties it.
    package func truncateWriteAheadLog() async throws {
        do {
            try await self.database.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA busy_timeout = \(Self.truncationTimeout)")
                defer { try? database.execute(sql: "PRAGMA busy_timeout = \(Int(Self.busyTimeout * 1_000))") }
                // The pragma reports in a row, and not as an error, that others were busy.
                try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
        } catch let error as DatabaseError where [.SQLITE_BUSY, .SQLITE_LOCKED].contains(error.resultCode) {
            return
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }

    /// Lets go of the file.
    package func close() throws { try StoreError.mapping { try self.database.close() } }
}
