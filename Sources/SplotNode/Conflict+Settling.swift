public import SplotMerge

extension Place {
    /// How people write the place: `field`, `field.key`, or `record` for whether the record is deleted.
    public var path: String {
        guard let field = self.field else { return "record" }
        return self.key.map { "\(field).\($0)" } ?? field
    }
}

extension Conflict {
    /// When the clusters began to disagree, by their clocks: when the second of the values was first written.
    public var since: UInt64 {
        let first = self.alternatives.compactMap { $0.origins.map(\.time).min() }.sorted()
        return first.count > 1 ? first[1] : first.first ?? 0
    }

    /// Whether the values are elements of a set of which only one can be right, such as two tax numbers.
    public var isRivalry: Bool {
        guard case .set = self.place else { return false }
        return !self.alternatives.contains { $0.value == .removed }
    }

    /// What settles the conflict by one of its values.
    ///
    /// - Parameters:
    ///   - index: Which of the alternatives.
    ///   - record: The record as it is shown.
    /// - Returns: The operations to write.
    /// - Throws: ``NodeError`` `invalid`.
    func operations(picking index: Int, in record: MergedRecord) throws -> [Operation] {
        let value = self.alternatives[index].value
        switch (self.place, value) {
        case (.single(let field), .content(let content)):
            return [
                content == .erased ? .clear(field: field, key: nil) : .set(field: field, key: nil, value: content)
            ]
        case (.keyed(let field, let key), .content(let content)):
            return [
                content == .erased ? .clear(field: field, key: key) : .set(field: field, key: key, value: content)
            ]
        case (.single(let field), .cleared):
            return [.clear(field: field, key: nil)]
        case (.keyed(let field, let key), .cleared):
            return [.clear(field: field, key: key)]
        case (.set(let field), .content(let content)) where self.isRivalry:
            let others = self.contents.filter { $0 != content }
            let adds = record.elements(field).filter { others.contains($0.content) }.flatMap(\.adds)
            // Adding it again keeps it there when somebody settles this the other way meanwhile.
            return [.add(field: field, value: content)] + (adds.isEmpty ? [] : [.remove(field: field, elements: adds)])
        case (.set(let field), .content(let content)):
            // Whoever adds having seen the remove has the last word.
            return [.add(field: field, value: content)]
        case (.set(let field), .removed):
            let adds = record.elements(field).filter { self.contents.contains($0.content) }.flatMap(\.adds)
            return adds.isEmpty ? [] : [.remove(field: field, elements: adds)]
        case (.life, .deleted):
            return [.delete]
        case (.life, .restored), (.life, .edited):
            return [.restore]
        default:
            throw NodeError(.invalid, "this conflict cannot be settled by picking")
        }
    }

    private var contents: [Content] {
        self.alternatives.compactMap { if case .content(let content) = $0.value { content } else { nil } }
    }
}

extension [Conflict] {
    /// The alternatives at a path, numbered from 1: of several conflicts there, such as two elements of one set, those of
    /// the second go on where the first ends.
    ///
    /// - Parameter path: As ``SplotMerge/Place/path`` writes it.
    /// - Returns: For each number less 1, the conflict and the index of the alternative in it.
    public func numbered(at path: String) -> [(conflict: Conflict, alternative: Int)] {
        self.filter { $0.place.path == path }
            .flatMap { conflict in conflict.alternatives.indices.map { (conflict, $0) } }
    }
}
