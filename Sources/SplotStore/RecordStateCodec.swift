import SplotCBOR
import SplotLog
import SplotMerge

/// The merged state of a record as bytes in this database: its changes, with logs and names by their numbers here.
///
/// No other program reads these bytes, and a migration may change them: the state can always be made again from the
/// logs.
struct RecordStateCodec {
    /// What an operation begins with.
    ///
    /// The number of a name stands for setting that field, which most operations do.
    private enum Code {
        static let set: Int64 = -1
        static let clear: Int64 = -2
        static let add: Int64 = -3
        static let remove: Int64 = -4
        static let delete: Int64 = -5
        static let restore: Int64 = -6
        static let visibility: Int64 = -7
        static let accept: Int64 = -8
        static let decline: Int64 = -9
        static let unknown: Int64 = -10
    }

    // MARK: - Writing

    static func encode(_ state: RecordState, by store: StoreWriter) throws -> [UInt8] {
        var writer = CBORWriter(capacity: 256)
        func write(_ entry: EntryID) throws {
            writer.integer(try store.numberCreating(entry.log))
            writer.unsigned(entry.position)
        }
        func write(_ name: String) throws {
            if let number = try store.numberCreating(name) { writer.integer(number) } else { writer.text(name) }
        }
        func write(_ content: Content) {
            if case .bytes(let bytes) = content { writer.byteString(bytes) } else { writer.null() }
        }
        func write(_ field: String, _ key: String?) throws {
            try write(field)
            if let key { try write(key) } else { writer.null() }
        }
        func write(_ operation: Operation) throws {
            switch operation {
            case .set(let field, let key, let value):
                if key == nil, let number = try store.numberCreating(field) {
                    writer.integer(number)
                } else {
                    writer.integer(Code.set)
                    try write(field, key)
                }
                write(value)
            case .clear(let field, let key):
                writer.integer(Code.clear)
                try write(field, key)
            case .add(let field, let value):
                writer.integer(Code.add)
                try write(field)
                write(value)
            case .remove(let field, let elements):
                writer.integer(Code.remove)
                try write(field)
                writer.unsigned(UInt64(elements.count))
                for element in elements {
                    try write(element.entry)
                    writer.unsigned(UInt64(element.index))
                }
            case .delete: writer.integer(Code.delete)
            case .restore: writer.integer(Code.restore)
            case .unknown: writer.integer(Code.unknown)
            case .setVisibility(let visibility):
                writer.integer(Code.visibility)
                writer.unsigned(UInt64(visibility.rawValue))
            case .accept(let entry):
                writer.integer(Code.accept)
                try write(entry)
            case .decline(let entry):
                writer.integer(Code.decline)
                try write(entry)
            }
        }
        writer.unsigned(UInt64(state.changes.count))
        for change in state.changes {
            try write(change.entry)
            writer.unsigned(UInt64(change.hashPrefix))
            writer.unsigned(change.time)
            writer.unsigned(UInt64(change.context.count))
            for item in change.context {
                try write(item.entry)
                writer.unsigned(UInt64(item.hashPrefix))
            }
            writer.unsigned(UInt64(change.operations.count))
            for operation in change.operations { try write(operation) }
            writer.boolean(change.creation != nil)
            if let creation = change.creation {
                try write(creation.kind)
                writer.boolean(creation.isCommon)
            }
        }
        return writer.bytes
    }

    // MARK: - Reading

    private var reader: CBORReader
    private let store: StoreReader

    static func decode(_ bytes: [UInt8], id: RecordID, by store: StoreReader) throws -> RecordState {
        var codec = RecordStateCodec(reader: CBORReader(bytes), store: store)
        // Each change takes a byte at least.
        let count = try codec.reader.unsigned(max: UInt64(bytes.count))
        var changes: [Change] = []
        changes.reserveCapacity(Int(min(count, 256)))
        for _ in 0..<count { changes.append(try codec.change()) }
        try codec.reader.finish()
        return RecordState(id: id, changes: changes)
    }

    private mutating func change() throws -> Change {
        let entry = try self.entry()
        let prefix = UInt32(try self.reader.unsigned(max: UInt64(UInt32.max)))
        let time = try self.reader.unsigned(max: Limits.number)
        var context: [ContextItem] = []
        for _ in 0..<(try self.reader.unsigned(max: UInt64(Limits.contextItems))) {
            let entry = try self.entry()
            let prefix = UInt32(try self.reader.unsigned(max: UInt64(UInt32.max)))
            context.append(ContextItem(entry: entry, hashPrefix: prefix))
        }
        var operations: [Operation] = []
        let count = try self.reader.unsigned(max: UInt64(Limits.operations))
        operations.reserveCapacity(Int(min(count, 64)))
        for _ in 0..<count { operations.append(try self.operation()) }
        var creation: Creation?
        if try self.reader.boolean() {
            let kind = try self.name()
            creation = Creation(kind: kind, isCommon: try self.reader.boolean())
        }
        return Change(
            entry: entry,
            hashPrefix: prefix,
            time: time,
            creation: creation,
            context: context,
            operations: operations
        )
    }

    private mutating func entry() throws -> EntryID {
        let log = try self.store.log(try self.reader.integer())
        return EntryID(log: log, position: try self.reader.unsigned(max: Limits.number))
    }

    private mutating func content() throws -> Content {
        self.reader.null() ? .erased : .bytes(try self.reader.byteString())
    }

    private mutating func name() throws -> String {
        if try self.reader.peek() == .text { return try self.reader.text() }
        return try self.store.name(try self.reader.integer())
    }

    private mutating func key() throws -> String? { self.reader.null() ? nil : try self.name() }

    private mutating func operation() throws -> Operation {
        switch try self.reader.integer() {
        case let number where number >= 0:
            return .set(field: try self.store.name(number), key: nil, value: try self.content())
        case Code.set:
            return .set(field: try self.name(), key: try self.key(), value: try self.content())
        case Code.clear:
            return .clear(field: try self.name(), key: try self.key())
        case Code.add:
            return .add(field: try self.name(), value: try self.content())
        case Code.remove:
            return .remove(field: try self.name(), elements: try self.elements())
        case Code.delete:
            return .delete
        case Code.restore:
            return .restore
        case Code.visibility:
            return .setVisibility(Visibility(rawValue: UInt8(try self.reader.unsigned(max: 255))) ?? .federation)
        case Code.accept:
            return .accept(try self.entry())
        case Code.decline:
            return .decline(try self.entry())
        default:
            return .unknown
        }
    }

    private mutating func elements() throws -> [ElementID] {
        var elements: [ElementID] = []
        for _ in 0..<(try self.reader.unsigned(max: UInt64(Limits.removedElements))) {
            let entry = try self.entry()
            elements.append(
                ElementID(entry: entry, index: UInt16(try self.reader.unsigned(max: UInt64(UInt16.max))))
            )
        }
        return elements
    }
}
