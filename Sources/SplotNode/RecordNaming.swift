import SplotDirectory
import SplotLog
import SplotMerge

extension RecordID {
    /// The record's UUID, version 8 (RFC 9562 §5.8): the first 128 bits of SHA-256(0x05 ‖ log ‖ position as 8 bytes,
    /// big-endian), with version and variant put in (Protocol.md §8.2).
    var uuid: RecordUUID {
        var input = self.creator.log.hash.bytes
        withUnsafeBytes(of: self.creator.position.bigEndian) { input.append(contentsOf: $0) }
        var bytes = Array(LeafHash.tagged(0x05, input).bytes.prefix(16))
        bytes[6] = bytes[6] & 0x0f | 0x80
        bytes[8] = bytes[8] & 0x3f | 0x80
        guard let uuid = RecordUUID(bytes: bytes) else { preconditionFailure("16 bytes are a UUID") }
        return uuid
    }
}

/// The words under which a record is found by its name or identifier.
enum RecordTerms {
    static func name(_ text: String) -> String { "name:" + Folding.fold(text) }

    static func identifier(_ text: String) -> String { "identifier:" + text }

    static func identity(_ cluster: ClusterID) -> String { "identity:" + cluster.description }

    /// All terms of a record.
    static func terms(of record: DirectoryRecord, schema: Schema) -> [String] {
        var terms: Set<String> = []
        let title = schema.kind(named: record.kind)?.titleField ?? "name"
        for field in [title, "aliases", "acronym"] {
            for text in record.texts(of: field) { terms.insert(Self.name(text)) }
        }
        for text in record.texts(of: "identifiers") { terms.insert(Self.identifier(text)) }
        for text in record.texts(of: "identity") { terms.insert("identity:" + text) }
        // A newline would end the term where the store keeps them together.
        return terms.filter { !$0.contains("\n") }.sorted()
    }
}

extension DirectoryRecord {
    /// All texts that a field holds, under whatever keys.
    func texts(of field: String) -> [String] {
        let values: [Value] =
            switch self.fields[field] {
            case .single(let value): [value]
            case .keyed(let values): values.sorted { $0.key < $1.key }.map(\.value)
            case .set(let values): values
            case nil: []
            }
        return values.compactMap { if case .text(let text) = $0 { text } else { nil } }
    }
}
