import SplotDirectory
import SplotStore

/// What the columns of an office's lists are for, so that it need not be said for every list.
extension Node {
    /// The fields that columns stand for in lists of one kind.
    ///
    /// - Parameter kind: The kind, as the list was imported.
    /// - Returns: The field by column, empty for a column to be left out; nothing when nothing is remembered.
    /// - Throws: `StoreError` when the database cannot be read.
    public func importMapping(of kind: String) async throws -> [String: String] {
        let bytes = try await self.store.read { try $0.setting(Self.settingOfImportMapping(kind)) }
        guard let bytes, case .structure(let fields) = ValueCodec.decode(bytes) else { return [:] }
        return fields.compactMapValues { value in
            if case .text(let field) = value { field } else { nil }
        }
    }

    /// Remembers the fields that columns stand for in lists of one kind, instead of those remembered before.
    ///
    /// - Parameters:
    ///   - mapping: The field by column, empty for a column to be left out; none to forget all.
    ///   - kind: The kind, as the list was imported.
    /// - Throws: `StoreError` when the database cannot be written.
    public func rememberImportMapping(_ mapping: [String: String], of kind: String) async throws {
        guard try await self.importMapping(of: kind) != mapping else { return }
        let bytes = ValueCodec.encode(.structure(mapping.mapValues(Value.text)))
        try await self.store.write { try $0.set(Self.settingOfImportMapping(kind), to: bytes) }
    }

    private static func settingOfImportMapping(_ kind: String) -> String { "import mapping \(kind)" }
}
