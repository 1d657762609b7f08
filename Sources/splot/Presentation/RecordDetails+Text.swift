import SplotDirectory
import SplotMerge
import SplotNode

extension RecordDetails {
    /// The whole record, for people.
    func print(to output: Output) {
        let merged = self.merged
        output.line(Plain.line("\(self.title) (\(merged.record.kind))"))
        output.line("id          \(merged.record.id)")
        let sharing = merged.isCommon ? "every trusted cluster may write" : "others may suggest"
        output.line(Plain.line("created by  \(self.clusters.text(merged.owner)); \(sharing)"))
        output.line("shown to    \(merged.visibility == .open ? "everyone" : "the federation")")
        let shortID = Short.id(merged.record.id)
        if merged.isDeleted { output.line("deleted     yes: splot restore \(shortID) brings it back") }
        output.line()
        var table = Table([
            Table.Column("FIELD"), Table.Column("VALUE"), Table.Column("CLUSTER"), Table.Column("NODE"),
            Table.Column("ENTRY", isNumeric: true), Table.Column("WRITTEN (UTC)"),
        ])
        for row in self.rows {
            table.add([row.path + (row.isContested ? " (!)" : ""), row.text] + self.cells(row.origin))
        }
        // Values are what one came for: they are never cut.
        for line in table.lines() { output.line(line) }
        for conflict in merged.conflicts {
            output.line()
            self.print(conflict, to: output)
        }
        self.printSuggestions(to: output)
    }

    /// One disagreement with its numbered values, and the command that settles it.
    func print(_ conflict: Conflict, to output: Output) {
        let path = conflict.place.path
        output.line("! The clusters disagree about \(Plain.line(path)); the first is shown until somebody picks:")
        var table = Table([
            Table.Column("  N", isNumeric: true), Table.Column("VALUE"), Table.Column("CLUSTER"), Table.Column("NODE"),
            Table.Column("ENTRY", isNumeric: true), Table.Column("WRITTEN (UTC)"),
        ])
        for (index, alternative) in conflict.alternatives.enumerated() {
            for (number, origin) in alternative.origins.enumerated() {
                let value = [String(index + 1), self.text(alternative, at: conflict.place)]
                table.add((number == 0 ? value : ["", "the same"]) + self.cells(origin))
            }
        }
        for line in table.lines() { output.line(line) }
        output.line("  To settle it: splot resolve \(Short.id(self.merged.record.id)) \(Plain.line(path)) --pick 1")
    }

    private func printSuggestions(to output: Output) {
        for suggestion in self.merged.suggestions {
            output.line()
            let entry = "#\(suggestion.origin.entry.position), \(Timestamp(suggestion.origin.time).short)"
            output.line(Plain.line("? \(self.clusters.text(suggestion.cluster)) suggests (\(entry)):"))
            let summary = self.line(suggestion.origin)?.summary(titles: self.titles) ?? "something not held here"
            output.line("  " + Plain.line(summary))
        }
    }
}
