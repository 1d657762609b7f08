import ArgumentParser
import SplotInterchange
import SplotNode

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take over a list from a file.",
        discussion: """
            CSV with commas, semicolons or tabs, or one JSON object a line; UTF-8, UTF-16 or Windows-1250. Rows with \
            something wrong in them are reported by line and not written; all others are. Importing the same file again \
            writes nothing. Ends with 65 when a row was invalid.

            With --json, one object: new, changed, unchanged, invalid, rows (how many), entries (how many were written), \
            dryRun, problems (of the invalid rows, each with line, column, message), and with --dry-run also outcomes \
            (each with line, state, fields).

            Example: splot import members.csv --kind member --dry-run
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var json: JSONOptions

    @Argument(help: "The file, or - for standard input.")
    var file: String

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
        name: .customLong("set"),
        parsing: .singleValue,
        help: ArgumentHelp("What a column holds where it is missing or empty.", valueName: "column=value")
    )
    var defaults: [String] = []

    @Flag(help: "Write nothing; show what would become of each row.")
    var dryRun = false

    @Option(help: ArgumentHelp("The language of columns that name none.", valueName: "tag"))
    var language = "pl"

    func validate() throws {
        for text in self.defaults {
            guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
                throw ValidationError("--set takes column=value.")
            }
        }
    }

    func run() async throws {
        let node = try await self.data.open()
        let bytes = try LocalFile.read(self.file, limit: ImportFile.maximumBytes)
        let notice = Notice(bytes.count >= Notice.largeFile ? "reading and comparing \(self.file) …" : nil)
        let table = try ImportTable.read(bytes)
        var recipe = ImportFile(kind: self.kind, key: self.key, language: self.language)
        for text in self.defaults {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            recipe.defaults[String(parts[0])] = String(parts[1])
        }
        let prepared = try await recipe.prepare(table, for: node)
        let entries = self.dryRun ? 0 : try await prepared.write(to: node)
        notice.finish()
        let report = ImportSummary(table: table, plan: prepared.plan, entries: entries, isDryRun: self.dryRun)
        if self.json.isWanted {
            Output.standard.line(report.json)
        } else {
            report.print(to: .standard)
            Output.standard.flush()
            for complaint in report.complaints { ErrorOutput.complain(complaint) }
        }
        if report.plan.report.invalid > 0 { throw ExitCode(ExitStatus.data.rawValue) }
    }
}
