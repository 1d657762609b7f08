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
    /// Whether only records count that everybody may see.
    package var isPublicOnly = false

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

    /// The numbers of the records that a search finds, the best first; by title where no words are given.
    ///
    /// Records without a title go by that of the record they are about.
    ///
    /// - Parameters:
    ///   - search: What to look for.
    ///   - limit: How many to give at most.
    /// - Returns: The numbers, and how many there are in all.
    /// - Throws: ``StoreError``.
    package func find(_ search: StoreSearch, limit: Int) throws -> (numbers: [Int64], total: Int) {
        if let listed = try self.list(search, limit: limit) { return listed }
        let query = try self.query(search)
        // Of records that are shown as one the best counts, and stands for all of them. Both are wanted of all that was
        // found, the number of it and the best of it, and what it takes to find it is done once.
        let stands = search.isPublicOnly ? "joined.canonical AND standing.isPublic" : "joined.canonical"
        let rows = try self.rows(
            """
            WITH found AS MATERIALIZED (SELECT \(query.number) AS number, \(query.rank) AS rank \(query.found)),
            shown AS MATERIALIZED (
                SELECT coalesce(standing.number, found.number) AS number, min(found.rank) AS rank
                FROM found LEFT JOIN joined ON joined.record = found.number
                LEFT JOIN record AS standing ON standing.number = \(stands)
                GROUP BY coalesce(standing.number, found.number)
            )
            SELECT number, (SELECT COUNT(*) FROM shown) FROM shown ORDER BY rank, number LIMIT ?
            """,
            query.arguments + [max(1, limit)]
        )
        return (
            try rows.prefix(limit).map { try $0.integer(0) },
            Int(clamping: try rows.first?.integer(1) ?? 0)
        )
    }

    private func query(_ search: StoreSearch) throws -> Query {
        let kinds = try search.kinds.map(self.stored(kind:))
        var query = Query(isListed: search.words.isEmpty)
        if !search.words.isEmpty {
            // Quoted, so that no word is taken for an operator; folded words hold no quotes.
            query.add("search MATCH ?", [search.words.map { "\"\($0)\"*" }.joined(separator: " ")])
            query.rank = "bm25(search, \(Self.weights))"
        }
        query.add(kinds: kinds)
        for term in search.terms { query.add(term: term) }
        if let among = search.among {
            query.add(
                "\(query.number) IN (SELECT number FROM record WHERE hex(uuid) IN (SELECT value FROM json_each(?)))",
                [Self.jsonArray(among)]
            )
        }
        // Whoever may not see a record is not told of others by its name either.
        if search.isPublicOnly { query.addPublic() }
        guard let referring = search.referring else { return query }
        var outer = Query(party: query, prefix: referring.prefix)
        outer.add(kinds: try referring.kinds.map(self.stored(kind:)))
        if !referring.anyTerm.isEmpty {
            let marks = referring.anyTerm.map { _ in "?" }.joined(separator: ", ")
            outer.add(
                "record.number IN (SELECT record FROM term WHERE term IN (\(marks)))",
                StatementArguments(referring.anyTerm)
            )
        }
        if search.isPublicOnly { outer.addPublic() }
        return outer
    }

    /// A statement that is being put together.
    private struct Query {
        /// How the number of what is found is called.
        let number: String
        /// How far down a record stands, the less the better.
        var rank: String
        private(set) var arguments: StatementArguments = []
        private let source: String
        private let table: String
        private var conditions: [String] = []

        /// Looks in the full-text index, or among the records by title.
        init(isListed: Bool) {
            // The order in which they are named is the order in which they are gone through: words first.
            (self.table, self.number, self.rank, self.source) =
                isListed
                ? ("listing", "listing.record", "listing.title", "listing")
                : ("record", "record.number", "0", "search CROSS JOIN record ON record.number = search.rowid")
            if !isListed { self.conditions = ["record.isShown"] }
        }

        /// Looks for what is about the records that another query finds.
        init(party: Query, prefix: String) {
            (self.table, self.number, self.rank) = ("record", "record.number", "party.rank")
            self.source = """
                (WITH asked AS MATERIALIZED (SELECT \(party.number) AS number, \(party.rank) AS rank \(party.found))
                SELECT ? || hex(found.uuid) AS term, asked.rank AS rank
                FROM asked JOIN record AS found ON found.number = asked.number) AS party
                CROSS JOIN term ON term.term = party.term CROSS JOIN record ON record.number = term.record
                """
            self.arguments = party.arguments + [prefix]
            self.conditions = ["record.isShown"]
        }

        var found: String {
            "FROM \(self.source)"
                + (self.conditions.isEmpty ? "" : " WHERE \(self.conditions.joined(separator: " AND "))")
        }

        mutating func add(_ condition: String, _ arguments: StatementArguments) {
            self.conditions.append(condition)
            self.arguments += arguments
        }

        mutating func add(kinds: [String]) {
            guard !kinds.isEmpty else { return }
            let marks = kinds.map { _ in "?" }.joined(separator: ", ")
            self.add("\(self.table).kind IN (\(marks))", StatementArguments(kinds))
        }

        mutating func add(term: String) {
            self.add("\(self.number) IN (SELECT record FROM term WHERE term = ?)", [term])
        }

        mutating func addPublic() { self.add("\(self.table).isPublic", []) }
    }

    /// The number of each record that has a term.
    package func numbers(withTerm term: String) throws -> [Int64] {
        try self.rows("SELECT record FROM term WHERE term = ? ORDER BY record", [term]).map { try $0.integer(0) }
    }

    /// The records that have one of some terms, by kind; of those that are shown as one only the one that stands for
    /// all.
    ///
    /// - Parameters:
    ///   - terms: The terms.
    ///   - isPublicOnly: Whether only records count that everybody may see.
    ///   - limit: How many numbers to give at most of each kind: the lowest.
    /// - Returns: By kind the numbers, and how many there are in all.
    /// - Throws: ``StoreError``.
    package func numbers(
        withAnyTerm terms: [String],
        isPublicOnly: Bool,
        perKind limit: Int
    ) throws -> [String: (numbers: [Int64], total: Int)] {
        let rows = try self.rows(
            """
            SELECT kind, number, total FROM (
                SELECT kind, number, COUNT(*) OVER (PARTITION BY kind) AS total,
                    row_number() OVER (PARTITION BY kind ORDER BY number) AS place
                FROM record
                WHERE number IN (SELECT record FROM term WHERE term IN (SELECT value FROM json_each(?)))
                    AND isShown \(isPublicOnly ? "AND isPublic" : "") AND number NOT IN (
                        \(Self.joinedAway(isPublicOnly: isPublicOnly))
                    )
            )
            WHERE place <= ? ORDER BY kind, number
            """,
            [Self.jsonArray(terms), limit]
        )
        var found: [String: (numbers: [Int64], total: Int)] = [:]
        for row in rows {
            let kind = try self.kind(stored: try row.text(0))
            let total = Int(clamping: try row.integer(2))
            found[kind, default: ([], total)].numbers.append(try row.integer(1))
        }
        return found
    }

    /// A statement that finds the records for which another one is shown.
    ///
    /// - Parameter isPublicOnly: Whether only those count that everybody may see: what stands behind a record that a
    ///   reader may not see is shown to that reader itself.
    /// - Returns: The statement, which has no arguments.
    static func joinedAway(isPublicOnly: Bool) -> String {
        """
        SELECT joined.record FROM joined JOIN record AS standing ON standing.number = joined.canonical
        WHERE joined.record <> joined.canonical \(isPublicOnly ? "AND standing.isPublic" : "")
        """
    }

    // Only of texts that need no escaping: terms of ids, and hexadecimal digits.
    private static func jsonArray(_ texts: [String]) -> String {
        "[" + texts.map { "\"\($0)\"" }.joined(separator: ",") + "]"
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
