import GRDB
import SplotMerge

/// What to look for in the full-text index, and among which records.
package struct StoreSearch: Sendable {
    /// Words as ``SearchWords`` has them; a record must have each, or a word that begins with it.
    package var words: [String]
    /// The kinds of record to find; any when empty.
    package var kinds: [String]
    /// Terms that a record must have, all of them.
    package var terms: [String]
    /// The UUIDs of the records among which to look, in upper-case hexadecimal; all when `nil`.
    package var among: [String]?
    /// When set, not the records found are given, but those that refer to one of them.
    package var referring: Referring?

    /// Which records that refer to a found one are given.
    package struct Referring: Sendable {
        /// What stands before the UUID in the term of whatever refers to it.
        package var prefix: String
        /// The kinds of the records that refer.
        package var kinds: [String]
        /// Terms of which they must have one, unless there are none.
        package var anyTerm: [String] = []

        /// Puts it together.
        package init(prefix: String, kinds: [String]) {
            self.prefix = prefix
            self.kinds = kinds
        }
    }

    /// Puts a search together.
    package init(
        words: [String],
        kinds: [String] = [],
        terms: [String] = [],
        among: [String]? = nil,
        referring: Referring? = nil
    ) {
        self.words = words
        self.kinds = kinds
        self.terms = terms
        self.among = among
        self.referring = referring
    }
}

extension StoreReader {
    /// How much each column of the index weighs.
    private static let weights = "10.0, 8.0, 4.0, 3.0, 1.0"

    /// The numbers of the records that a search finds, the best first; by number where no words are given.
    ///
    /// - Parameters:
    ///   - search: What to look for.
    ///   - limit: How many to give at most.
    /// - Returns: The numbers, and how many there are in all.
    /// - Throws: ``StoreError``.
    package func find(_ search: StoreSearch, limit: Int) throws -> (numbers: [Int64], total: Int) {
        var query = Query(kinds: try search.kinds.map(self.stored(kind:)), terms: search.terms)
        if !search.words.isEmpty {
            // The order in which they are named is the order in which they are gone through: words first.
            query.source = "search CROSS JOIN record ON record.number = search.rowid"
            query.rank = "bm25(search, \(Self.weights))"
            // Quoted, so that no word is taken for an operator; folded words hold no quotes.
            query.add("search MATCH ?", [search.words.map { "\"\($0)\"*" }.joined(separator: " ")])
        }
        if let among = search.among {
            let list = "[" + among.map { "\"\($0)\"" }.joined(separator: ",") + "]"
            query.add("hex(record.uuid) IN (SELECT value FROM json_each(?))", [list])
        }
        if let referring = search.referring {
            var outer = Query(kinds: try referring.kinds.map(self.stored(kind:)), terms: [])
            if !referring.anyTerm.isEmpty {
                let marks = referring.anyTerm.map { _ in "?" }.joined(separator: ", ")
                outer.add(
                    "record.number IN (SELECT record FROM term WHERE term IN (\(marks)))",
                    StatementArguments(referring.anyTerm)
                )
            }
            outer.add(
                """
                record.number IN (SELECT record FROM term WHERE term IN (SELECT ? || hex(record.uuid) \(query.found)))
                """,
                [referring.prefix] + query.arguments
            )
            query = outer
        }
        // Of records that are shown as one the best counts, and stands for all of them.
        let found = """
            WITH found AS MATERIALIZED (SELECT record.number AS number, \(query.rank) AS rank \(query.found)),
            shown AS (
                SELECT coalesce(joined.canonical, found.number) AS number, min(found.rank) AS rank
                FROM found LEFT JOIN joined ON joined.record = found.number
                GROUP BY coalesce(joined.canonical, found.number)
            )
            """
        let count = try self.row("\(found) SELECT COUNT(*) FROM shown", query.arguments)?.integer(0)
        let numbers = try self.rows(
            "\(found) SELECT number FROM shown ORDER BY rank, number LIMIT ?",
            query.arguments + [limit]
        )
        return (try numbers.map { try $0.integer(0) }, Int(clamping: count ?? 0))
    }

    /// A statement that is being put together.
    private struct Query {
        var source = "record"
        /// How far down a record stands, the less the better.
        var rank = "0"
        var arguments: StatementArguments = []
        private var conditions = ["record.isShown"]

        init(kinds: [String], terms: [String]) {
            if !kinds.isEmpty {
                let marks = kinds.map { _ in "?" }.joined(separator: ", ")
                self.add("record.kind IN (\(marks))", StatementArguments(kinds))
            }
            for term in terms { self.add("record.number IN (SELECT record FROM term WHERE term = ?)", [term]) }
        }

        var found: String { "FROM \(self.source) WHERE \(self.conditions.joined(separator: " AND "))" }

        mutating func add(_ condition: String, _ arguments: StatementArguments) {
            self.conditions.append(condition)
            self.arguments += arguments
        }
    }

    /// The number of each record that has a term.
    package func numbers(withTerm term: String) throws -> [Int64] {
        try self.rows("SELECT record FROM term WHERE term = ? ORDER BY record", [term]).map { try $0.integer(0) }
    }

    private static func json(_ digits: [String]) -> String {
        "[" + digits.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    }
}

extension StoreWriter {
    /// Keeps the words of a record; `nil` takes them out.
    ///
    /// The index does not know what it holds of a record: taking out other words than it was given would damage it.
    func put(_ words: SearchWords?, of number: Int64, replacing old: SearchWords?) throws {
        guard words != old else { return }
        if let old {
            try self.run(
                """
                INSERT INTO search (search, rowid, title, names, topics, places, other)
                VALUES ('delete', ?, ?, ?, ?, ?, ?)
                """,
                [number, old.title, old.names, old.topics, old.places, old.other]
            )
        }
        guard let words else { return }
        try self.run(
            "INSERT INTO search (rowid, title, names, topics, places, other) VALUES (?, ?, ?, ?, ?, ?)",
            [number, words.title, words.names, words.topics, words.places, words.other]
        )
    }

    /// Empties the full-text index, so that nothing is left of any word.
    func emptySearch() throws {
        try StoreError.mapping {
            try self.database.execute(sql: "DROP TABLE IF EXISTS search")
            try self.database.execute(sql: StoreSchema.search)
        }
    }
}
