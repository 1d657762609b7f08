import SplotCBOR
import SplotMerge

/// Writes headers and payloads (Protocol.md §5.4, §5.5): the counterpart of ``HeaderDecoder``.
struct EntryEncoder {
    let numbering: LogNumbering

    /// The entry that gives the next number to a log.
    static func introduction(of log: LogID, time: UInt64) -> EntryRun.Entry {
        var writer = CBORWriter(capacity: 48)
        writer.array(3)
        writer.integer(HeaderType.introduction)
        writer.unsigned(time)
        writer.byteString(log.hash.bytes)
        return EntryRun.Entry(header: writer.bytes, slot: .none)
    }

    /// The entry of a draft, every log of which was introduced.
    ///
    /// - Throws: ``LogError`` `tooLarge` when it exceeds a limit, `outOfRange` when a log was not introduced.
    func entry(for draft: EntryDraft) throws -> EntryRun.Entry {
        var writer = CBORWriter(capacity: 128)
        var operations: [Operation] = []
        writer.array(5)
        switch draft.body {
        case .creation(let creation, let all):
            operations = all
            writer.integer(HeaderType.creation)
            writer.unsigned(draft.time)
            writer.text(creation.kind)
            writer.boolean(creation.isCommon)
            try self.write(all, to: &writer)
        case .change(let record, let context, let all):
            operations = all
            writer.integer(HeaderType.change)
            writer.unsigned(draft.time)
            try self.write(record.creator, to: &writer)
            try self.write(context, to: &writer)
            try self.write(all, to: &writer)
        case .receipt(let cluster, let statement, let hash):
            writer.integer(HeaderType.receipt)
            writer.unsigned(draft.time)
            writer.byteString(cluster.hash.bytes)
            writer.unsigned(statement)
            writer.byteString(hash.bytes)
        }
        let entry = EntryRun.Entry(header: writer.bytes, slot: Self.payload(of: operations))
        guard entry.byteCount <= Limits.entryBytes, operations.count <= Limits.operations,
            operations.allSatisfy(\.isWithinLimits), draft.contextCount <= Limits.contextItems
        else {
            throw LogError(
                .tooLarge,
                "an entry may hold \(Limits.entryBytes) bytes and \(Limits.operations) operations: write less at once"
            )
        }
        return entry
    }

    private static func payload(of operations: [Operation]) -> EntryRun.Slot {
        guard operations.contains(where: \.hasValue) else { return .none }
        var writer = CBORWriter(capacity: 128)
        writer.array(operations.count)
        for operation in operations {
            switch operation {
            case .set(_, _, .bytes(let value)), .add(_, .bytes(let value)): writer.encoded(value)
            default: writer.null()
            }
        }
        return .payload(writer.bytes)
    }

    private func write(_ entry: EntryID, to writer: inout CBORWriter) throws {
        guard let number = self.numbering.number(of: entry.log) else {
            throw LogError(.outOfRange, "a log is mentioned before it is introduced")
        }
        guard entry.position <= Limits.position else { throw Self.positionTooHigh }
        if number > 0 {
            writer.array(2)
            writer.unsigned(UInt64(number))
        }
        writer.unsigned(entry.position)
    }

    private func write(_ context: [ContextItem], to writer: inout CBORWriter) throws {
        let numbered = try context.map { item in
            guard let number = self.numbering.number(of: item.entry.log), number > 0 else {
                throw LogError(.outOfRange, "a context names its own log, or one before it is introduced")
            }
            guard item.entry.position <= Limits.position else { throw Self.positionTooHigh }
            return (number, item)
        }
        writer.array(numbered.count)
        for (number, item) in numbered.sorted(by: { $0.0 < $1.0 }) {
            writer.array(3)
            writer.unsigned(UInt64(number))
            writer.unsigned(item.entry.position)
            writer.byteString(withUnsafeBytes(of: item.hashPrefix.bigEndian, Array.init))
        }
    }

    private func write(_ operations: [Operation], to writer: inout CBORWriter) throws {
        writer.array(operations.count)
        for operation in operations {
            switch operation {
            case .set(let field, nil, _):
                writer.text(field)
            case .set(let field, let key?, _):
                writer.array(2)
                writer.text(field)
                writer.text(key)
            case .clear(let field, let key):
                writer.array(key == nil ? 2 : 3)
                writer.integer(OperationCode.clear)
                writer.text(field)
                if let key { writer.text(key) }
            case .add(let field, _):
                Self.write(OperationCode.add, items: 2, to: &writer)
                writer.text(field)
            case .remove(let field, let elements):
                Self.write(OperationCode.remove, items: 3, to: &writer)
                writer.text(field)
                writer.array(elements.count)
                for element in elements {
                    writer.array(2)
                    try self.write(element.entry, to: &writer)
                    writer.unsigned(UInt64(element.index))
                }
            case .delete:
                Self.write(OperationCode.delete, items: 1, to: &writer)
            case .restore:
                Self.write(OperationCode.restore, items: 1, to: &writer)
            case .setVisibility(let visibility):
                Self.write(OperationCode.visibility, items: 2, to: &writer)
                writer.unsigned(UInt64(visibility.rawValue))
            case .accept(let entry):
                Self.write(OperationCode.accept, items: 2, to: &writer)
                try self.write(entry, to: &writer)
            case .decline(let entry):
                Self.write(OperationCode.decline, items: 2, to: &writer)
                try self.write(entry, to: &writer)
            default:
                throw LogError(.outOfRange, "an operation of a newer version cannot be written")
            }
        }
    }

    private static var positionTooHigh: LogError { LogError(.outOfRange, "a log has no position beyond 2^40 - 1") }

    private static func write(_ code: Int64, items: Int, to writer: inout CBORWriter) {
        writer.array(items)
        writer.integer(code)
    }
}

extension Operation {
    /// Whether a reader will accept what this operation names.
    fileprivate var isWithinLimits: Bool {
        func isName(_ name: String) -> Bool { (1...Limits.nameBytes).contains(name.utf8.count) }
        switch self {
        case .set(let field, let key, _), .clear(let field, let key):
            return isName(field) && key.map(isName) ?? true
        case .add(let field, _):
            return isName(field)
        case .remove(let field, let elements):
            return isName(field) && elements.count <= Limits.removedElements
        case .delete, .restore, .setVisibility, .accept, .decline, .unknown:
            return true
        }
    }
}

extension EntryDraft {
    fileprivate var contextCount: Int {
        if case .change(_, let context, _) = self.body { context.count } else { 0 }
    }
}
