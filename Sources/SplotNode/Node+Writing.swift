public import SplotDirectory
import SplotLog
public import SplotMerge
import SplotStore

/// What a list of edits came to.
public struct WriteResult: Sendable {
    /// The record of each edit, in the order of the edits.
    public var records: [RecordUUID]
    /// How many entries were written into the node's log; 0 when everything was there already.
    public var entryCount: Int
    /// The records that other clusters own: what was written there is a suggestion.
    public var suggested: Set<RecordUUID>
}

extension Node {
    /// Adds one record.
    ///
    /// - Parameters:
    ///   - kind: The record's kind, such as `organisation`.
    ///   - assignments: What its fields are to hold.
    ///   - language: The BCP 47 tag of localised texts given without one.
    /// - Returns: The new record's id.
    /// - Throws: `InvalidRecord` with all problems together, or ``NodeError``.
    @discardableResult
    public func add(
        _ kind: String,
        _ assignments: [Assignment],
        language: String = "pl"
    ) async throws -> RecordUUID {
        let writes = try self.schema.validate(
            kind: kind,
            assignments: assignments,
            creating: true,
            defaultLanguage: language
        )
        let result = try await self.write([RecordEdit(target: .new(kind: kind), writes: writes)])
        return result.records[0]
    }

    /// Changes one record.
    ///
    /// - Parameters:
    ///   - record: The record's id.
    ///   - assignments: What its fields are to hold.
    ///   - shown: What the person was shown when deciding; what came in since is not overwritten but ends in a
    ///     conflict. `nil` for what is there now.
    ///   - language: The BCP 47 tag of localised texts given without one.
    /// - Returns: What was written; ``WriteResult/entryCount`` is 0 when the fields held all of it already.
    /// - Throws: `InvalidRecord` with all problems together, or ``NodeError``.
    @discardableResult
    public func edit(
        _ record: RecordUUID,
        _ assignments: [Assignment],
        shown: RecordVersion? = nil,
        language: String = "pl"
    ) async throws -> WriteResult {
        let current = try await self.record(record)
        let writes = try self.schema.validate(
            kind: current.record.kind,
            assignments: assignments,
            creating: false,
            defaultLanguage: language
        )
        let edit = RecordEdit(target: .existing(record), writes: writes)
        return try await self.write([edit], shown: shown.map { [record: $0] } ?? [:])
    }

    /// Writes a list of edits in one transaction: all of them, or none.
    ///
    /// - Parameters:
    ///   - edits: What to write; an edit may refer to records that earlier ones create.
    ///   - shown: For each record, what the person was shown; what is there now for the rest.
    /// - Returns: The record of each edit, and how much was written.
    /// - Throws: ``NodeError`` `notFound` or `ambiguous` for a record that cannot be told, `invalid` for an edit that
    ///   cannot be made, `behindHighWaterMark`, `closed` or `damaged` when the node's log must not be written;
    ///   `LogError` `tooLarge` when an edit does not fit an entry; `StoreError`.
    public func write(
        _ edits: [RecordEdit],
        shown: [RecordUUID: RecordVersion] = [:]
    ) async throws -> WriteResult {
        try await self.transaction { transaction in
            var writing = EditWriting(transaction: transaction, edits: edits, shown: shown)
            try writing.run()
            return writing.result
        }
    }

    /// Deletes a record, or brings a deleted one back.
    ///
    /// Every value stays in the log.
    @discardableResult
    public func setDeleted(_ isDeleted: Bool, _ record: RecordUUID) async throws -> WriteResult {
        try await self.operate(on: record) { shown in
            let isDone = shown.isDeleted == isDeleted && !shown.conflicts.contains { $0.place == .life }
            return isDone ? [] : [isDeleted ? .delete : .restore]
        }
    }

    /// Settles a conflict by one of the values in it.
    ///
    /// - Parameters:
    ///   - record: The record's id.
    ///   - path: The place: `field`, `field.key`, or `record` for whether it is deleted.
    ///   - pick: Which of the values, counted from 1 as ``MergedRecord/conflicts`` lists them.
    /// - Returns: What was written: a suggestion when another cluster owns the record and it is not common.
    /// - Throws: ``NodeError`` `notFound` when there is no such record or no conflict at the place, `invalid` when
    ///   there is no such value, `behindHighWaterMark`, `closed` or `damaged` when the node's log must not be written;
    ///   `StoreError`.
    @discardableResult
    public func resolve(_ record: RecordUUID, path: String, pick: Int) async throws -> WriteResult {
        try await self.operate(on: record) { shown in
            guard let conflict = shown.conflicts.first(where: { $0.place.path == path }) else {
                let known = shown.conflicts.map(\.place.path).joined(separator: ", ")
                throw NodeError(
                    .notFound,
                    known.isEmpty
                        ? "the record has no conflicts" : "there is no conflict at that field; there are at: \(known)"
                )
            }
            guard conflict.alternatives.indices.contains(pick - 1) else {
                throw NodeError(.invalid, "pick a number from 1 to \(conflict.alternatives.count)")
            }
            return [try conflict.operation(picking: pick - 1)]
        }
    }

    private func operate(
        on record: RecordUUID,
        _ plan: @escaping @Sendable (MergedRecord) throws -> [Operation]
    ) async throws -> WriteResult {
        try await self.transaction { transaction in
            let shown = try transaction.writer.record(record, in: transaction.federation)
            var result = WriteResult(records: [record], entryCount: 0, suggested: [])
            let operations = try plan(shown)
            guard !operations.isEmpty else { return result }
            let body = EntryDraft.Body.change(
                shown.id,
                context: shown.version.context(for: transaction.log),
                operations: operations
            )
            _ = try transaction.append([EntryDraft(time: transaction.environment.now(), body: body)])
            result.entryCount = transaction.entryCount
            if !shown.isCommon, shown.owner != self.cluster { result.suggested.insert(record) }
            return result
        }
    }

    /// Runs a closure that writes into this node's log, unless the log must not be written.
    private func transaction<Result: Sendable>(
        _ body: @escaping @Sendable (WriteTransaction) throws -> Result
    ) async throws -> Result {
        try await self.store.write { writer in
            guard let head = try writer.log(self.log)?.head else {
                throw NodeError(.damaged, "the node's own log is missing: restore the data directory from a backup")
            }
            let mark = try self.highWaterMark.size(of: self.log)
            guard head.size >= mark else {
                throw NodeError(
                    .behindHighWaterMark,
                    "this node's log has \(head.size) entries, but \(mark) were shown to others: `splot sync` with a "
                        + "peer brings the rest back, and then it can be written again"
                )
            }
            guard try writer.chain(of: self.cluster)?.closed[self.log] == nil else {
                throw NodeError(.closed, "this node's log was closed by its cluster: it can be read, not written")
            }
            guard try writer.fork(of: self.log) == nil else {
                throw NodeError(
                    .forked,
                    "this node's log is forked: a copy of the data directory has written too. Its cluster must close "
                        + "the log, and a new node go on"
                )
            }
            guard try writer.federation().clusters[self.log] == self.cluster else {
                throw NodeError(.closed, "the cluster's statements do not admit this node's log: it counts nowhere")
            }
            let transaction = try WriteTransaction(
                writer: writer,
                head: head,
                key: self.key,
                environment: self.environment,
                schema: self.schema
            )
            return try body(transaction)
        }
    }
}

extension Place {
    /// How people write the place: `field`, `field.key`, or `record` for whether the record is deleted.
    public var path: String {
        guard let field = self.field else { return "record" }
        return self.key.map { "\(field).\($0)" } ?? field
    }
}

extension Conflict {
    func operation(picking index: Int) throws -> Operation {
        let value = self.alternatives[index].value
        switch (self.place, value) {
        case (.single(let field), .content(let content)):
            return content == .erased
                ? .clear(field: field, key: nil) : .set(field: field, key: nil, value: content)
        case (.keyed(let field, let key), .content(let content)):
            return content == .erased
                ? .clear(field: field, key: key) : .set(field: field, key: key, value: content)
        case (.single(let field), .cleared):
            return .clear(field: field, key: nil)
        case (.keyed(let field, let key), .cleared):
            return .clear(field: field, key: key)
        case (.life, .deleted):
            return .delete
        case (.life, .restored), (.life, .edited):
            return .restore
        default:
            throw NodeError(.invalid, "this conflict cannot be settled by picking")
        }
    }
}
