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
    ///   - version: The token of the version that was shown: when the record has changed since, nothing is written.
    ///   - language: The BCP 47 tag of localised texts given without one.
    /// - Returns: What was written; ``WriteResult/entryCount`` is 0 when the fields held all of it already.
    /// - Throws: `InvalidRecord` with all problems together, or ``NodeError``, `stale` when the version is another.
    @discardableResult
    public func edit(
        _ record: RecordUUID,
        _ assignments: [Assignment],
        shown: RecordVersion? = nil,
        ifVersion version: String? = nil,
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
        return try await self.write(
            [edit],
            shown: shown.map { [record: $0] } ?? [:],
            ifVersion: version.map { [record: $0] } ?? [:]
        )
    }

    /// Writes a list of edits in one transaction: all of them, or none.
    ///
    /// - Parameters:
    ///   - edits: What to write; an edit may refer to records that earlier ones create.
    ///   - shown: For each record, what the person was shown; what is there now for the rest.
    ///   - versions: For each record that must not have changed, the token of the version that was shown.
    ///   - size: How long this node's own log was when the edits were decided: nothing is written when it has grown,
    ///     since somebody has perhaps created the same here meanwhile. `nil` for any.
    /// - Returns: The record of each edit, and how much was written.
    /// - Throws: ``NodeError`` `notFound` or `ambiguous` for a record that cannot be told, `invalid` for an edit that
    ///   cannot be made, `stale` when a version is another, `behindHighWaterMark`, `closed` or `damaged` when the node's
    ///   log must not be written; `LogError` `tooLarge` when an edit does not fit an entry; `InvalidRecord` for what a
    ///   record may not become; `StoreError`.
    public func write(
        _ edits: [RecordEdit],
        shown: [RecordUUID: RecordVersion] = [:],
        ifVersion versions: [RecordUUID: String] = [:],
        ifLogSize size: UInt64? = nil
    ) async throws -> WriteResult {
        try await self.transaction { transaction in
            if let size, try transaction.writer.log(self.log)?.head.size != size {
                throw NodeError(.stale, "somebody has written here meanwhile: try again")
            }
            for (record, token) in versions {
                try transaction.writer.record(record, in: transaction.federation).check(version: token)
            }
            var writing = EditWriting(transaction: transaction, edits: edits, shown: shown)
            try writing.run()
            return writing.result
        }
    }

    /// Deletes a record, or brings a deleted one back.
    ///
    /// Every value stays in the log.
    ///
    /// - Parameters:
    ///   - isDeleted: Whether it is to be deleted.
    ///   - record: The record.
    ///   - version: The token of the version that was shown; `nil` for whatever is there now.
    /// - Returns: How much was written: nothing where it is so already.
    /// - Throws: ``NodeError`` `notFound`, `stale` when the version is another, `behindHighWaterMark`, `closed` or
    ///   `damaged` when the node's log must not be written; `StoreError`.
    @discardableResult
    public func setDeleted(
        _ isDeleted: Bool,
        _ record: RecordUUID,
        ifVersion version: String? = nil
    ) async throws -> WriteResult {
        try await self.operate(on: record) { shown in
            try shown.check(version: version)
            let isDone = shown.isDeleted == isDeleted && !shown.conflicts.contains { $0.place == .life }
            return isDone ? [] : [isDeleted ? .delete : .restore]
        }
    }

    /// Writes operations on one record, worked out in the transaction that writes them.
    func operate(
        on record: RecordUUID,
        _ plan: @escaping @Sendable (MergedRecord) throws -> [Operation]
    ) async throws -> WriteResult {
        try await self.transaction { transaction in
            let shown = try transaction.writer.record(record, in: transaction.federation)
            var result = WriteResult(records: [record], entryCount: 0, suggested: [])
            _ = try transaction.append(transaction.drafts(try plan(shown), on: shown))
            result.entryCount = transaction.entryCount
            if result.entryCount > 0 { try transaction.check(shown.id, before: shown) }
            if !shown.isCommon, shown.owner != self.cluster { result.suggested.insert(record) }
            return result
        }
    }

    /// Runs a closure that writes into this node's log, unless the log must not be written.
    func transaction<Result: Sendable>(
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
            let result = try body(transaction)
            try transaction.merge()
            return result
        }
    }
}
