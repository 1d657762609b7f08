import Foundation
import GRDB
package import SplotLog
package import SplotMerge

/// 256 entries as they lie: compressed once, by whoever sealed them.
package struct SealedBundle: Sendable {
    /// The position of the first entry, a multiple of 256.
    package var start: UInt64
    /// The root of the perfect tree over the entries' leaf hashes.
    package var root: Bytes32
    /// The run of entries as one zstd frame.
    package var frame: [UInt8]

    /// Puts a bundle together.
    package init(start: UInt64, root: Bytes32, frame: [UInt8]) {
        self.start = start
        self.root = root
        self.frame = frame
    }
}

extension StoreReader {
    /// The roots of some bundles of a log, in order.
    ///
    /// - Parameters:
    ///   - log: The log.
    ///   - first: The number of the first bundle.
    ///   - count: How many.
    /// - Returns: The roots; fewer than asked for where fewer are held.
    /// - Throws: ``StoreError`` `damaged`, or what SQLite reports.
    package func bundleRoots(of log: LogID, from first: UInt64 = 0, count: Int) throws -> [Bytes32] {
        guard let number = try self.number(of: log) else { return [] }
        return
            try self.rows(
                "SELECT root FROM bundle WHERE number >= ? AND number < ? ORDER BY number",
                [
                    try EntryNumber.make(log: number, position: first),
                    try EntryNumber.make(log: number, position: first + UInt64(count)),
                ]
            )
            .map { try $0.bytes32(0) }
    }

    /// The sealed bundle that holds a position, if there is one.
    package func bundle(of log: LogID, holding position: UInt64) throws -> SealedBundle? {
        guard let number = try self.number(of: log) else { return nil }
        let index = position / Limits.bundleEntries
        let row = try self.row(
            "SELECT root, frame FROM bundle WHERE number = ?",
            [try EntryNumber.make(log: number, position: index)]
        )
        return try row.map {
            SealedBundle(start: index * Limits.bundleEntries, root: try $0.bytes32(0), frame: try $0.bytes(1))
        }
    }

    /// The entries behind the last sealed bundle; `nil` when there are none.
    package func tail(of log: LogID) throws -> EntryRun? {
        guard let number = try self.number(of: log) else { return nil }
        let rows = try self.rows(
            "SELECT number, run FROM tail WHERE number >= ? AND number < ? ORDER BY number",
            [try EntryNumber.make(log: number, position: 0), try EntryNumber.make(log: number + 1, position: 0)]
        )
        var tail: EntryRun?
        for row in rows {
            let run = try EntryRun(encoded: row.bytes(1), start: EntryNumber.split(row.integer(0)).position)
            tail = try tail?.joined(with: run) ?? run
        }
        return tail
    }

    /// The entries of a log from a position to the end of their bundle, or of the tail.
    ///
    /// - Throws: ``StoreError`` `damaged` when what lies there is not a run of entries, `missing` when nothing does.
    package func run(of log: LogID, from position: UInt64) throws -> EntryRun {
        if let bundle = try self.bundle(of: log, holding: position) {
            do {
                let run = try EntryRun(sealed: bundle.frame, start: bundle.start, maximum: Limits.bundleEntries)
                guard run.entries.count == Int(Limits.bundleEntries) else {
                    throw LogError(.malformedRun, "a bundle does not hold 256 entries")
                }
                return run.sliced(to: position..<run.end)
            } catch let error as LogError {
                throw StoreError(.damaged, "the bundle at position \(bundle.start) is damaged (\(error.code.rawValue))")
            }
        }
        do {
            if let tail = try self.tail(of: log), tail.range.contains(position) {
                return tail.sliced(to: position..<tail.end)
            }
        } catch let error as LogError {
            throw StoreError(.damaged, "the entries behind the last bundle are damaged (\(error.code.rawValue))")
        }
        throw StoreError(.missing, "entry \(position) is missing from the database: `splot verify` tells more")
    }
}

extension StoreWriter {
    /// Keeps a sealed bundle in place of the tail entries that it holds.
    package func put(_ bundle: SealedBundle, of log: LogID) throws {
        let number = try self.numberCreating(log)
        let index = try EntryNumber.make(log: number, position: bundle.start / Limits.bundleEntries)
        try self.run(
            "INSERT OR REPLACE INTO bundle (number, root, frame) VALUES (?, ?, ?)",
            [index, bundle.root.data, Data(bundle.frame)]
        )
    }

    /// Keeps entries behind the last sealed bundle, as they are.
    package func putTail(_ run: EntryRun, of log: LogID) throws {
        let number = try EntryNumber.make(log: try self.numberCreating(log), position: run.start)
        try self.run(
            "INSERT OR REPLACE INTO tail (number, count, run) VALUES (?, ?, ?)",
            [number, run.entries.count, Data(run.encoded)]
        )
    }

    /// Drops all that is held of a log, so that it can be fetched again.
    package func removeLog(_ log: LogID) throws {
        let number = try self.numberCreating(log)
        let bounds: StatementArguments = [
            try EntryNumber.make(log: number, position: 0), try EntryNumber.make(log: number + 1, position: 0),
        ]
        try self.run("DELETE FROM bundle WHERE number >= ? AND number < ?", bounds)
        try self.run("DELETE FROM tail WHERE number >= ? AND number < ?", bounds)
        try self.run("DELETE FROM checkpoint WHERE log = ?", [number])
        try self.noteFederationChange()
        try self.run("DELETE FROM log WHERE number = ?", [number])
    }

    /// Drops the tail entries of a log: they were sealed.
    package func removeTail(of log: LogID) throws {
        let number = try self.numberCreating(log)
        try self.run(
            "DELETE FROM tail WHERE number >= ? AND number < ?",
            [try EntryNumber.make(log: number, position: 0), try EntryNumber.make(log: number + 1, position: 0)]
        )
    }
}
