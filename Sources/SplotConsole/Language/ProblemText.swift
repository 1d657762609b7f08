import SplotDirectory
import SplotInterchange

/// What is wrong with a field, in the reader's language: what the field takes, never what was typed.
struct ProblemText: Sendable {
    private let phrases: Phrases

    init(_ phrases: Phrases) { self.phrases = phrases }

    /// The problem in words.
    ///
    /// - Parameters:
    ///   - problem: The problem.
    ///   - kind: The kind of the record.
    ///   - schema: Says what the field takes.
    /// - Returns: One or two sentences.
    func text(_ problem: FieldProblem, kind: String, schema: Schema = .standard) -> String {
        let name = String(problem.path.prefix { $0 != "." })
        if problem.code == .contradiction {
            if let fault = MembershipFault.Code.allCases.first(where: { $0.rule == problem.message }) {
                return self.phrases("fault.\(fault.rawValue)")
            }
            if let text = self.phrases.ifKnown("problem.contradiction.\(name)") { return text }
        }
        let text = self.phrases("problem.\(problem.code.rawValue)")
        guard problem.code == .malformed || problem.code == .missing,
            let hint = self.hint(problem.path, kind: kind, schema: schema)
        else { return text }
        return "\(text) \(self.phrases("problem.expected", ["hint": hint]))"
    }

    /// Why a file cannot be imported.
    func text(_ error: InterchangeError) -> String {
        let columns = error.columns.prefix(10).joined(separator: ", ")
        let text = self.phrases("importProblem.\(error.code)", ["columns": columns])
        return error.line.map { self.phrases("importProblemAt", ["line": String($0), "problem": text]) } ?? text
    }

    /// What a field or a part of it takes.
    func hint(_ path: String, kind: String, schema: Schema = .standard) -> String? {
        let parts = path.split(separator: ".").map(String.init)
        guard let name = parts.first, let field = schema.field(named: name, of: kind) else { return nil }
        if case .structure(let members) = field.type, parts.count > 1,
            let member = members.first(where: { $0.name == parts[1] })
        {
            return self.hint(member.type)
        }
        return self.hint(field.type)
    }

    /// What a type of field takes.
    func hint(_ type: FieldType) -> String? {
        self.phrases.ifKnown("accepted.\(type.name)")
    }
}
