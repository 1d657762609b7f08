import SplotDirectory

/// Gives one field of a record some text and tells what became of it.
func check(
    _ kind: String,
    _ path: String,
    _ text: String,
    action: Assignment.Action = .set,
    language: String = "pl"
) -> Result<[FieldWrite], InvalidRecord> {
    do throws(InvalidRecord) {
        let assignments = [Assignment(path: path, action: action, text: text)]
        return .success(
            try Schema.standard.validate(
                kind: kind,
                assignments: assignments,
                creating: false,
                defaultLanguage: language
            )
        )
    } catch {
        return .failure(error)
    }
}

extension Result where Success == [FieldWrite], Failure == InvalidRecord {
    /// The operations, when there was no problem.
    var operations: [FieldWrite.Operation]? { try? self.get().map(\.operation) }

    /// The codes of the problems; none when there was no problem.
    var codes: [FieldProblem.Code] {
        if case .failure(let error) = self { error.problems.map(\.code) } else { [] }
    }

    /// The one value written, as it is displayed.
    var text: String? {
        guard let operations = self.operations, operations.count == 1 else { return nil }
        return switch operations[0] {
        case .set(.value(let value)), .add(.value(let value)), .remove(.value(let value)): value.displayText
        default: nil
        }
    }
}
