/// Rules about a record as a whole, which the check of single values cannot see.
public enum RecordRules {
    /// What a change may not make of a record.
    ///
    /// To be called within the transaction that writes, with the record as it is there and as the change would leave
    /// it; a writer refuses the change when there is a problem. What was wrong before, because it came from elsewhere or
    /// was merged so, is no problem of this change, or nobody could correct such a record step by step. Entries of
    /// others are never held against these rules: ``flags(of:schema:)`` shows what is wrong with them.
    ///
    /// - Parameters:
    ///   - before: The record as it is; `nil` when the change creates it.
    ///   - after: The record as it would be, of the same kind.
    ///   - schema: The kinds and fields.
    /// - Returns: The problems that the change brings in, in the order of the schema's fields, then those of the
    ///   membership; their messages quote no value. None when the change is fine.
    public static func problems(
        before: DirectoryRecord?,
        after: DirectoryRecord,
        schema: Schema
    ) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        for field in schema.fields(of: after.kind) {
            let old = before?.fields[field.name]
            let new = after.fields[field.name]
            guard old != new else { continue }
            if field.isSetOnce, old != nil {
                problems.append(FieldProblem(path: field.name, code: .setOnce, message: Self.setOnce))
            }
            problems += Self.identifierProblems(old: old, new: new, of: field)
            problems += Self.periodProblems(in: new, of: field).filter { _ in !Self.hasBadPeriod(old, of: field) }
        }
        if Self.endsBeforeStart(after), before.map(Self.endsBeforeStart) != true { problems.append(Self.endProblem) }
        if after.kind == "member" {
            let known = before.map { Membership($0).faults } ?? []
            problems += Self.problems(Membership(after).faults.filter { !known.contains($0) })
        }
        return problems
    }

    /// What is wrong with a record as it stands, whoever wrote it.
    ///
    /// - Parameters:
    ///   - record: The record as it is shown.
    ///   - schema: The kinds and fields.
    /// - Returns: The problems, in the order of the schema's fields, then those of the membership; none when all is well.
    public static func flags(of record: DirectoryRecord, schema: Schema) -> [FieldProblem] {
        self.problems(before: nil, after: record, schema: schema)
    }

    private static let setOnce = "this is set once and stays; a correction is a new record that supersedes this one"

    private static let endProblem = FieldProblem(
        path: "end",
        code: .contradiction,
        message: "the end comes before the start; change one of the two"
    )

    private static func problems(_ faults: [MembershipFault]) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        for fault in faults {
            let problem = FieldProblem(path: fault.field, code: .contradiction, message: fault.code.rule)
            if !problems.contains(problem) { problems.append(problem) }
        }
        return problems
    }
}

extension RecordRules {
    private static func identifierProblems(
        old: DirectoryRecord.Content?,
        new: DirectoryRecord.Content?,
        of field: Field
    ) -> [FieldProblem] {
        guard case .identifier = field.type, case .set(let values)? = new else { return [] }
        var before: [IdentifierScheme: Set<String>] = [:]
        if case .set(let values)? = old { before = Identifier.codes(in: values) }
        let after = Identifier.codes(in: values)
        return Identifier.conflictingSchemes(in: values)
            .filter { after[$0, default: []].count > before[$0, default: []].count }
            .map { scheme in
                let message =
                    "it has another \(scheme.rawValue) already, and only one can be right; "
                    + "take the wrong one out in the same edit"
                return FieldProblem(path: field.name, code: .contradiction, message: message)
            }
    }

    private static func hasBadPeriod(_ content: DirectoryRecord.Content?, of field: Field) -> Bool {
        !self.periodProblems(in: content, of: field).isEmpty
    }

    // A period written here was read by the schema's check; one that came from elsewhere was not.
    private static func periodProblems(in content: DirectoryRecord.Content?, of field: Field) -> [FieldProblem] {
        let values: [Value] =
            switch content {
            case nil: []
            case .single(let value): [value]
            case .set(let values): values
            case .keyed(let parts): [.structure(parts)]
            }
        guard values.contains(where: { self.hasBadPeriod($0, type: field.type) }) else { return [] }
        return [FieldProblem(path: field.name, code: .malformed, message: FieldType.period.accepted)]
    }

    private static func hasBadPeriod(_ value: Value, type: FieldType) -> Bool {
        switch (type, value) {
        case (.period, .text(let text)):
            Period(text) == nil
        case (.structure(let fields), .structure(let members)):
            fields.contains { field in members[field.name].map { self.hasBadPeriod($0, type: field.type) } ?? false }
        default:
            false
        }
    }

    private static func endsBeforeStart(_ record: DirectoryRecord) -> Bool {
        guard record.kind == "event", case .single(.text(let start))? = record.fields["start"],
            case .single(.text(let end))? = record.fields["end"],
            let start = Moment(start), let end = Moment(end)
        else { return false }
        return end.isCertainlyBefore(start)
    }
}
