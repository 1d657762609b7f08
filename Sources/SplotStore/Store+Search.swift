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
        /// Terms that they must have, all of them.
        package var terms: [String]

        /// Puts it together.
        package init(prefix: String, kinds: [String], terms: [String] = []) {
            self.prefix = prefix
            self.kinds = kinds
            self.terms = terms
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
        var query = Query(kinds: search.kinds, terms: search.terms)
        if !search.words.isEmpty {
            query.source = "search JOIN record ON record.number = search.rowid"
            query.order = "bm25(search, \(Self.weights)), record.number"
            // Quoted, so that no word is taken for an operator; folded words hold no quotes.
            query.add("search MATCH ?", [search.words.map { "\"\($0)\"*" }.joined(separator: " ")])
        }
        if let among = search.among {
            let list = "[" + among.map { "\"\($0)\"" }.joined(separator: ",") + "]"
            query.add("hex(record.uuid) IN (SELECT value FROM json_each(?))", [list])
        }
        if let referring = search.referring {
            var outer = Query(kinds: referring.kinds, terms: referring.terms)
            outer.add(
                """
                record.number IN (SELECT record FROM term WHERE term IN (SELECT ? || hex(record.uuid) \(query.found)))
                """,
                [referring.prefix] + query.arguments
            )
            query = outer
        }
        let total = Int(clamping: try self.row("SELECT COUNT(*) \(query.found)", query.arguments)?.integer(0) ?? 0)
        let numbers = try self.rows(
            "SELECT record.number \(query.found) ORDER BY \(query.order) LIMIT ?",
            query.arguments + [limit]
        )
        return (try numbers.map { try $0.integer(0) }, total)
    }

    /// A statement that is being put together.
    private struct Query {
        var source = "record"
        var order = "record.number"
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
    func put(_ words: SearchWords?, of number: Int64, isNew: Bool) throws {
        if !isNew {
            let old = try self.row("SELECT title, names, topics, places, other FROM search WHERE rowid = ?", [number])
            if let old, let words {
                let known = SearchWords(
                    title: try old.text(0),
                    names: try old.text(1),
                    topics: try old.text(2),
                    places: try old.text(3),
                    other: try old.text(4)
                )
                guard known != words else { return }
            }
            if old != nil { try self.run("DELETE FROM search WHERE rowid = ?", [number]) }
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
