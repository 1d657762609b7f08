import SplotDirectory
import SplotMerge
import SplotNode
import SplotOffice

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
        output.line("version     \(merged.version.token)")
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
        for conflict in merged.numberedConflicts {
            output.line()
            self.print(conflict, to: output)
        }
        for suggestion in merged.allSuggestions {
            output.line()
            self.print(suggestion, to: output)
        }
    }

    /// One disagreement with its numbered values, and the command that settles it.
    func print(_ item: DirectoryConflict, to output: Output) {
        let path = Plain.line(item.conflict.place.path)
        output.line("! " + Self.heading(item.conflict, path: path))
        var table = Table([
            Table.Column("  N", isNumeric: true), Table.Column("VALUE"), Table.Column("CLUSTER"), Table.Column("NODE"),
            Table.Column("ENTRY", isNumeric: true), Table.Column("WRITTEN (UTC)"),
        ])
        for (index, alternative) in item.conflict.alternatives.enumerated() {
            for (number, origin) in alternative.origins.enumerated() {
                let value = [String(item.firstPick + index), self.text(alternative)]
                table.add((number == 0 ? value : ["", "the same"]) + self.cells(origin))
            }
        }
        for line in table.lines() { output.line(line) }
        let command = "splot resolve \(Short.id(self.merged.record.id)) \(path)"
        let otherwise =
            switch item.conflict.place {
            case .single, .keyed: ", or another value: \(command) --to VALUE"
            default: ""
            }
        output.line("  To settle it: \(command) --pick \(item.firstPick)\(otherwise)")
    }

    private static func heading(_ conflict: Conflict, path: String) -> String {
        let since = "since \(Timestamp(conflict.since).short) UTC"
        switch conflict.place {
        case .life:
            return
                "The clusters disagree whether the record is deleted, \(since); the first is shown until somebody picks:"
        case .set where conflict.isRivalry:
            return
                "Of \(path) that are of one kind only one can be right, \(since); all are shown until somebody picks:"
        case .set:
            return
                "One cluster took something out of \(path), another put it in, \(since); it stays until somebody picks:"
        default:
            return "The clusters disagree about \(path), \(since); the first is shown until somebody picks:"
        }
    }

    /// One suggestion, what became of it, and the commands that settle it.
    func print(_ suggestion: DirectorySuggestion, to output: Output) {
        let time = Timestamp(suggestion.origin.time).short
        let cluster = self.clusters.text(suggestion.cluster)
        output.line(Plain.line("? \(cluster) suggests (\(suggestion.name), \(time) UTC):"))
        output.line("  " + Plain.line(self.summary(of: suggestion)))
        switch suggestion.state {
        case .open:
            let target = "\(Short.id(self.merged.record.id)) \(suggestion.name)"
            output.line(
                Plain.line(
                    "  For \(self.clusters.text(self.merged.owner)) to settle: splot accept \(target), or splot decline \(target)"
                )
            )
        case .settled(let outcome, let origin):
            let word = outcome == .accepted ? "accepted" : "declined"
            output.line(
                Plain.line("  \(word) by \(self.clusters.text(self.merged.owner)), \(Timestamp(origin.time).short) UTC")
            )
        }
    }
}
