public import SplotDirectory
import SplotLog
import SplotMerge
import SplotStore

extension Node {
    /// What other clusters suggest about this cluster's records and nobody has settled, the oldest first.
    public func suggestions() async throws -> [DirectorySuggestion] {
        try await self.store.read { reader in
            var found: [DirectorySuggestion] = []
            let federation = try reader.federation()
            try reader.forEachState(.withSuggestions) { state in
                guard let merged = try reader.merged(state, in: federation), merged.owner == self.cluster else {
                    return
                }
                found += merged.allSuggestions.filter { if case .open = $0.state { true } else { false } }
            }
            return found.sorted { $0.origin < $1.origin }
        }
    }

    /// What this cluster has suggested about others' records, and what became of it, the oldest first.
    public func ownSuggestions() async throws -> [DirectorySuggestion] {
        try await self.store.read { reader in
            var found: [DirectorySuggestion] = []
            let federation = try reader.federation()
            let numbers = try reader.numbers(withTerm: RecordTerms.suggested(by: self.cluster))
            try reader.forEachState(.numbers(numbers)) { state in
                guard let merged = try reader.merged(state, in: federation) else { return }
                found += merged.allSuggestions.filter { $0.cluster == self.cluster }
            }
            return found.sorted { $0.origin < $1.origin }
        }
    }

    /// Takes over what another cluster suggests: writes its values into the record, and closes the suggestion.
    ///
    /// - Parameters:
    ///   - record: The record's id.
    ///   - name: Which suggestion, by its ``DirectorySuggestion/name``; `nil` for the only one.
    /// - Returns: What was written.
    /// - Throws: ``NodeError`` `notFound` when there is no such suggestion, `ambiguous` when there are several and none
    ///   is named, `invalid` when another cluster owns the record or what was suggested has been erased;
    ///   `InvalidRecord` when the record may not become what is suggested; what ``write(_:shown:ifVersion:)`` throws.
    @discardableResult
    public func accept(_ record: RecordUUID, _ name: String? = nil) async throws -> WriteResult {
        try await self.operate(on: record) { shown in
            let suggestion = try self.suggestion(name, of: shown)
            return try suggestion.items.compactMap { try Self.operation(takingOver: $0.operation, in: shown) }
                + [.accept(suggestion.origin.entry)]
        }
    }

    /// Turns down what another cluster suggests.
    ///
    /// - Parameters:
    ///   - record: The record's id.
    ///   - name: Which suggestion, by its ``DirectorySuggestion/name``; `nil` for the only one.
    /// - Returns: What was written.
    /// - Throws: As ``accept(_:_:)``.
    @discardableResult
    public func decline(_ record: RecordUUID, _ name: String? = nil) async throws -> WriteResult {
        try await self.operate(on: record) { shown in
            [.decline(try self.suggestion(name, of: shown).origin.entry)]
        }
    }

    private func suggestion(_ name: String?, of shown: MergedRecord) throws -> Suggestion {
        guard shown.owner == self.cluster else {
            throw NodeError(.invalid, "another cluster owns the record: only that one accepts or declines")
        }
        let names = shown.suggestions.map { DirectorySuggestion.name(of: $0.origin.entry) }
        guard let name else {
            guard shown.suggestions.count < 2 else {
                let list = names.joined(separator: ", ")
                throw NodeError(.ambiguous, "there are several suggestions, name one of them: \(list)")
            }
            guard let only = shown.suggestions.first else {
                throw NodeError(.notFound, "nothing is suggested about this record: `splot suggestions` lists all")
            }
            return only
        }
        guard let index = names.firstIndex(of: name.lowercased()) else {
            throw NodeError(.notFound, "there is no such suggestion about this record: `splot suggestions` lists all")
        }
        return shown.suggestions[index]
    }

    /// The owner's own operation for a suggested one; `nil` where the record has it already.
    private static func operation(takingOver suggested: Operation, in shown: MergedRecord) throws -> Operation? {
        switch suggested {
        case .set(_, _, .erased), .add(_, .erased):
            throw NodeError(.invalid, "what was suggested has been erased: decline it")
        case .add(let field, let content):
            return shown.elements(field).contains { $0.content == content } ? nil : suggested
        case .remove(let field, let elements):
            // Whoever adds an element twice takes it out whole.
            let adds = shown.elements(field).filter { !Set($0.adds).isDisjoint(with: elements) }.flatMap(\.adds)
            return adds.isEmpty ? nil : .remove(field: field, elements: adds)
        case .set, .clear, .delete, .restore, .setVisibility: return suggested
        case .accept, .decline, .unknown: return nil
        }
    }
}
