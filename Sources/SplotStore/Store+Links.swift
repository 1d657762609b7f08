import Foundation
import GRDB
package import SplotMerge

extension StoreReader {
    /// The numbers of the records that are shown as one with a record, itself included, in ascending order.
    package func joinedRecords(with record: RecordID) throws -> [RecordID] {
        guard let log = try self.number(of: record.creator.log) else { return [record] }
        let number = try EntryNumber.make(log: log, position: record.creator.position)
        let rows = try self.rows(
            """
            SELECT record FROM joined
            WHERE canonical = (SELECT canonical FROM joined WHERE record = ?) ORDER BY record
            """,
            [number]
        )
        return rows.isEmpty ? [record] : try rows.map { try self.record($0.integer(0)) }
    }

    /// A record by its number.
    package func record(_ number: Int64) throws -> RecordID {
        let (log, position) = EntryNumber.split(number)
        return RecordID(EntryID(log: try self.log(log), position: position))
    }

    /// The records that one links to or is linked from, and that are held.
    func neighbours(of number: Int64) throws -> [Int64] {
        try self.rows(
            """
            SELECT record.number FROM link JOIN record ON record.uuid = link.target WHERE link.record = ?
            UNION SELECT link.record FROM link JOIN record ON link.target = record.uuid WHERE record.number = ?
            """,
            [number, number]
        )
        .map { try $0.integer(0) }
    }
}

extension StoreWriter {
    /// Keeps what a record says it is the same as.
    func put(links: [[UInt8]], of number: Int64, replacing old: [[UInt8]]) throws {
        guard Set(old) != Set(links) else { return }
        self.unsettledLinks.formUnion(try self.neighbours(of: number))
        try self.run("DELETE FROM link WHERE record = ?", [number])
        for target in links {
            try self.run("INSERT OR IGNORE INTO link (record, target) VALUES (?, ?)", [number, Data(target)])
        }
        self.unsettledLinks.insert(number)
        self.hasLinks = true
    }

    /// Has a record's group worked out again when others link to it, because it came or went.
    func noteLinks(to uuid: [UInt8], of number: Int64) throws {
        let mayBeLinked = try self.hasLinks ?? (self.row("SELECT 1 FROM link LIMIT 1") != nil)
        self.hasLinks = mayBeLinked
        guard mayBeLinked else { return }
        let isLinked = try self.row("SELECT 1 FROM link WHERE target = ? OR record = ? LIMIT 1", [Data(uuid), number])
        if isLinked != nil { self.unsettledLinks.insert(number) }
    }

    /// Works out again who is shown for whom, where links have changed since this was last called.
    ///
    /// - Parameter choose: Given records that are linked with each other directly or through others, divides them into
    ///   groups, the first of each being shown for the rest; those that are alone need not be given.
    /// - Throws: What `choose` throws, or ``StoreError``.
    package func settleLinks(_ choose: ([RecordState]) throws -> [[RecordID]]) throws {
        guard !self.unsettledLinks.isEmpty else { return }
        var waiting = self.unsettledLinks
        self.unsettledLinks = []
        self.forgetJoined()
        // Who was in a group with one of them may be in none now.
        for number in waiting {
            let others = try self.rows(
                "SELECT record FROM joined WHERE canonical = (SELECT canonical FROM joined WHERE record = ?)",
                [number]
            )
            for other in others { waiting.insert(try other.integer(0)) }
        }
        for number in waiting { try self.run("DELETE FROM joined WHERE record = ?", [number]) }
        var done: Set<Int64> = []
        for start in waiting.sorted() where !done.contains(start) {
            var component: [Int64] = []
            var open = [start]
            done.insert(start)
            while let number = open.popLast() {
                component.append(number)
                for next in try self.neighbours(of: number) where done.insert(next).inserted { open.append(next) }
            }
            guard component.count > 1 else { continue }
            for number in component where !waiting.contains(number) {
                try self.run("DELETE FROM joined WHERE record = ?", [number])
            }
            var states: [RecordState] = []
            try self.forEachState(.numbers(component.sorted())) { states.append($0) }
            for group in try choose(states) where group.count > 1 {
                let numbers = try group.map { record in
                    try EntryNumber.make(
                        log: try self.numberCreating(record.creator.log),
                        position: record.creator.position
                    )
                }
                for number in numbers {
                    try self.run(
                        "INSERT OR REPLACE INTO joined (record, canonical) VALUES (?, ?)",
                        [number, numbers[0]]
                    )
                }
            }
        }
    }
}
