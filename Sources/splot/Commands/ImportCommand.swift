import ArgumentParser
import SplotInterchange
import SplotNode
import SplotOffice

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take over a list from a file.",
        discussion: """
            CSV with commas, semicolons or tabs, or one JSON object a line; UTF-8, UTF-16 or Windows-1250. A workbook \
            (.xlsx, .xls) must be saved as CSV first. Rows with something wrong in them are reported by line and not \
            written; all others are. Importing the same file again writes nothing. Ends with 65 when a row was invalid.

            What --map says of a column is remembered for the kind, so that the next list like this needs no --map.

            With --json, one object: new, changed, unchanged, invalid, rows (how many), entries (how many were written), \
            dryRun, mapping (what columns were mapped to, by column), problems (of the invalid rows, each with line, \
            column, message), repairs (each with line, column, repair), rejects (the file they were written to, or \
            null), and with --dry-run also outcomes (each with line, state, fields, changes; a change has field, old, \
            new). With --forget-map and no file: kind, forgotten.

            Example: splot import members.csv --kind member --dry-run
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Argument(help: "The file, or - for standard input.")
    var file: String?

    @Option(
        help: ArgumentHelp(
            "The kind of record that each row is about; or specialisation, for a list of what a cluster does.",
            valueName: "kind"
        )
    )
    var kind: String

    @Option(
        help: ArgumentHelp(
            "The column that identifies a row. Default: the NIP where there is one, else the name.",
            valueName: "column"
        )
    )
    var key: String?

    @Option(
        name: .customLong("map"),
        parsing: .singleValue,
        help: ArgumentHelp(
            "The field that a column is for, as `splot kinds` lists them; nothing after the sign leaves the column out.",
            valueName: "column=field"
        )
    )
    var mappings: [ColumnMapping] = []

    @Flag(help: "Forget what --map said before of lists of this kind.")
    var forgetMap = false

    @Option(
        name: .customLong("set"),
        parsing: .singleValue,
        help: ArgumentHelp("What a column holds where it is missing or empty.", valueName: "column=value")
    )
    var defaults: [String] = []

    @Option(
        name: .customLong("repair"),
        parsing: .singleValue,
        help: ArgumentHelp(
            "What to put back that a spreadsheet took away: zeros, at the beginning of numbers and postal codes.",
            valueName: "what"
        ),
        transform: Self.repair
    )
    var repairs: [ImportRepair] = []

    @Flag(help: "Write nothing; show what would become of each row.")
    var dryRun = false

    @Flag(help: "Show all rows, not only the first \(ImportSummary.shownRows).")
    var all = false

    @Option(
        help: ArgumentHelp(
            "Where to write the invalid rows and what is wrong with them, to be mended and imported.",
            valueName: "file"
        )
    )
    var rejects: String?

    @Option(help: ArgumentHelp("The language of columns that name none.", valueName: "tag"))
    var language = "pl"

    func validate() throws {
        for text in self.defaults {
            guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
                throw ValidationError("--set takes column=value.")
            }
        }
        guard self.file != nil || self.forgetMap else { throw ValidationError("Name the file to import.") }
        guard self.rejects != "-" else { throw ValidationError("--rejects takes the name of a file.") }
    }

    func run() async throws {
        let node = try await self.data.open()
        if self.forgetMap, !self.dryRun { try await node.rememberImportMapping([:], of: self.kind) }
        guard let file = self.file else { return self.printForgotten() }
        let rejects = try self.dryRun ? nil : self.rejects.map(RejectsFile.init)
        let bytes = try LocalFile.read(file, limit: ImportFile.maximumBytes)
        let progress = ImportProgress(bytes)
        // Also when the file turns out to be wrong: a complaint begins on a line of its own.
        defer { progress.finish() }
        let table = try ImportTable.read(bytes) { progress.read($0, of: $1) }
        let remembered = self.forgetMap ? [:] : try await node.importMapping(of: self.kind)
        let given = Dictionary(self.mappings.map { ($0.column, $0.field) }) { _, last in last }
        let mapping = ImportMapping(given, remembered: remembered, of: table)
        var report = try await self.take(table, mapping: mapping, bytes: bytes, rejects: rejects, progress, node)
        progress.finish()
        if !self.dryRun, report.isAnythingInOrder, mapping.isNew {
            try await node.rememberImportMapping(mapping.toRemember, of: self.kind)
            report.isMappingRemembered = true
        }
        self.print(report)
        if self.kind == FigureAdvice.kind, !self.dryRun { try await FigureAdvice(of: node).tellCount() }
        if report.plan.report.invalid > 0 { throw ExitCode(ExitStatus.data.rawValue) }
    }

    /// How often an import is worked out anew because somebody else was writing.
    private static let attempts = 5

    private func take(
        _ table: ImportTable,
        mapping: ImportMapping,
        bytes: [UInt8],
        rejects: RejectsFile?,
        _ progress: ImportProgress,
        _ node: Node
    ) async throws -> ImportSummary {
        var attempt = 0
        while true {
            attempt += 1
            let prepared = try await self.recipe(mapping).prepare(table, for: node) { progress.compare($0, of: $1) }
            try rejects?.begin(try RejectedRows.file(of: table, outcomes: prepared.plan.rows, source: bytes))
            progress.write(prepared.plan.edits.count)
            var report = ImportSummary(table: table, plan: prepared.plan, mapping: mapping, isDryRun: self.dryRun)
            do {
                report.entries = self.dryRun ? 0 : try await prepared.write(to: node)
                report.rejects = try rejects?.finish()
                return report
            } catch let error as NodeError where error.code == .stale && attempt < Self.attempts {
                rejects?.discard()
            } catch {
                rejects?.discard()
                throw error
            }
        }
    }

    private static func repair(_ text: String) throws -> ImportRepair {
        guard let repair = ImportRepair(rawValue: text) else {
            let names = ImportRepair.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--repair takes one of: \(names).")
        }
        return repair
    }

    private func recipe(_ mapping: ImportMapping) -> ImportFile {
        var recipe = ImportFile(kind: self.kind, key: self.key, language: self.language)
        recipe.mapping = mapping.applied
        recipe.repairs = Set(self.repairs)
        for text in self.defaults {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            recipe.defaults[String(parts[0])] = String(parts[1])
        }
        return recipe
    }

    private func print(_ report: ImportSummary) {
        guard !self.json.isWanted else { return Output.standard.line(report.json) }
        for line in report.lines(kind: self.kind, width: Output.standard.width, isAllWanted: self.all) {
            Output.standard.line(line)
        }
        Output.standard.flush()
        for complaint in report.complaints(isAllWanted: self.all) { ErrorOutput.complain(complaint) }
    }

    private func printForgotten() {
        guard !self.json.isWanted else {
            return Output.standard.line(
                .object(["kind": .string(self.kind), "forgotten": .boolean(!self.dryRun)])
            )
        }
        let text = self.dryRun ? "nothing was forgotten, for this is a dry run" : "no mapping is remembered any more"
        Output.standard.line("\(text): \(self.kind).")
    }
}
