/// A dated statement of a number, as a record of the kind `figure` says it.
struct Figure: Hashable {
    let id: RecordUUID
    let subject: RecordUUID?
    /// The label by language, as published.
    let labels: [String: String]
    let value: Quantity?
    let share: Quantity?
    let base: Quantity?
    let asOf: PartialDate?
    let source: String?
    let supersedes: RecordUUID?

    init(_ record: DirectoryRecord) {
        self.id = record.id
        self.subject = record.reference("subject")
        self.labels = record.texts("label")
        self.value = record.text("value").flatMap { Quantity($0) }
        self.share = record.text("share").flatMap { Quantity($0) }
        self.base = record.text("base").flatMap { Quantity($0) }
        self.asOf = record.text("asOf").flatMap { PartialDate($0) }
        self.source = record.text("source")
        self.supersedes = record.reference("supersedes")
    }

    /// The label to show.
    var label: String { LocalisedText.best(of: self.labels)?.text ?? "a figure without a label" }

    /// The labels as they are compared.
    var foldedLabels: Set<String> { Set(self.labels.values.map { Folding.fold($0) }).subtracting([""]) }

    /// The day or source that the statement stands for: ` (2015-02-23, source 004.txt)`.
    var provenance: String {
        let parts = [self.asOf?.description, self.source.map { "source: \($0)" }].compactMap { $0 }
        return parts.isEmpty ? "" : " (" + parts.joined(separator: ", ") + ")"
    }
}

extension DirectoryRecord {
    /// The text of a field that holds one value.
    func text(_ field: String) -> String? {
        if case .single(.text(let text))? = self.fields[field] { text } else { nil }
    }

    /// The record that a field which holds one value refers to.
    func reference(_ field: String) -> RecordUUID? {
        if case .single(.reference(let record))? = self.fields[field] { record } else { nil }
    }

    /// The texts of a field, by language or part.
    func texts(_ field: String) -> [String: String] {
        guard case .keyed(let values)? = self.fields[field] else { return [:] }
        return values.compactMapValues { value in
            if case .text(let text) = value { text } else { nil }
        }
    }

    /// The elements of a set.
    func elements(_ field: String) -> [Value] {
        if case .set(let values)? = self.fields[field] { values } else { [] }
    }
}
