/// Why one thing asked of a record is refused.
public struct FieldProblem: Error, Hashable, Sendable {
    /// The sort of problem.
    public enum Code: String, Hashable, Sendable {
        /// This version knows no such kind of record.
        case unknownKind

        /// The kind has no such field.
        case unknownField

        /// The field takes no such key after the dot, or needs one.
        case unknownKey

        /// A required field, or a required member of a structure, is missing.
        case missing

        /// The text is not of the form the field takes.
        case malformed

        /// The text is longer than the field takes.
        case tooLong

        /// The text holds control characters.
        case controlCharacter

        /// One place is given twice.
        case repeated

        /// Only sets can be added to and taken from.
        case notASet

        /// The place was filled once and for all.
        case setOnce

        /// The value contradicts others of the record.
        case contradiction
    }

    /// The field path as the caller gave it, or a record's missing field; empty for the record as a whole.
    public var path: String

    /// The sort of problem.
    public var code: Code

    /// What is accepted, in English; quotes no value.
    public var message: String

    /// Describes a problem.
    ///
    /// - Parameters:
    ///   - path: The field path as the caller gave it.
    ///   - code: The sort of problem.
    ///   - message: What is accepted, quoting no value.
    public init(path: String, code: Code, message: String) {
        self.path = path
        self.code = code
        self.message = message
    }
}

extension FieldProblem: CustomStringConvertible {
    /// The path and the message.
    public var description: String {
        self.path.isEmpty ? self.message : "\(self.path): \(self.message)"
    }
}

/// Everything wrong with one record, reported together.
public struct InvalidRecord: Error, Hashable, Sendable, CustomStringConvertible {
    /// The problems, in the order of the assignments, then of the schema; at least one.
    public var problems: [FieldProblem]

    /// Gathers problems.
    ///
    /// - Parameter problems: At least one.
    public init(problems: [FieldProblem]) { self.problems = problems }

    /// One line for each problem.
    public var description: String {
        self.problems.map(\.description).joined(separator: "\n")
    }
}
