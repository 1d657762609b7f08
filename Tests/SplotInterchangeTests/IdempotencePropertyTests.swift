import SplotDirectory
import SplotInterchange
import SplotTesting
import Testing

struct IdempotencePropertyTests {
    private func plan(_ random: RandomTable, _ directory: Directory) throws -> ImportPlan? {
        do {
            return try ImportPlanner.plan(
                random.table,
                kind: random.kind,
                key: random.key,
                existing: directory.records,
                ownCluster: directory.of("cluster").first?.id
            )
        } catch {
            // A column that holds nothing, or no field by itself, tells no records apart.
            guard error.code == .badKey else { throw error }
            return nil
        }
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func importingAnyTableTwiceWritesNothingTheSecondTime(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var directory = Directory()
        let clusters = try ImportTable.read(Array("name;aliases\nKlaster Zdrowia;KZ\nKlaster Wody;b".utf8))
        directory.apply(try ImportPlanner.plan(clusters, kind: "cluster", existing: [], ownCluster: nil))
        // One after the other into the same directory, so that later tables meet what earlier ones made.
        for number in 0..<8 {
            let random = RandomTable(using: &generator)
            guard let first = try self.plan(random, directory) else { continue }
            for (index, edit) in first.edits.enumerated() {
                #expect(edit.pending.allSatisfy { $0.edit < index }, "seed \(seed), \(number): \(random)")
            }
            directory.apply(first)
            let again = try self.plan(random, directory)
            #expect(again?.edits.isEmpty == true, "seed \(seed), \(number): \(random)")
            #expect(directory.records.allSatisfy { $0.record.fields["unexpected"] == nil })
        }
    }

    @Test(arguments: [
        // An intermediary that only the second row names.
        ("partner", "name,via\no\no,b"),
        // A row that refers to what a later one creates, alone and in a set.
        ("event", "title,parent\nb,a\na,"),
        ("offer", "title,components\na,\nb,a"),
        ("notice", "title,about\nb,a\na,"),
        // Circles are refused each time.
        ("event", "title,parent\na,\nb,a\na,b\na,a"),
        ("organisation", "name,sameAs\na,\nb,a\na,b"),
        // A record that takes the name of another.
        ("organisation", "name,name.en\na,\na,b\nc,b"),
    ])
    func tablesThatOnceWroteMore(kind: String, text: String) throws {
        var directory = Directory()
        let table = try ImportTable.read(Array(text.utf8))
        let clusters = try ImportTable.read(Array("name\nKlaster Zdrowia".utf8))
        directory.apply(try ImportPlanner.plan(clusters, kind: "cluster", existing: [], ownCluster: nil))
        let own = directory.of("cluster").first?.id
        let first = try ImportPlanner.plan(table, kind: kind, existing: directory.records, ownCluster: own)
        #expect(!first.edits.isEmpty)
        directory.apply(first)
        let again = try ImportPlanner.plan(table, kind: kind, existing: directory.records, ownCluster: own)
        #expect(again.edits.isEmpty)
    }
}
