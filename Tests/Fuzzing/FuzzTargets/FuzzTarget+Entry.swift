import SplotCBOR
import SplotLog
import SplotMerge

extension FuzzTarget {
    /// One entry: its header, followed by its payload if there is one.
    static let entry = FuzzTarget("entry") { bytes in
        let entry = Self.entry(bytes)
        let head = try Stage.head(at: 1_000)
        var decoder = HeaderDecoder(numbering: head.numbering)
        let decoded = decoder.decode(entry, at: head.size, hash: Stage.bytes(0x0d))
        // Headers are nested three deep above the items that are passed over.
        let isCBOR = PlainCBOR.isItem(entry.header, maximumDepth: CBORReader.maximumDepth + 3)
        switch decoded {
        case .void:
            return false
        case .inception(let inception):
            throw BrokenPromise("an inception of \(inception.log) stands behind other entries")
        case .change(let record, let change):
            try promise(isCBOR, "a header is read that is no deterministic CBOR")
            try Self.write(record, change, behind: head)
        case .introduction(_, let log):
            try promise(isCBOR, "a header is read that is no deterministic CBOR")
            try promise(decoder.numbering.number(of: log) != nil, "an introduced log has no number")
        case .receipt, .unknown:
            try promise(isCBOR, "a header is read that is no deterministic CBOR")
        }
        return true
    }

    /// The first item is the header; bytes behind it are a payload.
    private static func entry(_ bytes: [UInt8]) -> EntryRun.Entry {
        var reader = CBORReader(bytes)
        guard (try? reader.item()) != nil, !reader.isAtEnd else { return EntryRun.Entry(header: bytes, slot: .none) }
        return EntryRun.Entry(
            header: Array(bytes[..<reader.offset]),
            slot: .payload(Array(bytes[reader.offset...]))
        )
    }

    /// What an entry says can be written by an author who stands where it stood, and then says the same.
    private static func write(_ record: RecordID, _ change: Change, behind head: LogHead) throws {
        guard !change.operations.contains(.unknown) else { return }
        let body: EntryDraft.Body
        if let creation = change.creation {
            body = .creation(creation, operations: change.operations)
        } else {
            body = .change(record, context: change.context, operations: change.operations)
        }
        var author = try LogAuthor(head: head, key: Stage.key.get())
        var chance = NoChance()
        let commit = try author.append([EntryDraft(time: change.time, body: body)], using: &chance)
        guard case .change(let again, var change2)? = commit.runs.first?.decoded.first else {
            throw BrokenPromise("a change is written as something else")
        }
        change2.hashPrefix = change.hashPrefix
        try promise(again == record && change2 == change, "a change is read again as another")
    }

    /// Salts matter to nothing here.
    private struct NoChance: RandomNumberGenerator {
        mutating func next() -> UInt64 { 0 }
    }
}
