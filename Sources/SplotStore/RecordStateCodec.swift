import SplotCBOR
import SplotLog
import SplotMerge

/// The merged state of a record as bytes in this database: its changes, with logs and names by their numbers here.
///
/// No other program reads these bytes, and a migration may change them: the state can always be made again from the
/// logs.
struct RecordStateCodec {
    private enum Code {
        static let set: Int64 = 0
        static let clear: Int64 = 1
        static let add: Int64 = 2
        static let remove: Int64 = 3
        static let delete: Int64 = 4
        static let restore: Int64 = 5
        static let visibility: Int64 = 6
        static let accept: Int64 = 7
        static let decline: Int64 = 8
        static let unknown: Int64 = 9
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
        func write(_ operation: Operation) throws {
            switch operation {
            case .set(let field, let key, let value):
                writer.array(4)
                writer.integer(Code.set)
                try write(field)
                if let key { try write(key) } else { writer.null() }
                write(value)
            case .clear(let field, let key):
                writer.array(3)
                writer.integer(Code.clear)
                try write(field)
                if let key { try write(key) } else { writer.null() }
            case .add(let field, let value):
                writer.array(3)
                writer.integer(Code.add)
                try write(field)
                write(value)
            case .remove(let field, let elements):
                writer.array(2 + 3 * elements.count)
                writer.integer(Code.remove)
                try write(field)
                for element in elements {
                    try write(element.entry)
                    writer.unsigned(UInt64(element.index))
                }
            case .delete, .restore, .unknown:
                writer.array(1)
                writer.integer(
                    operation == .delete ? Code.delete : operation == .restore ? Code.restore : Code.unknown
                )
            case .setVisibility(let visibility):
                writer.array(2)
                writer.integer(Code.visibility)
                writer.unsigned(UInt64(visibility.rawValue))
            case .accept(let entry), .decline(let entry):
                writer.array(3)
                writer.integer(operation == .accept(entry) ? Code.accept : Code.decline)
                try write(entry)
            }
        }
        writer.array(state.changes.count)
        for change in state.changes {
            writer.array(7 + (change.creation == nil ? 0 : 2))
            try write(change.entry)
            writer.unsigned(UInt64(change.hashPrefix))
            writer.unsigned(change.time)
            writer.array(change.context.count * 3)
            for item in change.context {
                try write(item.entry)
                writer.unsigned(UInt64(item.hashPrefix))
            }
            writer.array(change.operations.count)
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
        let count = try codec.reader.array()
        var changes: [Change] = []
        changes.reserveCapacity(count)
        for _ in 0..<count { changes.append(try codec.change()) }
        try codec.reader.finish()
        return RecordState(id: id, changes: changes)
    }

    private mutating func change() throws -> Change {
        _ = try self.reader.array()
        let entry = try self.entry()
        let prefix = UInt32(try self.reader.unsigned(max: UInt64(UInt32.max)))
        let time = try self.reader.unsigned(max: Limits.number)
        var context: [ContextItem] = []
        for _ in 0..<(try self.reader.array() / 3) {
            let entry = try self.entry()
            let prefix = UInt32(try self.reader.unsigned(max: UInt64(UInt32.max)))
            context.append(ContextItem(entry: entry, hashPrefix: prefix))
        }
        var operations: [Operation] = []
        for _ in 0..<(try self.reader.array()) { operations.append(try self.operation()) }
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
        let count = try self.reader.array()
        switch try self.reader.integer() {
        case Code.set:
            return .set(field: try self.name(), key: try self.key(), value: try self.content())
        case Code.clear:
            return .clear(field: try self.name(), key: try self.key())
        case Code.add:
            return .add(field: try self.name(), value: try self.content())
        case Code.remove:
            let field = try self.name()
            var elements: [ElementID] = []
            for _ in 0..<((count - 2) / 3) {
                let entry = try self.entry()
                elements.append(
                    ElementID(entry: entry, index: UInt16(try self.reader.unsigned(max: UInt64(UInt16.max))))
                )
            }
            return .remove(field: field, elements: elements)
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
}
