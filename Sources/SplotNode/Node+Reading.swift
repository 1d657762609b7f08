public import SplotDirectory
import SplotMerge
import SplotStore

extension Node {
    /// A record, deleted ones included.
    ///
    /// - Throws: ``NodeError`` `notFound`.
    public func record(_ id: RecordUUID) async throws -> MergedRecord {
        try await self.store.read { reader in try reader.record(id, in: try reader.federation()) }
    }

    /// Several records at once, deleted ones included.
    ///
    /// - Parameter ids: Their ids, in any order; those of records that are not held are passed over.
    /// - Returns: The records by id.
    /// - Throws: `StoreError` when the database cannot be read.
    public func records(_ ids: Set<RecordUUID>) async throws -> [RecordUUID: MergedRecord] {
        guard !ids.isEmpty else { return [:] }
        return try await self.store.read { reader in
            let federation = try reader.federation()
            var records: [RecordUUID: MergedRecord] = [:]
            for id in ids {
                let digits = id.description.filter { $0 != "-" }.uppercased()
                try reader.forEachState(.uuidPrefix(digits)) { state in
                    records[id] = try reader.merged(state, in: federation)
                }
            }
            return records
        }
    }

    /// The record whose id begins with some digits.
    ///
    /// - Parameter prefix: The id, or enough of its beginning to tell it from all others; at least 4 digits.
    /// - Returns: The only record that the digits fit, also when it was deleted.
    /// - Throws: ``NodeError`` `notFound`, `ambiguous` or `invalid`.
    public func record(idPrefix prefix: String) async throws -> MergedRecord {
        let digits = prefix.filter { $0 != "-" }.lowercased()
        guard digits.utf8.count >= 4, digits.utf8.count <= 32, digits.allSatisfy(\.isHexDigit) else {
            throw NodeError(
                .invalid,
                "an id is 32 hexadecimal digits, or at least the first 4: `splot list` shows them"
            )
        }
        let found = try await self.store.read { reader in
            let federation = try reader.federation()
            var found: [MergedRecord] = []
            try reader.forEachState(.uuidPrefix(digits.uppercased())) { state in
                if let merged = try reader.merged(state, in: federation) { found.append(merged) }
            }
            return found
        }
        guard let first = found.first else {
            throw NodeError(.notFound, "there is no record with that id: `splot list` shows all")
        }
        guard found.count == 1 else {
            throw NodeError(.ambiguous, "\(found.count) records have ids that begin so: give more of it")
        }
        return first
    }

    /// The records of the directory, in the order of their creation here.
    ///
    /// - Parameters:
    ///   - kind: Only those of this kind; all when `nil`.
    ///   - body: Called with each record; what it throws ends the reading.
    /// - Throws: What `body` throws, or `StoreError` when the database cannot be read.
    public func forEachRecord(
        kind: String? = nil,
        _ body: @escaping @Sendable (MergedRecord) throws -> Void
    ) async throws {
        try await self.store.read { reader in
            let federation = try reader.federation()
            try reader.forEachState(.shown(kind: kind)) { state in
                if let merged = try reader.merged(state, in: federation) { try body(merged) }
            }
        }
    }

    /// The records that are called just so, case, diacritics and punctuation aside.
    ///
    /// - Parameters:
    ///   - name: A name, title, alias or acronym, in any language.
    ///   - kinds: Only records of these kinds; any when empty.
    /// - Returns: By id; of those that are shown as one only the one that stands for the others.
    /// - Throws: `StoreError` when the database cannot be read.
    public func records(named name: String, kinds: [String] = []) async throws -> [MergedRecord] {
        try await self.store.read { reader in
            let federation = try reader.federation()
            return try reader.ids(named: name, kinds: kinds, in: federation)
                .map { try reader.record($0, in: federation) }
        }
    }

    /// The cluster's own record, which lists its readers.
    public func ownRecord() async throws -> MergedRecord? {
        try await self.store.read { try $0.ownRecord(of: self.cluster, in: try $0.federation()) }
    }
}

extension StoreReader {
    func record(_ id: RecordUUID, in federation: Federation) throws -> MergedRecord {
        var found: MergedRecord?
        let digits = id.description.filter { $0 != "-" }.uppercased()
        try self.forEachState(.uuidPrefix(digits)) { found = try self.merged($0, in: federation) }
        guard let found else {
            throw NodeError.noRecord(id)
        }
        return found
    }

    /// The records that are called just so; of those that are shown as one only the one that stands for the others.
    func ids(named name: String, kinds: [String], in federation: Federation) throws -> [RecordUUID] {
        var found: [RecordUUID] = []
        var seen: Set<RecordUUID> = []
        try self.forEachState(.term(RecordTerms.name(name))) { state in
            guard let view = state.view(in: federation), kinds.isEmpty || kinds.contains(view.kind) else { return }
            let id = try self.canonical(of: state.id)?.uuid ?? state.id.uuid
            if seen.insert(id).inserted { found.append(id) }
        }
        return found
    }

    func ownRecord(of cluster: ClusterID, in federation: Federation) throws -> MergedRecord? {
        var found: MergedRecord?
        try self.forEachState(.term(RecordTerms.identity(cluster))) { state in
            guard let merged = try self.merged(state, in: federation), merged.owner == cluster, !merged.isCommon,
                merged.record.kind == "cluster"
            else { return }
            if found == nil { found = merged }
        }
        return found
    }
}
