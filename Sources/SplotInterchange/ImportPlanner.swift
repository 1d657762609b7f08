public import SplotDirectory

/// Works out what an import would write, without writing it.
public enum ImportPlanner {
    /// Compares the rows of a file with the directory.
    ///
    /// Importing a file again, after its plan was applied, gives no edits. A row with anything wrong in it gives none
    /// either. Empty cells leave their fields alone; sets are only added to.
    ///
    /// - Parameters:
    ///   - table: The rows.
    ///   - kind: The kind of record each row is about, such as `member`; or `specialisation`, for a list of what one
    ///     cluster specialises in.
    ///   - key: The column by which rows are matched with records; without one a row is matched by its NIP if it has
    ///     one, else by its name or title.
    ///   - mapping: The field by column, for columns whose heading does not say what they are; empty for a column that
    ///     is left out.
    ///   - defaults: Text by column, for rows in which that column is missing or empty.
    ///   - repairs: What to put back that the file has lost; a row that needs another repair is invalid.
    ///   - existing: The directory as it is.
    ///   - ownCluster: The importing node's own cluster record, for members, partners and specialisations without a
    ///     cluster.
    ///   - language: The BCP 47 tag of texts whose column names no language.
    ///   - schema: The kinds and fields.
    ///   - progress: Called with how much is compared, and of how much.
    /// - Returns: The plan.
    /// - Throws: ``InterchangeError`` when a column, the kind, the key, the mapping or a default is unknown.
    public static func plan(
        _ table: ImportTable,
        kind: String,
        key: String? = nil,
        mapping: [String: String] = [:],
        defaults: [String: String] = [:],
        repairs: Set<ImportRepair> = [],
        existing: [ExistingRecord],
        ownCluster: RecordUUID?,
        language: String = "pl",
        schema: Schema = .standard,
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(InterchangeError) -> ImportPlan {
        let names = try self.names(of: kind, schema: schema)
        guard let tag = LanguageTag.canonical(language) else {
            let message = "the language must be a language tag, such as pl or en-GB"
            throw InterchangeError(code: .badDefault, message: message)
        }
        let recipe = ImportRecipe.of(kind)
        let bound = try BoundTable(table, mapping: mapping, defaults: defaults, names: names)
        var builder = PlanBuilder(
            bound,
            format: table.format,
            kind: recipe.kind ?? kind,
            recipe: recipe,
            existing: existing,
            schema: schema,
            settings: PlanBuilder.Settings(
                key: try self.key(recipe.isAddition ? nil : key, in: bound),
                repairs: repairs,
                ownCluster: ownCluster,
                language: tag
            )
        )
        try self.checkDefaults(builder)
        let rows = builder.takeAll(table.rows, progress: progress)
        return ImportPlan(rows: rows, edits: builder.recordEdits)
    }

    /// The names that the columns of a file may have, without the suffixes that go with any of them.
    ///
    /// - Parameters:
    ///   - kind: The kind of record each row is about, or `specialisation`.
    ///   - schema: The kinds and fields.
    /// - Returns: The names, as error messages list them.
    /// - Throws: ``InterchangeError`` when the kind is unknown.
    public static func columnNames(
        of kind: String,
        schema: Schema = .standard
    ) throws(InterchangeError) -> [String] {
        try self.names(of: kind, schema: schema).known
    }

    private static func names(of kind: String, schema: Schema) throws(InterchangeError) -> ColumnNames {
        guard schema.kind(named: ImportRecipe.of(kind).kind ?? kind) != nil else {
            let names = (schema.kinds.map(\.name) + ImportRecipe.additions).joined(separator: ", ")
            let message = "there is no such kind of record; the kinds are \(names)"
            throw InterchangeError(code: .unknownKind, message: message)
        }
        return ColumnNames(kind: kind, schema: schema)
    }

    private static func key(_ name: String?, in table: BoundTable) throws(InterchangeError) -> PlanBuilder.Key? {
        guard let name else { return nil }
        guard let column = table.columns.first(where: { $0.name == name && $0.index != nil }) else {
            let columns = table.columns.filter { $0.index != nil }.map(\.name).joined(separator: ", ")
            let message = "the key must be a column of the file that is not empty: \(columns)"
            throw InterchangeError(code: .badKey, message: message)
        }
        guard let use = column.uses.first(where: { $0.role == .value }) else {
            let message = "records cannot be told apart by the column '\(name)'; use one that is a field by itself"
            throw InterchangeError(code: .badKey, message: message)
        }
        return PlanBuilder.Key(column: name, use: use)
    }

    // What is wrong with a default is said once, and not again for every row.
    private static func checkDefaults(_ builder: PlanBuilder) throws(InterchangeError) {
        let (requests, problems) = builder.reader.requests(of: ImportTable.Row(line: 0, cells: []))
        do throws(InvalidRecord) {
            if let problem = problems.first { throw InvalidRecord(problems: [problem]) }
            for request in requests { _ = try builder.parsed(request) }
        } catch {
            throw InterchangeError(code: .badDefault, message: error.description)
        }
    }
}
