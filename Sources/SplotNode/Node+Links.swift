public import SplotDirectory
import SplotLog
import SplotMerge
import SplotStore

extension Node {
    /// The records that are shown as one with a record, itself included.
    ///
    /// - Parameter record: Any of them.
    /// - Returns: A group of one for a record that is linked with no other.
    /// - Throws: ``NodeError`` `notFound`.
    public func joined(_ record: RecordUUID) async throws -> JoinedRecord {
        try await self.store.read { reader in
            let federation = try reader.federation()
            let asked = try reader.record(record, in: federation)
            let group = try reader.joined(with: asked, in: federation)
            let canonical = group.first { $0.record.id == asked.canonical } ?? asked
            let others = group.filter { $0.id != canonical.id }.sorted { $0.created < $1.created }
            return JoinedRecord(canonical: canonical, others: others)
        }
    }

    /// The records that refer to a record or to one that it is shown as one with.
    ///
    /// - Parameters:
    ///   - record: Any record.
    ///   - limit: How many to give at most of each kind, those first that were created here first.
    ///   - isPublicOnly: Whether only records count that everybody may see.
    /// - Returns: By kind the members, partners, projects and whatever else names it; links between records are not
    ///   among them.
    /// - Throws: ``NodeError`` `notFound`.
    public func referring(
        to record: RecordUUID,
        perKind limit: Int = .max,
        isPublicOnly: Bool = false
    ) async throws -> [String: SearchResult] {
        try await self.store.read { reader in
            let federation = try reader.federation()
            let group = try reader.group(of: record, in: federation, isPublicOnly: isPublicOnly)
            let found = try reader.numbers(
                withAnyTerm: group.map(RecordTerms.reference),
                isPublicOnly: isPublicOnly,
                perKind: limit
            )
            return try found.mapValues { numbers, total in
                var records: [MergedRecord] = []
                try reader.forEachState(.numbers(numbers)) { state in
                    if let merged = try reader.merged(state, in: federation) { records.append(merged) }
                }
                return SearchResult(records: records, total: total)
            }
        }
    }

    /// Says that two records are about the same thing, so that they are shown as one.
    ///
    /// The link is an ordinary write into one of the two: the first, or the second where only its writes count for this
    /// cluster.
    ///
    /// - Parameters:
    ///   - first: A record.
    ///   - second: Another of the same kind.
    /// - Returns: What was written; ``WriteResult/entryCount`` is 0 when they are linked already.
    /// - Throws: ``NodeError`` `notFound`, `invalid` when they are one record or of two kinds; what
    ///   ``write(_:shown:ifVersion:)`` throws.
    @discardableResult
    public func link(_ first: RecordUUID, _ second: RecordUUID) async throws -> WriteResult {
        let records = (try await self.record(first), try await self.record(second))
        guard records.0.id != records.1.id else {
            throw NodeError(.invalid, "both are the same record")
        }
        guard records.0.record.kind == records.1.record.kind else {
            throw NodeError(
                .invalid,
                "a \(records.0.record.kind) and a \(records.1.record.kind) cannot be the same: only records of one "
                    + "kind can be linked"
            )
        }
        guard !records.0.isDeleted, !records.1.isDeleted else {
            throw NodeError(.invalid, "a deleted record cannot be linked: `splot restore` brings it back")
        }
        guard records.0.canonical != records.1.canonical else {
            return WriteResult(records: [first], entryCount: 0, suggested: [])
        }
        let counts = { (record: MergedRecord) in record.isCommon || record.owner == self.cluster }
        let (from, to) = counts(records.0) || !counts(records.1) ? (first, second) : (second, first)
        let write = FieldWrite(field: LinkGroups.field, shape: .set, operation: .add(.value(.reference(to))))
        return try await self.write([RecordEdit(target: .existing(from), writes: [write])])
    }

    /// Takes back that two records are about the same thing.
    ///
    /// - Parameters:
    ///   - first: A record.
    ///   - second: Another that it was linked with, either way.
    /// - Returns: What was written.
    /// - Throws: ``NodeError`` `notFound` when neither names the other; what ``write(_:shown:ifVersion:)`` throws.
    @discardableResult
    public func unlink(_ first: RecordUUID, _ second: RecordUUID) async throws -> WriteResult {
        let records = [try await self.record(first), try await self.record(second)]
        var edits: [RecordEdit] = []
        for (record, other) in [(records[0], second), (records[1], first)] {
            guard LinkGroups.links(of: record.record).contains(other) else { continue }
            let write = FieldWrite(field: LinkGroups.field, shape: .set, operation: .remove(.value(.reference(other))))
            edits.append(RecordEdit(target: .existing(record.record.id), writes: [write]))
        }
        guard !edits.isEmpty else {
            let areJoined = records[0].canonical == records[1].canonical
            throw NodeError(
                .notFound,
                areJoined
                    ? "the two are linked through others, not with each other: `splot show \(first)` lists the links"
                    : "the two are not linked"
            )
        }
        return try await self.write(edits)
    }
}

extension StoreReader {
    /// The records that are shown as one with a record, itself included.
    fileprivate func joined(with record: MergedRecord, in federation: Federation) throws -> [MergedRecord] {
        try self.joinedRecords(with: record.id)
            .compactMap { id in try self.state(of: id).flatMap { try self.merged($0, in: federation) } }
    }

    /// The ids of the records that are shown as one with a record, itself included.
    ///
    /// - Parameters:
    ///   - record: Any of them.
    ///   - federation: Whose logs count.
    ///   - isPublicOnly: Whether only records count that everybody may see: then any other is as good as none.
    /// - Returns: The ids.
    /// - Throws: ``NodeError`` `notFound`.
    func group(
        of record: RecordUUID,
        in federation: Federation,
        isPublicOnly: Bool
    ) throws -> [RecordUUID] {
        let asked = try self.record(record, in: federation)
        guard isPublicOnly else { return try self.joinedRecords(with: asked.id).map(\.uuid) }
        guard asked.isPublic else { throw NodeError.noRecord(record) }
        return try self.joined(with: asked, in: federation).filter(\.isPublic).map(\.record.id)
    }
}
