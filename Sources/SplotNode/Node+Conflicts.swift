public import SplotDirectory
import SplotLog
import SplotMerge
import SplotStore

extension Node {
    /// The places where clusters disagree, the longest disagreement first.
    public func conflicts(_ filter: ConflictFilter = ConflictFilter()) async throws -> [DirectoryConflict] {
        try await self.store.read { try $0.conflicts(filter, in: try $0.federation()) }
    }

    /// Settles a conflict by one of the values in it.
    ///
    /// - Parameters:
    ///   - record: The record's id.
    ///   - path: The place: `field`, `field.key`, or `record` for whether it is deleted.
    ///   - pick: Which of the values at the place, counted from 1 as ``MergedRecord/conflicts`` lists them.
    ///   - version: The token of the version that was shown: when the record has changed since, nothing is written.
    /// - Returns: What was written: a suggestion when another cluster owns the record and it is not common.
    /// - Throws: ``NodeError`` `notFound` when there is no such record or no conflict at the place, `invalid` when
    ///   there is no such value, `stale` when the version is another, `behindHighWaterMark`, `closed` or `damaged` when
    ///   the node's log must not be written; `StoreError`.
    @discardableResult
    public func resolve(
        _ record: RecordUUID,
        path: String,
        pick: Int,
        ifVersion version: String? = nil
    ) async throws -> WriteResult {
        try await self.operate(on: record) { shown in
            try shown.check(version: version)
            let numbered = shown.conflicts.numbered(at: path)
            guard !numbered.isEmpty else { throw Self.noConflict(in: shown) }
            guard numbered.indices.contains(pick - 1) else {
                throw NodeError(.invalid, "pick a number from 1 to \(numbered.count)")
            }
            let (conflict, alternative) = numbered[pick - 1]
            return try conflict.operations(picking: alternative, in: shown)
        }
    }

    /// Settles a conflict by a value that nobody has written yet.
    ///
    /// - Parameters:
    ///   - record: The record's id.
    ///   - path: The place: `field` or `field.key`.
    ///   - text: The value, as a person writes it.
    ///   - version: The token of the version that was shown: when the record has changed since, nothing is written.
    ///   - language: The BCP 47 tag of a localised text whose path names none.
    /// - Returns: What was written.
    /// - Throws: ``NodeError`` `notFound` when there is no conflict at the place, `invalid` for a set or for whether a
    ///   record is deleted; `InvalidRecord` for a value that the field does not take; what ``edit`` throws.
    @discardableResult
    public func resolve(
        _ record: RecordUUID,
        path: String,
        to text: String,
        ifVersion version: String? = nil,
        language: String = "pl"
    ) async throws -> WriteResult {
        let shown = try await self.record(record)
        let conflicts = shown.conflicts.numbered(at: path)
        guard let place = conflicts.first?.conflict.place else { throw Self.noConflict(in: shown) }
        switch place {
        case .single, .keyed: break
        case .set: throw NodeError(.invalid, "a set has elements: pick one, or use `splot edit`")
        case .life, .visibility: throw NodeError(.invalid, "whether a record is deleted takes no value: pick one")
        }
        return try await self.edit(
            record,
            [Assignment(path: path, text: text)],
            shown: shown.version,
            ifVersion: version,
            language: language
        )
    }

    /// Settles all conflicts that a rule decides, in one transaction.
    ///
    /// - Parameters:
    ///   - filter: Which conflicts.
    ///   - rule: Which value is right.
    ///   - isDryRun: Whether only to say what would happen.
    /// - Returns: What became of each conflict, and how many entries were written.
    /// - Throws: ``NodeError`` when the node's log must not be written; `StoreError`.
    public func resolveAll(
        _ filter: ConflictFilter,
        preferring rule: ConflictRule,
        isDryRun: Bool = false
    ) async throws -> (conflicts: [RuledConflict], entryCount: Int) {
        if isDryRun {
            let ruled = try await self.store.read { reader in
                let federation = try reader.federation()
                return self.ruled(try reader.conflicts(filter, in: federation), rule, in: federation)
            }
            return (ruled, 0)
        }
        return try await self.transaction { transaction in
            let federation = transaction.federation
            let ruled = self.ruled(try transaction.writer.conflicts(filter, in: federation), rule, in: federation)
            var operations: [RecordUUID: (record: MergedRecord, operations: [Operation])] = [:]
            for ruling in ruled {
                guard case .settled(let index) = ruling.outcome else { continue }
                let record = ruling.conflict.record
                operations[record.record.id, default: (record, [])].operations +=
                    try ruling.conflict.conflict.operations(picking: index, in: record)
            }
            let plans = operations.sorted { $0.key < $1.key }.map(\.value)
            _ = try transaction.append(plans.flatMap { transaction.drafts($0.operations, on: $0.record) })
            for plan in plans { try transaction.check(plan.record.id, before: plan.record) }
            return (ruled, transaction.entryCount)
        }
    }

    private func ruled(
        _ conflicts: [DirectoryConflict],
        _ rule: ConflictRule,
        in federation: Federation
    ) -> [RuledConflict] {
        conflicts.map { item in
            guard item.record.isCommon || item.record.owner == self.cluster else {
                return RuledConflict(conflict: item, outcome: .notOurs)
            }
            let alternatives = item.conflict.alternatives
            func index(of cluster: ClusterID) -> Int? {
                alternatives.firstIndex { $0.origins.contains { federation.clusters[$0.entry.log] == cluster } }
            }
            let index: Int? =
                switch rule {
                case .owner: index(of: item.record.owner)
                case .cluster(let cluster): index(of: cluster)
                case .latest:
                    alternatives.indices.max { left, right in
                        guard let first = alternatives[left].origins.first,
                            let second = alternatives[right].origins.first
                        else { return false }
                        return first < second
                    }
                }
            return RuledConflict(conflict: item, outcome: index.map { .settled($0) } ?? .noSuchValue)
        }
    }

    private static func noConflict(in shown: MergedRecord) -> NodeError {
        let known = Set(shown.conflicts.map(\.place.path)).sorted().joined(separator: ", ")
        return NodeError(
            .notFound,
            known.isEmpty
                ? "the record has no conflicts" : "there is no conflict at that field; there are at: \(known)"
        )
    }
}

extension StoreReader {
    /// The conflicts that a filter lets through, the longest disagreement first.
    fileprivate func conflicts(_ filter: ConflictFilter, in federation: Federation) throws -> [DirectoryConflict] {
        var found: [DirectoryConflict] = []
        try self.forEachState(.withConflicts) { state in
            guard let merged = try self.merged(state, in: federation),
                filter.kind == nil || filter.kind == merged.record.kind,
                filter.record == nil || filter.record == merged.record.id
            else { return }
            found += merged.numberedConflicts.filter { item in
                let place = item.conflict.place
                return (filter.path == nil || filter.path == place.path || filter.path == place.field)
                    && (filter.before.map { item.conflict.since < $0 } ?? true)
                    && (filter.cluster.map { item.conflict.involves($0, in: federation) } ?? true)
            }
        }
        return found.enumerated()
            .sorted { ($0.element.conflict.since, $0.offset) < ($1.element.conflict.since, $1.offset) }
            .map(\.element)
    }
}

extension Conflict {
    fileprivate func involves(_ cluster: ClusterID, in federation: Federation) -> Bool {
        self.alternatives.contains { $0.origins.contains { federation.clusters[$0.entry.log] == cluster } }
    }
}
