import SplotInterchange
import SplotTesting

/// A small table in which names and references meet each other often.
struct RandomTable: CustomStringConvertible {
    /// The kinds, each with columns that hold names, references or little else.
    static let kinds: [(kind: String, columns: [String])] = [
        ("cluster", ["name", "name.en", "aliases", "coordinator", "sameAs", "type", "founded"]),
        ("organisation", ["name", "name.en", "aliases", "nip", "sameAs", "type", "city"]),
        ("member", ["name", "name.en", "cluster", "nip", "joined", "voting", "sameAs", "organisation.sameAs"]),
        ("partner", ["name", "name.en", "cluster", "via", "country", "aliases", "sameAs"]),
        ("event", ["title", "title.en", "start", "parent", "hosts", "sameAs"]),
        ("offer", ["title", "title.en", "components", "cluster", "tags"]),
        ("document", ["title", "adoptedBy", "sameAs", "period"]),
        ("notice", ["title", "about", "cluster", "category"]),
        ("figure", ["label", "value", "asOf", "source", "supersedes", "subject", "cluster"]),
        ("specialisation", ["name", "cluster"]),
    ]

    private static let names = ["", "", "a", "b", "c", "A", "a; b", "KZ", "Klaster Zdrowia"]
    private static let texts = [
        "", "tak", "2015", "2.7.2015 r.", "12,5", "PL", "DE", "1234563218", "5260001246", "hospital", "network",
    ]

    let kind: String
    let columns: [String]
    let rows: [[String]]
    let key: String?

    init(using generator: inout SeededGenerator) {
        let (kind, columns) = Self.kinds[Int.random(in: 0..<Self.kinds.count, using: &generator)]
        let width = Int.random(in: 1...min(4, columns.count), using: &generator)
        // The first column holds the name, without which nothing comes of a row.
        let chosen = [columns[0]] + columns.dropFirst().shuffled(using: &generator).prefix(width - 1)
        self.kind = kind
        self.columns = chosen
        self.rows = (0..<Int.random(in: 1...9, using: &generator))
            .map { _ in
                chosen.map { column in
                    let isName = !["start", "joined", "voting", "nip", "country", "type", "value", "founded"]
                        .contains(column)
                    let isOther = Int.random(in: 0..<8, using: &generator) == 0
                    let pool = isName != isOther ? Self.names : Self.texts
                    return pool[Int.random(in: 0..<pool.count, using: &generator)]
                }
            }
        self.key = Int.random(in: 0..<6, using: &generator) == 0 ? chosen[chosen.count - 1] : nil
    }

    var table: ImportTable {
        let rows = self.rows.enumerated()
            .map { index, cells in
                ImportTable.Row(line: index + 2, cells: cells.map(ImportTable.Cell.text))
            }
        return ImportTable(columns: self.columns, rows: rows)
    }

    var description: String {
        let lines = [self.columns.joined(separator: ",")] + self.rows.map { $0.joined(separator: ",") }
        return "\(self.kind), key \(self.key ?? "none"): " + lines.joined(separator: " ⏎ ")
    }
}
