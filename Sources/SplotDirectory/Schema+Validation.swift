extension Schema {
    /// Checks what a person asks of one record, and gives it in canonical form.
    ///
    /// - Parameters:
    ///   - kind: The record's kind, such as `organisation`.
    ///   - assignments: What is asked, in order.
    ///   - creating: Whether the record is new: required fields must then be there, and empty text asks for nothing.
    ///   - defaultLanguage: The BCP 47 tag of a localised text given without one.
    /// - Returns: The writes, in the order of the assignments; equal elements of a set once.
    /// - Throws: Every problem of the record together.
    public func validate(
        kind: String,
        assignments: [Assignment],
        creating: Bool,
        defaultLanguage: String = "pl"
    ) throws(InvalidRecord) -> [FieldWrite] {
        guard let known = self.kind(named: kind) else {
            let names = self.kinds.map(\.name)
            let message = "there is no such kind of record\(NearMatch.hint(for: kind, among: names)); the kinds are "
            throw InvalidRecord(
                problems: [FieldProblem(path: "", code: .unknownKind, message: message + names.joined(separator: ", "))]
            )
        }
        guard let language = LanguageTag.canonical(defaultLanguage) else {
            let message = "the default language must be a language tag, such as pl or en-GB"
            throw InvalidRecord(problems: [FieldProblem(path: "", code: .malformed, message: message)])
        }
        var validation = Validation(
            kind: known.name,
            fields: self.fields(of: kind),
            isCreating: creating,
            defaultLanguage: language
        )
        for assignment in assignments { validation.check(assignment) }
        if creating { validation.checkRequired() }
        guard validation.problems.isEmpty else { throw InvalidRecord(problems: validation.problems) }
        return validation.writes
    }
}
