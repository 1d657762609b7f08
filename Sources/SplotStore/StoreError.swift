import GRDB

/// Why the database could not do what was asked.
///
/// The message never holds a value of the directory.
public struct StoreError: Error, Sendable, CustomStringConvertible {
    /// What kind of trouble it is.
    public enum Code: String, Sendable {
        /// The file is missing or may not be opened.
        case cannotOpen
        /// The file is not a database of Splot, or one of a newer version.
        case notOurs
        /// Another process held the database for too long.
        case busy
        /// The disk is full.
        case diskFull
        /// The disk reports an error, or the file may not be written.
        case disk
        /// A page of the database, or something in it, is damaged.
        case damaged
        /// Something that must be there is not.
        case missing
        /// Anything else that SQLite reports.
        case database
    }

    /// What kind of trouble it is.
    public var code: Code

    /// What is wrong, and what to do about it.
    public var message: String

    /// Names a fault.
    ///
    /// - Parameters:
    ///   - code: What kind of trouble it is.
    ///   - message: What is wrong, and what to do about it.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { self.message }
}

extension StoreError {
    /// Turns SQLite's result codes into ours.
    ///
    /// SQL and its arguments are left out: they may hold personal data.
    init(_ error: DatabaseError) {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.busy, "another splot process holds the database: try again when it has finished")
        case .SQLITE_FULL:
            self.init(.diskFull, "the disk is full: make room and try again; nothing was half-written")
        case .SQLITE_CORRUPT:
            self.init(.damaged, "the database is damaged: `splot verify` tells where")
        case .SQLITE_NOTADB:
            self.init(.notOurs, "splot.sqlite is not a database, or its first page is damaged")
        case .SQLITE_CANTOPEN:
            self.init(.cannotOpen, "the database cannot be opened: check the data directory and its permissions")
        case .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_PERM:
            self.init(.disk, "the database cannot be read or written (SQLite \(error.extendedResultCode.rawValue))")
        default:
            self.init(.database, "SQLite reports \(error.extendedResultCode.rawValue)")
        }
    }

    /// Runs a closure and turns SQLite's errors into ours.
    static func mapping<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw StoreError(error)
        } catch is RowDecodingError {
            // GRDB's own tables, which tell the migrations that were made.
            throw StoreError(.damaged, "the database is damaged: `splot verify` tells where")
        }
    }
}
