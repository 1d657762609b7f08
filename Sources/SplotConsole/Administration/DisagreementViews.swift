import SplotDirectory
import SplotMerge
import SplotNode
import SplotOffice

/// Conflicts and suggestions as pages show them, with what settles them for whoever may.
struct DisagreementViews {
    let services: ConsoleServices
    let visit: Visit
    let titles: RecordTitles

    private var phrases: Phrases { self.visit.phrases }

    private var words: LogWords {
        LogWords(phrases: self.phrases, formats: self.visit.formats, schema: self.services.node.schema)
    }

    /// A conflict.
    ///
    /// - Parameters:
    ///   - item: The conflict.
    ///   - details: Says who wrote the values.
    ///   - withRecord: Whether to say which record it is in, and to come back to the inbox.
    /// - Returns: What the template is filled with.
    func conflict(_ item: DirectoryConflict, _ details: RecordDetails, withRecord: Bool) -> PageView {
        let record = item.record.record
        let place = item.conflict.place
        let since = ["date": self.visit.formats.day(item.conflict.since)]
        let explanation =
            switch place {
            case .life: self.phrases("conflictLife", since)
            case .set where item.conflict.isRivalry: self.phrases("conflictRivals", since)
            case .set: self.phrases("conflictSet", since)
            default: self.phrases("conflictSince", since)
            }
        var view: PageView = [
            "anchor": "\(Short.id(record.id))-\(item.firstPick)-\(place.path.filter { $0.isLetter || $0.isNumber })",
            "field": self.words.place(place.path, kind: record.kind), "explanation": explanation,
            "choices": item.conflict.alternatives.enumerated()
                .map { self.choice($1, number: item.firstPick + $0, of: item, details, withRecord) },
        ]
        if withRecord {
            view["recordTitle"] = self.titles.text(record.id)
            view["recordHref"] = self.visit.href(record: record.id.description)
        }
        if self.visit.account != nil, place.field != nil {
            view["editHref"] = self.visit.href("/admin/records/\(record.id)/edit")
        }
        return view
    }

    private func choice(
        _ alternative: Alternative,
        number: Int,
        of item: DirectoryConflict,
        _ details: RecordDetails,
        _ withRecord: Bool
    ) -> PageView {
        let value = self.text(alternative, of: item)
        let origins = alternative.origins.map { origin in
            let author = details.clusters.author(of: origin.entry.log)
            return "\(author?.clusterName ?? Short.id(origin.entry.log)), \(self.visit.formats.day(origin.time))"
        }
        var view: PageView = ["value": value, "origins": origins.joined(separator: "; ")]
        let isOurs = item.record.isCommon || item.record.owner == self.services.node.cluster
        if self.visit.account != nil, isOurs {
            let action = "/admin/records/\(item.record.record.id)/resolve"
            view["form"] =
                [
                    "action": self.visit.href(action), "token": self.services.tokenInput(for: action, self.visit),
                    "path": item.conflict.place.path, "pick": number, "version": item.record.version.token,
                    "back": withRecord ? "conflicts" : "record",
                    "chooseLabel": self.phrases("chooseLabel", ["value": value]),
                ] as PageView
        }
        return view
    }

    private func text(_ alternative: Alternative, of item: DirectoryConflict) -> String {
        switch alternative.value {
        case .content(.erased): return self.phrases("erased")
        case .content:
            let kind = item.record.record.kind
            guard let value = RecordDetails.value(alternative) else { return self.phrases("unknownValue") }
            guard let name = item.conflict.place.field,
                let field = self.services.node.schema.field(named: name, of: kind)
            else { return value.displayText }
            var type = field
            if case .structure(let parts) = field.type, let key = item.conflict.place.key,
                let part = parts.first(where: { $0.name == key })
            {
                type = part
            }
            let texts = ValueText(
                phrases: self.phrases,
                formats: self.visit.formats,
                titles: self.titles,
                kind: kind
            )
            return texts.text(value, of: type)
        case .cleared: return self.phrases("valueCleared")
        case .deleted: return self.phrases("valueDeleted")
        case .restored: return self.phrases("valueRestored")
        case .edited: return self.phrases("valueEdited")
        case .removed: return self.phrases("valueRemoved")
        }
    }

    /// A suggestion.
    ///
    /// - Parameters:
    ///   - item: The suggestion.
    ///   - details: Says who made it.
    ///   - withRecord: Whether to say which record it is about, and to come back to the inbox.
    /// - Returns: What the template is filled with.
    func suggestion(_ item: DirectorySuggestion, _ details: RecordDetails, withRecord: Bool) -> PageView {
        let record = item.record.record
        let cluster = details.clusters.text(item.cluster)
        let isOwn = item.cluster == self.services.node.cluster
        var writes = item.writes.map { self.words.text($0, kind: record.kind, self.titles) }
        if writes.isEmpty, let line = details.line(item.origin) {
            writes = [self.words.summary(line, kind: record.kind, self.titles)]
        }
        var view: PageView = [
            "who": isOwn ? self.phrases("weSuggest") : self.phrases("suggests", ["cluster": cluster]),
            "writes": writes, "when": self.visit.formats.instant(item.origin.time),
        ]
        if withRecord {
            view["recordTitle"] = self.titles.text(record.id)
            view["recordHref"] = self.visit.href(record: record.id.description)
        }
        switch item.state {
        case .open:
            view["state"] = self.phrases("open")
            if self.visit.account != nil, item.record.owner == self.services.node.cluster {
                let action = "/admin/records/\(record.id)/suggestion"
                view["form"] =
                    [
                        "action": self.visit.href(action), "token": self.services.tokenInput(for: action, self.visit),
                        "name": item.name,
                        "back": withRecord ? "suggestions" : "record",
                    ] as PageView
            }
        case .settled(let outcome, let origin):
            view["state"] =
                self.phrases(outcome == .accepted ? "accepted" : "declined") + ", "
                + self.visit.formats.instant(origin.time)
        }
        return view
    }
}
